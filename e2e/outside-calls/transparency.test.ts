import { join } from "node:path";
import { meetingCreated } from "@graticule/api/meetings";
import { storyRows } from "@graticule/api/transparency";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { endDay } from "@graticule/server/tests/log-days";
import { quietPort } from "@graticule/server/tests/quiet-port";
import { runProgram } from "@graticule/verify/tests/ledger-peer";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf, collectErrors, widerBy } from "../accessible.ts";
import { launchShell } from "../browser.ts";
import {
  answer,
  approve,
  authority,
  lift,
  makePublic,
  propose,
  receive,
  review,
} from "../replay/desk.ts";
import { Person } from "../replay/person.ts";
import { newStaff, registerAuthority } from "../replay/staff.ts";
import { openSignUp } from "../replay/stage.ts";

/** Someone who was not there reads the public log, and checks it in their own browser. */

let service: TestService;
let browser: Browser;
/** The page of a visitor without an account. */
let page: Page;
let number: number;
const errors: string[] = [];
const steps = [
  "leaf",
  "key",
  "signature",
  "place",
  "path",
  "texts",
  "slot",
  "signers",
  "growth",
  "date",
] as const;

beforeAll(async () => {
  const port = await quietPort("127.0.0.1");
  // A name that browsers trust without a certificate; otherwise they check no signatures.
  const origin = `http://localhost:${port}`;
  service = await startTestService({
    // The authority's own country, which the desk must be able to recognise: no one is there.
    geofeed: "127.0.0.0/8,FR,,,\n192.0.2.0/24,CN,,,\n",
    env: { PORT: String(port), PUBLIC_URL: origin },
  });
  await tellStory(origin);
  browser = await launchShell();
  page = await newPage();
  const { rows } = storyRows.parse(
    await (await page.request.get(`${origin}/api/transparency/requests`)).json(),
  );
  number = rows[0]?.request ?? 0;
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/**
 * From a letter to its closing, with an order that is lifted and its words published; then the day
 * ends.
 */
async function tellStory(origin: string): Promise<void> {
  const { byHand, setupUrl } = service;
  await openSignUp(await Person.setUp(origin, setupUrl));
  const staff = await newStaff(origin, byHand);
  const authorityId = await registerAuthority(staff, authority);
  const host = await Person.signUp(origin, "Hana");
  const startsAt = new Date(Date.now() + 48 * 3_600_000).toISOString();
  const meeting = meetingCreated.parse(
    await host.ask("POST", "/api/meetings", {
      title: "A talk on old maps",
      startsAt,
      durationMinutes: 90,
      timeZone: "UTC",
    }),
  );
  const reviewed = await review(staff, await receive(staff, authorityId, [meeting]));
  const ordered = await approve(staff, await propose(staff, reviewed));
  await answer(staff, ordered);
  await makePublic(staff, ordered);
  await lift(staff, ordered, 0);
  await endDay(service, byHand);
}

async function newPage(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 720 },
    reducedMotion: "reduce",
  });
  const tab = await context.newPage();
  tab.setDefaultTimeout(15_000);
  collectErrors(tab, errors);
  return tab;
}

async function isClean(tab: Page): Promise<void> {
  expect(await barriersOf(tab)).toEqual([]);
  expect(await widerBy(tab)).toBe(0);
}

/** The result of each step, as the page shows it. */
async function verify(tab: Page): Promise<Record<string, string>> {
  await tab.getByTestId("verify-start").click();
  await tab.getByTestId("verify-outcome").waitFor();
  const found: Record<string, string> = {};
  for (const step of steps) {
    found[step] = (await tab.getByTestId(`verify-${step}`).getAttribute("data-state")) ?? "";
  }
  return found;
}

const outcomeOf = (tab: Page) => tab.getByTestId("verify-outcome").getAttribute("data-outcome");
const allPassed = Object.fromEntries(steps.map((step) => [step, "passed"]));

test("a figure leads to the entries behind it, and a row to the story of its request", async () => {
  await page.goto(`${new URL(service.setupUrl).origin}/transparency`);
  await page.getByTestId("transparency").waitFor();
  await page.getByTestId("story-row").waitFor();
  await isClean(page);
  const phone = page.viewportSize() ?? { width: 360, height: 720 };
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByTestId("orders-grid").waitFor();
  await isClean(page);
  await page.setViewportSize(phone);
  await page.getByTestId("figure-requests").getByRole("link").first().click();
  await page.getByTestId("entry-row").first().waitFor();
  await isClean(page);
  await page.goBack();
  await page.getByTestId("story-row").getByRole("link").first().click();
  await page.getByTestId("story").waitFor();
});

test("the story says who asked for what, what was answered and why, and what was ordered", async () => {
  expect(new URL(page.url()).pathname).toBe(`/transparency/requests/${number}`);
  const told = await page.getByTestId("story").textContent();
  for (const part of [
    authority.name,
    "No demand can end a meeting: ",
    "No demand can change an account.",
    "Granted in part",
    "This meeting is illegal and is to be terminated.",
    "A gathering that the law of the territory forbids there",
    "Cybersecurity Law, Article 47",
    "Only people who are certain to be in that place",
    "the desk lifted it",
  ]) {
    expect(told).toContain(part);
  }
  // Neither the meeting's title nor its host, nor the desk members who acted.
  for (const hidden of ["old maps", "Hana", "Rhea", "Abel"]) expect(told).not.toContain(hidden);
  await isClean(page);
});

