import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Opens the security page by its badge, unless it is already open. */
export async function openSecurity(page: Page): Promise<void> {
  if (await page.getByTestId("security").isVisible()) return;
  await page.locator('[data-testid="seal"][data-seal="on"]').click();
  await page.getByTestId("safety-code").waitFor();
}

export async function closeSecurity(page: Page): Promise<void> {
  if (!(await page.getByTestId("security").isVisible())) return;
  await page.keyboard.press("Escape");
  await page.getByTestId("security").waitFor({ state: "detached" });
}

export const codeOn = (page: Page): Promise<readonly string[]> =>
  page.getByTestId("safety-code").locator("[aria-hidden]").allTextContents();

/** The code that all of these pages show, once it is no longer this one. */
export async function sameCode(
  pages: readonly Page[],
  before: readonly string[] = [],
): Promise<readonly string[]> {
  for (const page of pages) await openSecurity(page);
  const state = async () => {
    const [first = [], ...others] = await Promise.all(pages.map(codeOn));
    const isNew = first.join() !== before.join();
    return isNew && others.every((other) => other.join() === first.join()) ? first.length : 0;
  };
  await expect.poll(state, { timeout: 20_000 }).toBe(3);
  return await codeOn(pages[0] as Page);
}
