import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { joinMeeting, seesFrames, setUp } from "./pages.ts";

/** A call that is encrypted end to end: its keys change with everybody who comes and goes. */
let service: TestService;
let browser: Browser;
let host: Page;
let link: string;
const errors: string[] = [];

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  browser = await launchBrowser(
    ...FAKE_MEDIA,
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
  );
  host = await newPage();
  await setUp(host, service.setupUrl);
  const { origin } = new URL(service.setupUrl);
  const made = await host.context().request.post(`${origin}/api/meetings`, {
    headers: { origin },
    data: { title: "Among ourselves", encryption: "end-to-end" },
  });
  const { joinUrl } = await made.json();
  link = `${joinUrl}#${makeLinkSecret(crypto.getRandomValues(new Uint8Array(16)))}`;
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  page.on("pageerror", (error) => errors.push(error.message));
  if (process.env["SHOW"]) page.on("console", (m) => console.log(m.type(), m.text().slice(0, 200)));
  return page;
}

async function come(name: string): Promise<Page> {
  const page = await newPage();
  await page.goto(link);
  await joinMeeting(page, name);
  await page.locator('[data-phase="connected"]').waitFor();
  return page;
}

test("everybody sees everybody, and the service relays nothing that it could open", async () => {
  const ada = await come("Ada");
  const bo = await come("Bo");
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  const cy = await come("Cy");
  await seesFrames(cy, ["Ada", "Bo"]);
  await seesFrames(ada, ["Cy"]);
  expect(errors).toEqual([]);
});
