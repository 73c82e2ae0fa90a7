import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { FAKE_MEDIA, launchFullCamera } from "../../e2e/browser.ts";
import { holdKeys } from "../../e2e/key-client.ts";
import { newLink } from "../../e2e/new-link.ts";
import { joinMeeting, setUp } from "../../e2e/pages.ts";
import { type Ratio, spreadOf } from "../measure.ts";

interface Noted {
  readonly shown: readonly number[];
  readonly clicked: number;
}

export interface FramesSeen {
  readonly firstFrame: Ratio;
  readonly gapOverControlMs: Ratio;
}

const watchMs = 8_000;
/** How many join a call, one after the other, before the other kind has its turn. */
const comeInTurn = 4;

/**
 * One person in a call, and a second who joins again and again. Calls with and without encryption
 * take turns, so that the machine carries only one at a time.
 */
export async function framesSeen(rounds: number, say: (line: string) => void): Promise<FramesSeen> {
  const service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  const browser = await launchFullCamera(
    ...FAKE_MEDIA,
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
  );
  try {
    const host = await newPage(browser);
    await setUp(host, service.setupUrl);
    const sealed = await makeCall(service, host, "end-to-end");
    const open = await makeCall(service, host, "off");
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [inSealed, inOpen] = [
        await firstFrame(browser, sealed),
        await firstFrame(browser, open),
      ];
      say(`first picture ${inSealed.toFixed(0)} ms, without encryption ${inOpen.toFixed(0)} ms`);
      ratios.push(inSealed / inOpen);
    }
    const gaps = await gapsIn(browser, sealed, { rounds, say });
    return { firstFrame: spreadOf(ratios), gapOverControlMs: spreadOf(gaps) };
  } finally {
    await browser.close();
    await service.stop();
  }
}

async function makeCall(
  { setupUrl }: TestService,
  host: Page,
  encryption: "end-to-end" | "off",
): Promise<string> {
  const { origin } = new URL(setupUrl);
  const { secret, told } = await newLink();
  const made = await host.context().request.post(`${origin}/api/meetings`, {
    headers: { origin },
    data: { title: "Bench", ...(encryption === "off" ? {} : told) },
  });
  const { joinUrl } = await made.json();
  return encryption === "off" ? joinUrl : `${joinUrl}#${secret}`;
}

/** From the click on Join to the first picture of the person inside: median in milliseconds. */
async function firstFrame(browser: Browser, link: string): Promise<number> {
  const ada = await come(browser, link, "Ada");
  const took: number[] = [];
  for (let turn = 0; turn < comeInTurn; turn += 1) {
    const page = await come(browser, link, "Cy");
    const { shown, clicked } = await picturesAt(page);
    took.push((shown[0] ?? Number.NaN) - clicked);
    await page.context().close();
  }
  await ada.context().close();
  return spreadOf(took).median;
}

async function gapsIn(
  browser: Browser,
  link: string,
  { rounds, say }: { readonly rounds: number; readonly say: (line: string) => void },
): Promise<number[]> {
  const ada = await come(browser, link, "Ada");
  const page = await come(browser, link, "Cy");
  await picturesAt(page);
  const over: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const control = await longestGap(page, () => page.waitForTimeout(watchMs));
    const changing = await longestGap(page, () => changeKeys(link));
    say(`longest gap ${changing.toFixed(0)} ms, without a change ${control.toFixed(0)} ms`);
    over.push(changing - control);
  }
  await page.context().close();
  await ada.context().close();
  return over;
}

/** When pictures of Ada were shown, and when Join was clicked, in the page's milliseconds. */
async function picturesAt(page: Page): Promise<Noted> {
  await page.waitForFunction(() => (window as unknown as Noted).shown.length > 0);
  return await page.evaluate(() => {
    const { shown, clicked } = window as unknown as Noted;
    return { shown, clicked };
  });
}

async function longestGap(page: Page, during: () => Promise<void>): Promise<number> {
  const begin = await page.evaluate(() => performance.now());
  await during();
  const seen = (await picturesAt(page)).shown.filter((at) => at >= begin);
  return Math.max(...seen.map((at, no) => at - (seen[no - 1] ?? begin)));
}

/** Five people join and leave: the keys change ten times. */
async function changeKeys(link: string): Promise<void> {
  const end = performance.now() + watchMs;
  for (let turn = 0; turn < 5; turn += 1) {
    const guest = await holdKeys(link, `Guest ${turn}`);
    await guest.leave();
    const left = (end - performance.now()) / (5 - turn);
    await new Promise((done) => setTimeout(done, Math.max(0, left)));
  }
}

async function come(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await newPage(browser);
  await page.goto(link);
  await joinMeeting(page, name);
  await page.locator('[data-phase="connected"]').waitFor();
  return page;
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 900, height: 600 } });
  await context.addInitScript(watchPictures);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** Notes when whole pictures of Ada are shown, and when Join was clicked. */
function watchPictures(): void {
  const noted = { shown: [] as number[], clicked: 0 };
  Object.assign(window, noted);
  const state = window as unknown as typeof noted;
  const watched = new WeakSet<HTMLVideoElement>();
  const isJoin = (target: EventTarget | null) =>
    target instanceof Element && target.closest("[data-testid=join-button]") !== null;
  document.addEventListener(
    "click",
    ({ target }) => {
      if (isJoin(target)) state.clicked = performance.now();
    },
    true,
  );
  const look = (): void => {
    for (const video of document.querySelectorAll<HTMLVideoElement>(
      "[data-testid=tile-Ada] video",
    )) {
      if (watched.has(video)) continue;
      watched.add(video);
      const next = (_now: number, { width }: VideoFrameCallbackMetadata): void => {
        // The engine's own pictures are tiny.
        if (width > 16) state.shown.push(performance.now());
        video.requestVideoFrameCallback(next);
      };
      video.requestVideoFrameCallback(next);
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}
