import { readFileSync } from "node:fs";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf } from "../accessible.ts";
import { FAKE_MEDIA, launchShell } from "../browser.ts";
import { openPage, openTab, setUp } from "../pages.ts";

/** One host, from the form to the deletion of a repeating meeting; no one has to be in a call. */
let service: TestService;
let browser: Browser;
let host: Page;
let guest: Page;
let join: string;
let manage: string;

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  browser = await launchShell(...FAKE_MEDIA, "--allow-loopback-in-peer-connection");
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const click = (id: string): Promise<void> => host.getByTestId(id).click();
const says = (id: string, text: string | RegExp): Promise<void> =>
  host.getByTestId(id).filter({ hasText: text }).waitFor();

async function put(path: string, body: unknown): Promise<void> {
  const { origin } = new URL(service.url);
  const answer = await host
    .context()
    .request.put(`${origin}${path}`, { headers: { origin }, data: body });
  expect(answer.ok()).toBe(true);
}

async function download(id: string): Promise<string> {
  const coming = host.waitForEvent("download");
  await click(id);
  const file: Download = await coming;
  return readFileSync(await file.path(), "utf8");
}

async function pick(text: string, code: string): Promise<void> {
  await host.getByTestId("place-search").fill(text);
  await click(`place-option-${code}`);
}

test("the form starts with the account's default, takes a list of the service, and repeats", async () => {
  host = await openPage(browser, service.url);
  if (service.setupUrl === undefined) throw new Error("The first start printed no set-up link.");
  await setUp(host, service.setupUrl);
  const place = (code: string) => ({ kind: "place", code });
  await put("/api/account/rule", {
    mode: "default",
    rule: { deny: [place("AQ")], onDoubt: "ask" },
  });
  await put("/api/admin/place-sets/sanctions", {
    name: "Sanctions list",
    dated: "2026-11-01",
    places: [place("AQ"), place("BV")],
  });
  await host.goto(`${new URL(service.url).origin}/new`);
  await says("starting-rule", "account’s default");
  await says("rule-sentence", "People in Antarctica can’t join");
  await host.getByTestId("title").fill("Autumn lecture");
  await click("when-repeats");
  await host.getByTestId("time-zone").fill("America/Los_Angeles");
  await host.getByRole("option", { name: "America/Los_Angeles" }).click();
  await says("schedule-sentence", /^Every .* for 1 hour/);
  expect(await host.getByTestId("schedule-dates").locator("li").count()).toBe(5);
  await click("presets-open");
  await says("preset-set-sanctions", "the 2 places on this service’s list");
  await click("preset-set-sanctions");
  await says("preset-said", "filled in");
  await click("preset-set-sanctions");
  await says("rule-sentence", "People in Antarctica can’t join");
  await host
    .getByTestId("preset-said")
    .filter({ hasText: "filled in" })
    .waitFor({ state: "detached" });
  await click("preset-set-sanctions");
  await says("copied-sets", "Later changes to the set don’t change this rule");
  await click("create");
  await says("meeting-created", "Your meeting is ready");
  await says("holds", "People in Antarctica and Bouvet Island can’t join");
});

test("the links, the calendar file and the invitation hold no host secret", async () => {
  await openTab(host, "links");
  join = await host.getByTestId("join-link").inputValue();
  manage = await host.getByTestId("manage-link").inputValue();
  // What follows it opens the meeting to its guests, and is theirs to have.
  const [secret = ""] = new URL(manage).hash.slice(1).split(".");
  const check = await host.getByTestId("check-link").inputValue();
  expect(check).toBe(join.replace("/m/", "/check/"));
  const calendar = await download("calendar");
  expect(calendar).toContain("RRULE:FREQ=WEEKLY");
  expect(calendar.replaceAll(/\r\n[ \t]/g, "")).toContain(join);
  expect(calendar).not.toContain(secret);
});

