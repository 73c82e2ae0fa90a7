import { type Browser, chromium } from "playwright-core";
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
