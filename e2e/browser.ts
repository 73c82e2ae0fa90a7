import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { drawPicture, PICTURE } from "../demo/picture.ts";
import type { Site } from "./network.ts";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A camera and a microphone that are there, and allowed. */
export const FAKE_MEDIA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
/** A camera and a microphone that nobody has allowed yet. */
export const ASKING_MEDIA = ["--use-fake-device-for-media-stream"];

/** Chromium on this machine, with these arguments besides. */
export const launchBrowser = (...args: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: "/usr/bin/chromium",
    chromiumSandbox: false,
    args: [...QUIET, ...args],
  });

/**
 * Chromium in a site, whose fake camera shows the site's place; `origin` counts as secure there.
 * Where many pages share a machine, fewer pictures a second let it keep up.
 */
export async function openBrowser(
  site: Site,
  origin: string,
  picturesPerSecond = 20,
  media: readonly string[] = FAKE_MEDIA,
): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-camera-"));
  const film = join(folder, "camera.y4m");
  writeFileSync(film, filmOf(site.place, picturesPerSecond));
  const browser = await chromium.launch({
    executablePath: site.chromium,
    chromiumSandbox: false,
    headless: true,
    args: [
      ...QUIET,
      ...media,
      "--autoplay-policy=no-user-gesture-required",
      `--use-file-for-fake-video-capture=${film}`,
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    ],
  });
  browser.once("disconnected", () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}

/** Sixty pictures in the YUV4MPEG2 format. */
function filmOf(place: string, picturesPerSecond: number): Buffer {
  const head = `YUV4MPEG2 W${PICTURE.width} H${PICTURE.height} F${picturesPerSecond}:1 Ip A1:1 C420\n`;
  const hue = place.charCodeAt(0) + place.charCodeAt(1) * 2;
  const frames = Array.from({ length: 60 }, (_, step) => drawPicture(place, hue, step));
  return Buffer.concat([
    Buffer.from(head),
    ...frames.flatMap((frame) => [Buffer.from("FRAME\n"), frame]),
  ]);
}
