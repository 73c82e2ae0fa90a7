// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import type { Page } from "playwright-core";
import { type Shot, shown } from "./shot.ts";

const verify = async (page: Page): Promise<void> => {
  await page.getByTestId("verify-start").click();
  await page.getByTestId("verify-outcome").waitFor();
};

/** From a request's story to its first entry of a kind. */
const open =
  (kind: string, then: (page: Page) => Promise<void> = async () => {}) =>
  async (page: Page): Promise<void> => {
    await page.locator(`[data-kind="${kind}"] a`).first().click();
    await page.getByTestId("entry-says").waitFor();
    await then(page);
  };

const openEvidence = async (page: Page): Promise<void> => {
  await verify(page);
  await page.getByTestId("verify-evidence").locator("summary").click();
};

const story = (request: number) => `/transparency/requests/${request}`;

/** The pages of requests and entries of the public log, as screenshots.ts takes them. */
export const logShots: readonly Shot[] = [
  { name: "log-story", path: story(2), full: true, act: shown("story") },
  { name: "log-story-told", path: story(3), full: true, act: shown("story") },
  { name: "log-story-sealed", path: story(30), full: true, act: shown("story") },
  { name: "log-story-open", path: story(31), full: true, act: shown("story") },
  { name: "log-story-returned", path: story(4), full: true, act: shown("story") },
  { name: "log-story-taken-down", path: story(7), full: true, act: shown("story") },
  { name: "log-story-none", path: story(999), full: true },
  { name: "log-story-off", path: story(2), full: true, people: "log=off" },
  { name: "log-entry", path: story(2), full: true, act: open("order-approved") },
  {
    name: "log-entry-verified",
    path: story(2),
    full: true,
    act: open("order-approved", openEvidence),
  },
  { name: "log-entry-words", path: story(2), full: true, act: open("demand-shown", verify) },
  { name: "log-entry-gone", path: story(7), full: true, act: open("request-received", verify) },
  { name: "log-entry-opened", path: story(3), full: true, act: open("sealed-opened", verify) },
  { name: "log-entry-slot", path: "/transparency/entries/3", full: true, act: verify },
  ...(["leaf", "text", "tile", "checkpoint"] as const).map(
    (how): Shot => ({
      name: `log-entry-bad-${how}`,
      path: story(2),
      full: true,
      people: `log=${how}`,
      act: open(how === "leaf" ? "order-ended" : "order-approved", verify),
    }),
  ),
];
