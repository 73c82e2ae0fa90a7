import type { Browser, Page } from "playwright-core";

/** Somebody on the service's own page, without camera and microphone. */
export async function comeByPage(browser: Browser, link: string, name: string): Promise<Page> {
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
  await page.getByTestId("join-button").click();
  await isInside(page);
  return page;
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

/** What a page that stays must not show. */
export async function disturbances(page: Page): Promise<string[]> {
  const ids = ["reconnecting", "refused-page", "left"] as const;
  const seen = await Promise.all(ids.map((id) => page.getByTestId(id).count()));
  return ids.filter((_, at) => (seen[at] ?? 0) > 0);
}