test("the Manage page says what holds and who decided it, and a change can be undone", async () => {
  await host.goto(manage);
  await says("holds", "People in Antarctica and Bouvet Island can’t join.");
  await pick("japan", "JP");
  await says("preview", "No one is inside yet");
  await click("apply-rule");
  await says("holds", "Japan");
  await openTab(host, "history");
  await says("history", "Host set a rule");
  expect(await host.getByTestId("history").locator("[data-kind=previewed]").count()).toBe(0);
  // No one is inside, so there was nothing to see.
  expect(await host.getByTestId("looks").count()).toBe(0);
  await openTab(host, "rule");
  await click("undo-rule");
  await says("holds", "People in Antarctica and Bouvet Island can’t join");
  await says("rule-message", "as it was before");
  await openTab(host, "history");
  await host.getByTestId("put-back").first().click();
  await says("rule-message", "isn’t applied yet");
  expect(await host.getByTestId("manage-tab-rule").getAttribute("aria-selected")).toBe("true");
  await click("apply-rule");
  await says("holds", "Japan");
});

test("after three changes in ten minutes the page says when the next one reaches those inside", async () => {
  await pick("brazil", "BR");
  await click("apply-rule");
  await says("inside-later", "It applies to new people at once");
});

test("an end is in the meeting's own time zone, and a rule can count only certain places", async () => {
  const year = new Date().getUTCFullYear() + 1;
  expect(await host.getByTestId("rule-sentence").textContent()).toBe("");
  await click("until-time");
  await host.getByTestId("until-field").fill(`${year}-01-15T18:00`);
  await says("until-zone", "In Pacific Standard Time (America/Los_Angeles).");
  await click("rule-sure");
  await says("rule-sentence", "A place that is only likely counts as “can’t tell”.");
  await says("rule-sentence", /This applies until .*Jan.*6:00/);
  await click("apply-rule");
  await says("holds", /until .*Jan.*6:00/);
  const { origin, pathname } = new URL(manage);
  const path = `${origin}/api/meetings/${pathname.split("/").at(-1)}/manage`;
  const held = await host.context().request.get(path, { headers: { origin } });
  expect((await held.json()).rule).toMatchObject({
    matches: "established",
    until: `${year}-01-16T02:00:00.000Z`,
  });
});

async function comes(name: string): Promise<Page> {
  const page = await openPage(browser, join);
  await page.getByTestId("join-name").fill(name);
  await page.getByTestId("join-button").click();
  await says("waiting", name);
  return page;
}

test("someone in the lobby is let in from the Manage page, and new arrivals don't move the others", async () => {
  await openTab(host, "settings");
  await click("lobby-lobby");
  await says("manage-facts", "Lobby on");
  guest = await comes("Rosa");
  const others = [await comes("Sami")];
  const button = (name: string) => host.getByTestId("waiting").getByRole("button", { name });
  await button("Let in Rosa").focus();
  others.push(await comes("Tola"));
  const names = await host.locator(".waiting-name").allTextContents();
  expect(names).toEqual(["Rosa", "Sami", "Tola"]);
  await says("admit-all", "Let in all 3 in the lobby");
  const focused = () => host.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  expect(await focused()).toBe("Let in Rosa");
  await host.keyboard.press("Enter");
  await guest.getByTestId("call").waitFor();
  await button("Let in Rosa").waitFor({ state: "detached" });
  expect(await focused()).toBe("Let in Sami");
  await click("admit-all");
  await says("hosting-message", "All who were in the lobby were let in.");
  await expect.poll(() => host.getByTestId("waiting-count").textContent()).toBe("");
  await host.goto(new URL(service.url).origin);
  const code = new URL(join).pathname.split("/").at(-1) ?? "";
  await says(`meeting-${code}`, "In progress");
  expect(await barriersOf(host)).toEqual([]);
  await host.getByTestId(`join-${code}`).click();
  await host.getByTestId("join-name").waitFor();
  await host.goto(manage);
  for (const page of [guest, ...others]) await page.close();
});

