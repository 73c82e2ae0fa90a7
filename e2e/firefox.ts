import puppeteer, { type Browser, type Page } from "puppeteer-core";

/**
 * Firefox with a permitted camera and microphone. `origin`: counts as secure, besides loopback.
 */
export function launchFirefox(origin?: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.autoplay.default": 0,
      ...(origin === undefined
        ? {}
        : {
            "media.getusermedia.insecure.enabled": true,
            "media.devices.insecure.enabled": true,
            "dom.securecontext.allowlist": origin,
          }),
    },
  });
}

export const byTestId = (id: string): string => `[data-testid="${id}"]`;

export async function joinInFirefox(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  const field = await page.waitForSelector(byTestId("join-name"));
  await field?.type(name);
  await page.click(byTestId("join-button"));
}

/** Resolves when the picture in a tile on Firefox's page has advanced by this many frames. */
export function seesInFirefox(page: Page, name: string, frames = 10): Promise<unknown> {
  const video = `${byTestId(`tile-${name}`)} video`;
  return page.waitForFunction(
    (selector: string, more: number) => {
      const shown = document.querySelector<HTMLVideoElement & { from?: number }>(selector);
      if (shown === null || shown.currentTime === 0) return false;
      const counts = shown as unknown as { mozPaintedFrames: number };
      shown.from ??= counts.mozPaintedFrames;
      return counts.mozPaintedFrames >= shown.from + more;
    },
    { polling: 100 },
    video,
    frames,
  );
}
