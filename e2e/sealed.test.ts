import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf } from "./accessible.ts";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { joinMeeting, seesFrames, setUp } from "./pages.ts";

/** A call that is encrypted end to end: its keys change with everybody who comes and goes. */
let service: TestService;
let browser: Browser;
let host: Page;
let link: string;
let ada: Page;
let bo: Page;
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

async function newPage(locale = "en-GB"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, locale });
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  page.on("pageerror", (error) => errors.push(error.message));
  if (process.env["SHOW"]) page.on("console", (m) => console.log(m.type(), m.text().slice(0, 200)));
  return page;
}

async function come(name: string, locale?: string): Promise<Page> {
  const page = await newPage(locale);
  await page.goto(link);
  await joinMeeting(page, name);
  await page.locator('[data-phase="connected"]').waitFor();
  return page;
}

/** The 64 words of a language, by index. */
function wordsOf(tag: string): readonly string[] {
  const file = join(import.meta.dirname, `../apps/web/src/call/keys/words/${tag}.ts`);
  return [...readFileSync(file, "utf8").matchAll(/^ {2}"(.+)",$/gm)].map(([, word = ""]) => word);
}

/** Opens the page of security, by its badge; where it is open already, nothing happens. */
async function openSecurity(page: Page): Promise<void> {
  if (await page.getByTestId("security").isVisible()) return;
  await page.locator('[data-testid="seal"][data-seal="on"]').click();
  await page.getByTestId("safety-code").waitFor();
}

const codeOn = (page: Page): Promise<readonly string[]> =>
  page.getByTestId("safety-code").locator("[aria-hidden]").allTextContents();

/** The code that all of these pages show once it is no longer this one. */
async function sameCode(
  pages: readonly Page[],
  before: readonly string[] = [],
): Promise<readonly string[]> {
  for (const page of pages) await openSecurity(page);
  const state = async () => {
    const [first = [], ...others] = await Promise.all(pages.map(codeOn));
    const isNew = first.join() !== before.join();
    return isNew && others.every((other) => other.join() === first.join()) ? first.length : 0;
  };
  await expect.poll(state, { timeout: 20_000 }).toBe(6);
  return await codeOn(pages[0] as Page);
}

test("everybody sees everybody, and the service relays nothing that it could open", async () => {
  ada = await come("Ada");
  bo = await come("Bo");
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  expect(errors).toEqual([]);
});

test("everybody has the same code, another one when somebody comes and when they go", async () => {
  const two = await sameCode([ada, bo]);
  expect(two.every((group) => /^\d{5}$/.test(group))).toBe(true);
  expect(await ada.getByTestId("code-changed").textContent()).toBe("");
  const cy = await come("Cy", "fr-FR");
  await seesFrames(cy, ["Ada", "Bo"]);
  await seesFrames(ada, ["Cy"]);
  const three = await sameCode([ada, bo, cy], two);
  await ada.getByTestId("code-changed").filter({ hasText: "just now" }).waitFor();
  const numbers = (page: Page) => page.getByTestId("group-list").locator("li").allTextContents();
  const rows = (await numbers(ada)).map((row) =>
    row.replace(" (you)", "").replace(/[\u2068\u2069]/g, ""),
  );
  expect(rows.map((row) => row.replace(/[\d ]/g, ""))).toEqual(["Ada", "Bo", "Cy"]);
  // Each is known by the same number on every page.
  await expect.poll(async () => (await numbers(bo)).slice(1)).toEqual([rows[0], rows[2]]);
  const spoken = (page: Page) => page.getByTestId("safety-words").locator("li").allTextContents();
  const [english, french] = [wordsOf("en"), wordsOf("fr")];
  const inFrench = (await spoken(ada)).map((word) => french[english.indexOf(word)]);
  expect(inFrench).toHaveLength(17);
  expect(await spoken(cy)).toEqual(inFrench);
  expect(await barriersOf(ada)).toEqual([]);
  await cy.close();
  await sameCode([ada, bo], three);
  expect(errors).toEqual([]);
});

test("a link that ends otherwise is told so and leads nowhere, and those inside go on", async () => {
  const before = await sameCode([ada, bo]);
  const stranger = await newPage();
  await stranger.goto(`${link.replace(/#.*/, "")}#${makeLinkSecret(new Uint8Array(16))}`);
  await stranger.getByTestId("join-name").fill("Mallory");
  await stranger.getByTestId("join-button").click();
  await stranger.getByTestId("no-keys-turned-away").waitFor();
  expect(await barriersOf(stranger)).toEqual([]);
  expect(await codeOn(ada)).toEqual(before);
  expect(await ada.getByTestId("group-list").locator("li").count()).toBe(2);
  await ada.keyboard.press("Escape");
  await ada.getByTestId("security").waitFor({ state: "detached" });
  expect(await ada.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe(
    "seal",
  );
  await seesFrames(ada, ["Bo"]);
  expect(await ada.getByTestId("tile-Mallory").count()).toBe(0);
  // The whole link, opened in the same tab, leads in.
  await stranger.goto(link);
  await stranger.locator('[data-phase="connected"]').waitFor();
  await seesFrames(ada, ["Mallory"]);
  expect(errors).toEqual([]);
});

test("a browser that can't encrypt is told so instead of a call", async () => {
  const old = await newPage();
  await old.addInitScript(() => {
    Reflect.deleteProperty(window, "RTCRtpScriptTransform");
    Reflect.deleteProperty(RTCRtpSender.prototype, "createEncodedStreams");
  });
  await old.goto(link);
  await old.getByTestId("join-name").fill("Cornelia");
  await old.getByTestId("join-button").click();
  await old.getByTestId("no-keys-unsupported").waitFor();
  expect(errors).toEqual([]);
});
