import { join } from "node:path";
import { findRecordedChild } from "@graticule/server/processes/child-process";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { joinMeeting, openPage, orSayWhatIsSeen, seesFrames, setUp } from "./pages.ts";

/**
 * Calls that go on while a page reconnects, alone or with all others: the client then has new
 * objects for the same people.
 */
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

/** Each is in their own call, and Otto's page shows tile and list. */
async function meet(): Promise<void> {
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
}

/** Waits until tile and list, both shown, agree about a microphone. */
async function agree(page: Page, name: string, microphone: "on" | "off"): Promise<void> {
  for (const place of [`tile-${name}`, `person-${name}`]) {
    const shown = page.getByTestId(place);
    await shown.waitFor();
    const mark = shown.getByRole("img", { name: "microphone off" });
    await mark.waitFor({ state: microphone === "off" ? "visible" : "detached" });
  }
}

/** As the engine sends it: a `SignalResponse` with `leave { action: RECONNECT }`. */
const joinAnew = Buffer.from([0x42, 0x02, 0x18, 0x02]);

interface Line {
  /** The engine tells this page to join again, which fails until `giveBack`. */
  readonly cut: () => void;
  readonly giveBack: () => void;
}

/** Lets the test control a page's line to the engine. */
async function holdLine(page: Page): Promise<Line> {
  let held = Promise.resolve();
  let tell = (_message: Buffer): void => undefined;
  let giveBack = (): void => undefined;
  await page.routeWebSocket(/\/rtc/, async (socket) => {
    await held;
    socket.connectToServer();
    tell = (message) => socket.send(message);
  });
  return {
    cut: () => {
      held = new Promise((resolve) => {
        giveBack = resolve;
      });
      tell(joinAnew);
    },
    giveBack: () => giveBack(),
  };
}

test("while a page reconnects alone, and afterwards, its marks for those who stayed are true", async () => {
  const line = await holdLine(open);
  await meet();
  line.cut();
  await open.getByTestId("reconnecting").waitFor();
  // The client knows no one now, and no one turned a microphone off.
  await agree(open, "Pia", "on");
  await other.getByTestId("toggle-mic").click();
  line.giveBack();
  await orSayWhatIsSeen(open, () => inCall(open));
  await agree(open, "Pia", "off");
  await other.getByTestId("toggle-mic").click();
  await agree(open, "Pia", "on");
  await seesFrames(open, ["Pia"]);
});

test("after the media engine restarted, every microphone mark is true, in tiles and in the list", async () => {
  await meet();
  const recordFile = join(service.dataDir, "run", "livekit.json");
  const engine = findRecordedChild({ recordFile, stopSteps: [] });
  // The engine may be back before a page says anything.
  const cut = await open.evaluateHandle(() => {
    const call = document.querySelector<HTMLElement>("[data-testid=call]");
    if (call === null) throw new Error("There is no call");
    const done = new Promise<void>((resolve) => {
      const look = (): void => {
        if (call.dataset["phase"] !== "connected") resolve();
      };
      new MutationObserver(look).observe(call, { attributeFilter: ["data-phase"] });
    });
    return { done };
  });
  process.kill(engine?.identity.pid ?? 0, "SIGKILL");
  await cut.evaluate(({ done }) => done);
  for (const page of [open, other]) await orSayWhatIsSeen(page, () => inCall(page));
  await seesFrames(open, ["Pia"]);
  await agree(open, "Pia", "on");
  await other.getByTestId("toggle-mic").click();
  await agree(open, "Pia", "off");
  await other.getByTestId("toggle-mic").click();
  await agree(open, "Pia", "on");
});