/**
 * Reads that they have a pass, under the name that the host wrote; the call's address is the same
 * as everyone's.
 */
async function comesByPass(pass: string): Promise<void> {
  const page = await openPage(browser, pass);
  await page
    .getByTestId("door-pass")
    .filter({ hasText: "The host gave you a guest pass" })
    .waitFor();
  expect(await page.getByTestId("join-name").inputValue()).toBe("Prof. Adeyemi");
  await page.getByTestId("door-waits").filter({ hasText: "locked" }).waitFor();
  await page.getByTestId("join-button").click();
  await page.getByTestId("lobby").waitFor();
  expect(page.url()).toBe(pass.replace(/&pass=.*/, ""));
  await page.reload();
  await page.getByTestId("lobby").waitFor();
  await says("waiting", "Prof. Adeyemi");
  await page.close();
}

test("the door locks, a pass is created once and withdrawn, the access record is saved", async () => {
  await openTab(host, "settings");
  await click("lock-locked");
  await says("inside-count", /locked/i);
  await openTab(host, "links");
  await host.getByTestId("pass-name").fill("Prof. Adeyemi");
  await click("make-pass");
  await host.getByTestId("pass-link").waitFor();
  const focused = () => host.evaluate(() => document.activeElement?.getAttribute("data-testid"));
  await expect.poll(focused).toBe("pass-link");
  const pass = await host.getByTestId("pass-link").inputValue();
  expect(pass.startsWith(`${join}&pass=`)).toBe(true);
  await comesByPass(pass);
  await host.getByRole("button", { name: "Take back Prof. Adeyemi’s pass" }).click();
  // The pass is in use, so its holder would leave.
  const question = host.getByRole("dialog", { name: "Take back Prof. Adeyemi’s pass" });
  await question.filter({ hasText: "leaves at once" }).waitFor();
  await question.getByRole("button", { name: "Take back" }).click();
  await says("passes", "was taken back");
  await openTab(host, "history");
  expect(JSON.parse(await download("certificate-json")).entries.length).toBeGreaterThan(2);
  expect(await download("certificate-pdf")).toMatch(/^%PDF-/);
});

test("title and time change, and the owner's sign-in opens the page without the link", async () => {
  await host.evaluate(() => window.localStorage.clear());
  await host.goto(manage.replace(/#.*/, ""));
  await openTab(host, "settings");
  await click("edit-meeting");
  await host.getByTestId("edit-title").fill("Winter lecture");
  await host.getByRole("dialog").getByTestId("when-once").click();
  await click("save-meeting");
  await host.locator("h1").filter({ hasText: "Winter lecture" }).waitFor();
});

test("a meeting can be ended once someone is inside or waits, and not before", async () => {
  // The page that saw them keeps the button: read it again once everyone from before is known to have left.
  await host.locator("[data-testid='inside-count'][data-count='0']").waitFor();
  await expect.poll(() => host.getByTestId("waiting-count").textContent()).toBe("");
  await host.reload();
  await says("inside-count", /Locked|locked/);
  expect(await host.getByTestId("end-meeting").count()).toBe(0);
  guest = await comes("Uma");
  await host.getByRole("button", { name: "Let in Uma" }).click();
  await guest.getByTestId("call").waitFor();
  await click("end-meeting");
  await click("end-meeting-confirm");
  await guest.getByTestId("ended").waitFor();
});

test("after the end the page says what is kept until when; after deletion nothing is left", async () => {
  await says("kept", /kept until/);
  await says("when-line", /Ended /);
  await click("delete-meeting");
  await click("delete-meeting-confirm");
  await host.locator("h1").filter({ hasText: "The meeting is deleted" }).waitFor();
  await host.reload();
  await host.locator("h1").filter({ hasText: "There is no meeting here" }).waitFor();
});
