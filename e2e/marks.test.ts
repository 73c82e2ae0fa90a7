import { join } from "node:path";
import { findRecordedChild } from "@graticule/server/processes/child-process";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { joinMeeting, openPage, orSayWhatIsSeen, seesFrames, setUp } from "./pages.ts";

/** A call that goes on while its media engine dies and starts anew: the client makes other objects of the same people. */
let service: TestService;
let browser: Browser;
let open: Page;
let other: Page;

beforeAll(async () => {
  service = await startTestService();
  browser = await launchBrowser(...FAKE_MEDIA);
  open = await openPage(browser, service.url);
  other = await openPage(browser, service.url);
  await setUp(other, service.setupUrl);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const inCall = (page: Page) => page.locator("[data-testid=call][data-phase=connected]").waitFor();

/** Waits until tile and list, both shown, say the same of a microphone. */
async function agree(page: Page, name: string, microphone: "on" | "off"): Promise<void> {
  for (const place of [`tile-${name}`, `person-${name}`]) {
    const shown = page.getByTestId(place);
    await shown.waitFor();
    const mark = shown.getByRole("img", { name: "microphone off" });
    await mark.waitFor({ state: microphone === "off" ? "visible" : "detached" });
  }
}

test("after the media engine started anew every mark of a microphone is true, in tiles and in the list", async () => {
  const made = await other.context().request.post(`${service.url}/api/meetings`, {
    headers: { origin: service.url },
    data: { title: "Marks", encryption: "off" },
  });
  const { joinUrl: link } = await made.json();
  await other.goto(link);
  await joinMeeting(other, "Pia");
  await open.goto(link);
  await joinMeeting(open, "Otto");
  await open.getByTestId("open-people").click();
  await agree(open, "Pia", "on");
  const recordFile = join(service.dataDir, "run", "livekit.json");
  const engine = findRecordedChild({ recordFile, stopSteps: [] });
  process.kill(engine?.identity.pid ?? 0, "SIGKILL");
  await open.getByTestId("reconnecting").waitFor();
  for (const page of [open, other]) await orSayWhatIsSeen(page, () => inCall(page));
  await seesFrames(open, ["Pia"]);
  await agree(open, "Pia", "on");
  await other.getByTestId("toggle-mic").click();
  await agree(open, "Pia", "off");
  await other.getByTestId("toggle-mic").click();
  await agree(open, "Pia", "on");
});
