import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { FAKE_MEDIA, launchBrowser } from "../../e2e/browser.ts";
import { holdKeys } from "../../e2e/key-client.ts";
import { joinMeeting, setUp } from "../../e2e/pages.ts";
import { type Ratio, spreadOf } from "../measure.ts";

/** When each whole picture of each tile was shown, in milliseconds of the page. */
type Shown = Readonly<Record<string, readonly number[]>>;

export interface FramesSeen {
  readonly firstFrame: Ratio;
  readonly gapOverControlMs: Ratio;
}

const watchMs = 8_000;

/** Two people in a call with encryption and two in one without; a third comes to each in turn, again and again. */
export async function framesSeen(rounds: number, say: (line: string) => void): Promise<FramesSeen> {
  const service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  const browser = await launchBrowser(
    ...FAKE_MEDIA,
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
  );
  try {
    const host = await newPage(browser);
    await setUp(host, service.setupUrl);
    const sealed = await call(service, host, "end-to-end");
    const open = await call(service, host, "off");
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

async function call(
  { setupUrl }: TestService,
  host: Page,
  encryption: "end-to-end" | "off",
): Promise<string> {
  const { origin } = new URL(setupUrl);
  const made = await host.context().request.post(`${origin}/api/meetings`, {
    headers: { origin },
    data: { title: "Bench", encryption },
  });
  const { joinUrl } = await made.json();
  const secret = makeLinkSecret(crypto.getRandomValues(new Uint8Array(16)));
  const link = encryption === "off" ? joinUrl : `${joinUrl}#${secret}`;
  const browser = host.context().browser();
  if (browser === null) throw new Error("There is no browser.");
  for (const name of ["Ada", "Bo"]) await come(browser, link, name);
  return link;
}

/** From the click on Join to the first picture of each of the two, the later one. */
async function firstFrame(browser: Browser, link: string): Promise<number> {
  const page = await come(browser, link, "Cy");
  await seesBoth(page);
  const { shown, clicked } = await page.evaluate(() => {
    const { shown, clicked } = window as unknown as { shown: Shown; clicked: number };
    return { shown, clicked };
  });
  await page.context().close();
  return Math.max(...Object.values(shown).map(([first = 0]) => first - clicked));
}

async function gapsIn(
  browser: Browser,
  link: string,
  { rounds, say }: { readonly rounds: number; readonly say: (line: string) => void },
): Promise<number[]> {
  const page = await come(browser, link, "Cy");
  await seesBoth(page);
  const over: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const control = await longestGap(page, () => page.waitForTimeout(watchMs));
    const changing = await longestGap(page, () => changeKeys(link));
    say(`longest gap ${changing.toFixed(0)} ms, without a change ${control.toFixed(0)} ms`);
    over.push(changing - control);
  }
  await page.context().close();
  return over;
}

/** At least one picture of each of the two. */
async function seesBoth(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { shown } = window as unknown as { shown: Shown };
    return Object.values(shown).filter((times) => times.length > 0).length >= 2;
  });
}

async function longestGap(page: Page, during: () => Promise<void>): Promise<number> {
  const begin = await page.evaluate(() => performance.now());
  await during();
  const shown = await page.evaluate(() => (window as unknown as { shown: Shown }).shown);
  let longest = 0;
  for (const times of Object.values(shown)) {
    const seen = times.filter((at) => at >= begin);
    seen.forEach((at, no) => {
      longest = Math.max(longest, at - (seen[no - 1] ?? begin));
    });
  }
  return longest;
}

/** Five come and go: the keys change ten times. */
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

/** Notes when others' whole pictures are shown, and when Join was clicked. */
function watchPictures(): void {
  const noted = { shown: {} as Record<string, number[]>, clicked: 0 };
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
      "[data-testid^='tile-'] video",
    )) {
      const name = video.closest<HTMLElement>("[data-testid^='tile-']")?.dataset["testid"] ?? "";
      if (watched.has(video) || !/-(Ada|Bo)$/.test(name)) continue;
      watched.add(video);
      const times = state.shown[name] ?? [];
      state.shown[name] = times;
      const next = (_now: number, { width }: VideoFrameCallbackMetadata): void => {
        // The engine's own pictures are tiny.
        if (width > 16) times.push(performance.now());
        video.requestVideoFrameCallback(next);
      };
      video.requestVideoFrameCallback(next);
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}
