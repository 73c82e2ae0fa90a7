import { joinAdmitted } from "@graticule/api/meetings";
import type { Browser, Page } from "playwright-core";
import { seesSelf } from "../pages.ts";
import type { Person } from "./person.ts";

/** Someone on the service's own page, without a microphone. */
export async function comeByPage(
  browser: Browser,
  link: string,
  name: string,
  { shows, signedIn }: { readonly shows: boolean; readonly signedIn?: Person },
): Promise<{ readonly page: Page; readonly identity: string }> {
  const context = await browser.newContext({
    viewport: { width: 900, height: 600 },
    reducedMotion: "reduce",
  });
  if (signedIn !== undefined) await context.addCookies(signedIn.cookies());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(link);
  await page.getByTestId("join-name").fill(name);
  await page.getByTestId("door-mic").click();
  if (shows) await seesSelf(page);
  else await page.getByTestId("door-camera").click();
  const joined = page.waitForResponse((one) => one.url().endsWith("/joins") && one.ok());
  await page.getByTestId("join-button").click();
  const { identity } = joinAdmitted.parse(await (await joined).json());
  await isInside(page);
  return { page, identity };
}

export async function isInside(page: Page): Promise<void> {
  await page.locator('[data-testid=call][data-phase="connected"]').waitFor();
}

/** Waits for the first picture of this person. */
export async function isSeen(page: Page, name: string): Promise<void> {
  await page.waitForFunction((tile) => {
    const video = document.querySelector<HTMLVideoElement>(`[data-testid="${tile}"] video`);
    return (video?.videoWidth ?? 0) > 0;
  }, `tile-${name}`);
}

/** Whether the security page says that native clients can take part, and what is weaker then. */
export async function saysOtherClients(page: Page): Promise<boolean> {
  await page.locator('[data-testid="seal"][data-seal="on"]').click();
  const security = page.getByTestId("security");
  await security.waitFor();
  const says = (await page.getByTestId("other-clients").count()) > 0;
  await page.keyboard.press("Escape");
  await security.waitFor({ state: "detached" });
  return says;
}

export async function leave(page: Page): Promise<void> {
  await page.getByTestId("leave").click();
  const only = page.getByTestId("leave-only");
  await only.or(page.getByTestId("left")).first().waitFor();
  if ((await only.count()) > 0) await only.click();
  await page.getByTestId("left").waitFor();
}

/** On a machine with too much to do a page may look for its service for a moment; what an order did to it stays. */
const momentMs = 30_000;

/** What the page of someone who stays should not show, for more than a moment. Whether pictures stood still is measured apart. */
export async function disturbances(page: Page): Promise<string[]> {
  const reconnecting = page.getByTestId("reconnecting");
  await reconnecting.waitFor({ state: "detached", timeout: momentMs }).catch(() => undefined);
  const ids = ["reconnecting", "refused-page", "left"] as const;
  const seen = await Promise.all(ids.map((id) => page.getByTestId(id).count()));
  return ids.filter((_, at) => (seen[at] ?? 0) > 0);
}

interface Watched {
  last: number;
  longest: number;
  frames: number;
}
type WatchedVideo = HTMLVideoElement & { watched?: Watched };

/** Measures, from now on, the longest time without a new picture on every tile. */
export async function watchTiles(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const video of document.querySelectorAll<WatchedVideo>("[data-testid^='tile-'] video")) {
      const isNew = video.watched === undefined;
      const watched = { last: performance.now(), longest: 0, frames: 0 };
      video.watched = watched;
      if (!isNew) continue;
      const next = () => {
        const state = video.watched;
        if (state === undefined) return;
        const now = performance.now();
        state.longest = Math.max(state.longest, now - state.last);
        state.last = now;
        state.frames += 1;
        video.requestVideoFrameCallback(next);
      };
      video.requestVideoFrameCallback(next);
    }
  });
}

/** By the name on the tile; leaves out tiles created later. */
export function tileGaps(
  page: Page,
): Promise<{ name: string; longestMs: number; frames: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-testid^='tile-']")].flatMap((tile) => {
      const watched = tile.querySelector<WatchedVideo>("video")?.watched;
      if (watched === undefined) return [];
      const longestMs = Math.max(watched.longest, performance.now() - watched.last);
      return [{ name: tile.dataset["testid"]?.slice(5) ?? "", longestMs, frames: watched.frames }];
    }),
  );
}
