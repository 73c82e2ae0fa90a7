import { endDay, whenTold } from "@graticule/server/tests/log-days";
import type { Browser } from "playwright-core";
import { demandedFrom } from "./cast.ts";
import type { Staff } from "./staff.ts";
import type { Stage } from "./stage.ts";

/** What someone who was not there reads and checks. */
export interface StoryRead {
  /** All the text on the request's page. */
  readonly text: string;
  /** The reader's browser's verdict on an order's entry; `sound`: every step passed. */
  readonly verified: string;
  /** Names of people and titles of meetings found on the page or in any entry of the log. */
  readonly betrayed: readonly string[];
}

/**
 * Ends the log's day, so that daily entries are published; then follows the public page as an
 * outsider.
 */
export async function readStory(stage: Stage, staff: Staff): Promise<StoryRead> {
  const { service } = stage;
  await service.deps.desk.orderEffects.write();
  await whenTold(service, service.byHand);
  await endDay(service, service.byHand);
  const page = await newReader(stage.browser("US"));
  try {
    await page.goto(`${service.url}/transparency`);
    const row = page.getByTestId("story-row").first();
    await row.waitFor();
    const [overview = ""] = await page.getByTestId("transparency").allInnerTexts();
    await row.getByRole("link").first().click();
    await page.getByTestId("story").waitFor();
    const [text = ""] = await page.getByTestId("story").allInnerTexts();
    await page.locator('[data-kind="order-approved"] a').first().click();
    await page.getByTestId("verify-start").click();
    const outcome = page.getByTestId("verify-outcome");
    await outcome.waitFor();
    const verified = (await outcome.getAttribute("data-outcome")) ?? "nothing";
    const log = await (await page.request.get(`${service.url}/transparency/log.jsonl`)).text();
    const everything = [overview, text, log].join("\n");
    return {
      text,
      verified,
      betrayed: secretsOf(stage, staff).filter((one) => everything.includes(one)),
    };
  } finally {
    await page.context().close();
  }
}

async function newReader(browser: Browser) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** Titles, codes, and everyone's names: those inside, those withheld, hosts and staff. */
function secretsOf({ meetings, places }: Stage, staff: Staff): readonly string[] {
  const people = meetings.flatMap(({ sitters, host }) => [
    ...sitters.flatMap(({ name, identity }) => [name, identity]),
    ...[host.name, host.email],
  ]);
  const titles = meetings.flatMap(({ scene, code }) => [scene.title, code]);
  const desk = Object.values(staff).map(({ name }) => name);
  return [...people, ...titles, ...desk, places.at(demandedFrom).address];
}