test("a reader's browser checks an entry with its texts, and every step passes", async () => {
  await page.locator('[data-kind="order-approved"] a').first().click();
  await page.getByTestId("entry-says").waitFor();
  await isClean(page);
  expect(await verify(page)).toEqual({ ...allPassed, slot: "nothing", growth: "nothing" });
  expect(await outcomeOf(page)).toBe("sound");
  await page.getByTestId("verify-evidence").locator("summary").click();
  await isClean(page);
});

test("the proof of an entry is a file, which the verifier checks without the service", async () => {
  const downloading = page.waitForEvent("download");
  await page.getByTestId("verify-proof").click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^log-entry-\d+\.tlog-proof$/);
  const key = await page.request.get(`${new URL(page.url()).origin}/log/key`);
  const line = (await key.text()).trim();
  const verifier = join(import.meta.dirname, "../../apps/verify/dist/verify.mjs");
  const args = ["--no-state", "--json", "--key", line, "--proof", await download.path()];
  const said = await runProgram(process.execPath, [verifier, ...args]);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(said.stdout)).toMatchObject({
    verdict: "proved",
    entry: { kind: "order-approved" },
    texts: { law: "Cybersecurity Law, Article 47" },
  });
});

test("the next entry is checked against what this page saw before, and nothing is stored", async () => {
  const before = page.url();
  await page.getByRole("link", { name: /^Previous entry/ }).click();
  await page.waitForURL((url) => url.href !== before);
  await page.getByTestId("verify-outcome").waitFor({ state: "detached" });
  const found = await verify(page);
  expect(found["growth"]).toBe("passed");
  expect(await page.getByTestId("verify-growth").textContent()).toContain("the same");
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
  expect(kept).toEqual([0, 0]);
  expect(await page.context().cookies()).toEqual([]);
});

test("a sealed slot says the same, whatever it holds", async () => {
  const { origin } = new URL(page.url());
  const answered = await page.request.get(`${origin}/api/transparency/entries?behind=all`);
  const slots = ((await answered.json()).entries as { index: number; leaf: string }[])
    .filter(({ leaf }) => leaf.includes('"sealed-slot"'))
    .slice(0, 2);
  const says: (string | null)[] = [];
  for (const { index } of slots) {
    await page.goto(`${origin}/transparency/entries/${index}`);
    says.push(await page.getByTestId("entry-says").textContent());
  }
  expect(new Set(says).size).toBe(1);
  expect(says[0]).toContain("may hold something or nothing");
  await isClean(page);
});

test("after one flipped byte, the step that fails is named, with what to do", async () => {
  const { origin } = new URL(page.url());
  const entry = await orderEntry(origin);
  const flipped = async (pattern: RegExp, change: (body: Buffer) => Buffer) => {
    const tab = await newPage();
    await tab.route(pattern, async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.body()) });
    });
    await tab.goto(`${origin}/transparency/entries/${entry}`);
    await tab.getByTestId("verify-start").waitFor();
    const found = await verify(tab);
    const text = await tab.getByTestId("log-entry").textContent();
    await isClean(tab);
    expect(await outcomeOf(tab)).toBe("failed");
    expect(await tab.getByTestId("verify-outcome").textContent()).toContain("verify.mjs");
    await tab.context().close();
    return { broken: steps.filter((step) => found[step] === "failed"), text };
  };
  const flip = (at: number) => (body: Buffer) => {
    body[at] = (body[at] ?? 0) ^ 1;
    return body;
  };
  const replace = (from: string, to: string) => (body: Buffer) =>
    Buffer.from(body.toString().replace(from, to));

  expect((await flipped(/\/log\/tile\/0\//, flip(32 * entry))).broken).toEqual(["place"]);
  expect((await flipped(/\/log\/tile\/0\//, flip(entry === 0 ? 32 : 0))).broken).toEqual(["path"]);
  expect((await flipped(/\/log\/checkpoint$/, flip(origin.length + 3))).broken).toEqual([
    "signature",
  ]);
  const one = new RegExp(`/api/transparency/entries/${entry}$`);
  const { broken, text } = await flipped(one, replace("Article 47", "Article 46"));
  expect(broken).toEqual(["texts"]);
  expect(text).not.toContain("Article 46");
  expect((await flipped(one, replace('\\"day\\"', '\\"dax\\"'))).broken).toEqual(["leaf"]);
});

async function orderEntry(origin: string): Promise<number> {
  const answered = await page.request.get(`${origin}/api/transparency/requests/${number}`);
  const { entries } = (await answered.json()) as { entries: { index: number; leaf: string }[] };
  return entries.find(({ leaf }) => leaf.includes('"order-approved"'))?.index ?? -1;
}

test("what does not exist says so, and nothing was written to the console", async () => {
  const { origin } = new URL(page.url());
  for (const [path, id] of [
    ["/transparency/requests/999", "no-story"],
    ["/transparency/entries/99999", "no-entry"],
  ] as const) {
    await page.goto(origin + path);
    await page.getByTestId(id).waitFor();
    await isClean(page);
  }
  expect(errors.filter((line) => !/status of 404/.test(line))).toEqual([]);
});
