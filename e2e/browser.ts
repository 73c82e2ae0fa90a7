import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import type { Site } from "./network.ts";
import { drawPicture, PICTURE } from "./picture.ts";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A camera and a microphone, already allowed. */
export const FAKE_MEDIA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
/** A camera and a microphone without permission yet. */
export const ASKING_MEDIA = ["--use-fake-device-for-media-stream"];

/** The pages of a test share a machine: few, small pictures let it keep up. */
const usualRate = 10;

/** Chromium on this machine with these extra arguments. A fake camera shows a small film. */
export const launchBrowser = (...args: readonly string[]): Promise<Browser> =>
  launch("/usr/bin/chromium", args, filmOf("ME", usualRate));

/** The same without the rest of the browser around its pages, at three quarters of the cost. */
export const launchShell = (...args: readonly string[]): Promise<Browser> =>
  launch("/usr/bin/chromium-headless-shell", args, filmOf("ME", usualRate));

/** As {@link launchBrowser}, with Chromium's own camera, at full size and rate, for measurements. */
export const launchFullCamera = (...args: readonly string[]): Promise<Browser> =>
  launch("/usr/bin/chromium", args);

/**
 * Chromium's shell in a site, with a fake camera that shows the site's place; `origin` counts as
 * secure there.
 */
export async function openBrowser(
  site: Site,
  origin: string,
  picturesPerSecond: number = usualRate,
  media: readonly string[] = FAKE_MEDIA,
): Promise<Browser> {
  return await launch(
    site.chromium,
    [...media, "--autoplay-policy=no-user-gesture-required"],
    filmOf(site.place, picturesPerSecond),
    origin,
  );
}

async function launch(
  executablePath: string,
  args: readonly string[],
  film?: Buffer,
  secure?: string,
): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-browser-"));
  const file = join(folder, "camera.y4m");
  if (film !== undefined) writeFileSync(file, film);
  const camera = film === undefined ? [] : [`--use-file-for-fake-video-capture=${file}`];
  const browser = await chromium.launch({
    executablePath,
    chromiumSandbox: false,
    headless: true,
    args: [...QUIET, ...args, ...camera, ...(secure === undefined ? [] : secured(folder, secure))],
  });
  browser.once("disconnected", () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}

/** The shell names a secure origin to none of its renderers: the command that starts them does. */
function secured(folder: string, origin: string): readonly string[] {
  const argument = `--unsafely-treat-insecure-origin-as-secure=${origin}`;
  const renderer = join(folder, "renderer");
  writeFileSync(renderer, `#!/bin/sh\nexec "$@" ${argument}\n`, { mode: 0o755 });
  return [argument, "--no-zygote", `--renderer-cmd-prefix=${renderer}`];
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
