import { type Browser, chromium, type Page } from "playwright-core";
import type { Site } from "./network.ts";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const MEDIA = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

/** Chromium in a site, with a fake camera; `origin` counts as a secure page there. */
export function openBrowser(site: Pick<Site, "chromium">, origin: string): Promise<Browser> {
  return chromium.launch({
    executablePath: site.chromium,
    chromiumSandbox: false,
    headless: true,
    args: [...QUIET, ...MEDIA, `--unsafely-treat-insecure-origin-as-secure=${origin}`],
  });
}

/** Frames that each video of the page has shown so far, by the name on its tile. */
export function framesByTile(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("[data-testid^='tile-']")].map((tile) => [
        tile.dataset["testid"]?.slice(5) ?? "",
        tile.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      ]),
    ),
  );
}
