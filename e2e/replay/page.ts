import { joinAdmitted } from "@graticule/api/meetings";
import type { Browser, Page } from "playwright-core";

/** Somebody on the service's own page, without camera and microphone. */
export async function comeByPage(
  browser: Browser,
  link: string,
  name: string,
): Promise<{ readonly page: Page; readonly identity: string }> {
  const context = await browser.newContext({
    viewport: { width: 900, height: 600 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(link);
  await page.getByTestId("join-name").fill(name);
  await page.getByTestId("door-mic").click();
  await page.getByTestId("door-camera").click();
  const joined = page.waitForResponse((one) => one.url().endsWith("/joins") && one.ok());
  await page.getByTestId("join-button").click();
  const { identity } = joinAdmitted.parse(await (await joined).json());
  await isInside(page);
  return { page, identity };
}

export async function isInside(page: Page): Promise<void> {
  await page.locator('[data-testid=call][data-phase="connected"]').waitFor();
}

/** As anybody leaves. */
export async function leave(page: Page): Promise<void> {
  await page.getByTestId("leave").click();
  const only = page.getByTestId("leave-only");
  await only.or(page.getByTestId("left")).first().waitFor();
  if ((await only.count()) > 0) await only.click();
  await page.getByTestId("left").waitFor();
}

/** What the page of somebody who stays does not show. */
export async function disturbances(page: Page): Promise<string[]> {
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

/** From now on, the longest time without a new picture is measured on every tile. */
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

/** By the name on the tile; a tile that was made anew since is not among them. */
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
