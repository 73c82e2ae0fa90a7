import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** Run by the debugger, because the pages' own policy allows no other script. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Checker {
  readonly run: (
    options: object,
  ) => Promise<{ readonly violations: { id: string; nodes: { html: string }[] }[] }>;
}

/**
 * What axe finds wrong with the page in its current state, by rule and element: WCAG 2.2 AA and
 * good practice.
 */
export async function barriersOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: Checker };
    // An open menu is in front of the page and belongs to no part of it.
    const region = { enabled: document.querySelector("[role=menu]") === null };
    const { violations } = await checker.run({ resultTypes: ["violations"], rules: { region } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** By how many CSS pixels the page is wider than its window. */
export function widerBy(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** What is wrong with the page as it stands, in windows of these sizes; it has the first one before and after. */
export async function faultsIn(page: Page, sizes: readonly WindowSize[]): Promise<string[]> {
  const found: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    found.push(...(await barriersOf(page)).map((fault) => `${size.width} px wide: ${fault}`));
    const over = await widerBy(page);
    if (over > 0) found.push(`wider than a window of ${size.width} px by ${over} px`);
  }
  const [first] = sizes;
  if (first !== undefined) await page.setViewportSize(first);
  return found;
}

/**
 * What none of our code writes: the browser's own line for each refusal and end, and the media
 * client's log, which complains about each connection that the gate cuts.
 */
const usual =
  /^Failed to load resource: .* status of (401|403|410)|^WebSocket connection to .* response code: (401|403|410)$|\{room: m-/;

const tooSoon = /^Failed to load resource: .* status of 429/;

/** Collects what a page throws or writes as an error, including violations of its own policy. */
export function collectErrors(page: Page, errors: string[], whose = ""): void {
  page.on("pageerror", (error) => errors.push(`${whose}${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" || usual.test(message.text())) return;
    // A beacon may be offered too soon.
    if (message.location().url.endsWith("/beacon") && tooSoon.test(message.text())) return;
    errors.push(`${whose}${message.text()}`);
  });
}
