import { administrator, startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf, collectErrors, faultsIn } from "../accessible.ts";
import { FAKE_MEDIA, launchShell } from "../browser.ts";
import { createOpen, openTab, setUp, shownLinks } from "../pages.ts";

/** A host's first minutes: a meeting at one click, and the page of a new meeting. */
let service: TestService;
let browser: Browser;
let context: BrowserContext;
let host: Page;
let origin: string;
const errors: string[] = [];
const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 720 };

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  origin = new URL(service.url).origin;
  browser = await launchShell(...FAKE_MEDIA, "--allow-loopback-in-peer-connection");
  context = await browser.newContext({ viewport: wide, reducedMotion: "reduce", locale: "en-GB" });
  host = await context.newPage();
  host.setDefaultTimeout(15_000);
  collectErrors(host, errors);
  await setUp(host, service.setupUrl);
  await context.clearCookies();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const byId = (id: string) => host.getByTestId(id);
const says = (id: string, text: string | RegExp): Promise<void> =>
  byId(id).filter({ hasText: text }).waitFor();
const faultsOfState = () => faultsIn(host, [wide, narrow]);

/** How many meetings the host's page asked for. */
function countMade(page: Page): () => number {
  let made = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url() === `${origin}/api/meetings`) made += 1;
  });
  return () => made;
}

/** The titles of the account's meetings. */
const titles = async (): Promise<readonly string[]> => {
  const answer = await context.request.get(`${origin}/api/meetings`, { headers: { origin } });
  const meetings = (await answer.json()) as readonly { title: string }[];
  return meetings.map(({ title }) => title);
};

const startedTitle = `${administrator.name}’s meeting`;

test("someone who asks to start a meeting signs in on the way, and is before it then", async () => {
  await host.goto(origin);
  await byId("start-meeting").waitFor();
  expect(await faultsOfState()).toEqual([]);
  await byId("start-meeting").press("Enter");
  await byId("sign-in-email").waitFor();
  await byId("sign-in-email").fill(administrator.email);
  await byId("sign-in-password").fill(administrator.password);
  await byId("sign-in-button").click();
  await byId("join-name").waitFor();
  expect(new URL(host.url()).pathname).toMatch(/^\/m\//);
  expect(await titles()).toEqual([startedTitle]);
  // Nothing is left of the wish.
  await host.goBack();
  await byId("start-meeting").waitFor();
  await host.reload();
  await byId("start-meeting").waitFor();
  expect(await titles()).toEqual([startedTitle]);
});

test("one click starts one meeting, a double click too, encrypted and by the account's rule", async () => {
  const rule = { deny: [{ kind: "place", code: "AQ" }], onDoubt: "ask" };
  const headers = { origin };
  const data = { mode: "default", rule };
  await context.request.put(`${origin}/api/account/rule`, { headers, data });
  await host.goto(origin);
  await byId("start-meeting").waitFor();
  expect(await faultsOfState()).toEqual([]);
  const made = countMade(host);
  await byId("start-meeting").dblclick();
  await byId("join-name").waitFor();
  expect(await byId("join-name").inputValue()).toBe(administrator.name);
  await says("door-encryption", "End-to-end encrypted");
  expect(made()).toBe(1);
  expect(await titles()).toEqual([startedTitle, startedTitle]);
  const { pathname, hash } = new URL(host.url());
  expect(hash).toMatch(/^#[\w-]{43}$/);
  // What opens it is kept here, as of a meeting from the form.
  await host.goto(`${origin}${pathname.replace("/m/", "/manage/")}`);
  await says("holds", "People in Antarctica can’t join.");
  await says("manage-facts", "Lobby off · End-to-end encrypted");
  expect((await shownLinks(host)).join).toBe(`${origin}${pathname}${hash}`);
});

test("where a meeting can't be started the button says so, and works the next time", async () => {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(origin);
  await page.route("**/api/meetings", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await page.getByTestId("start-meeting").click();
  await page.getByTestId("start-fault").filter({ hasText: "isn’t responding right now" }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.unroute("**/api/meetings");
  await page.getByTestId("start-meeting").click();
  await page.getByTestId("join-name").waitFor();
  await page.close();
});

test("an outage leaves the page as it was; a late answer takes no one away from another page", async () => {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(origin);
  await page.getByTestId("new-meeting").waitFor();
  let answer = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/session", (route) => route.abort());
  await page.route("**/api/meetings", async (route) => {
    if (route.request().method() === "POST") await late;
    await route.continue();
  });
  const before = (await titles()).length;
  await page.getByTestId("start-meeting").click();
  await page.getByRole("link", { name: "Government requests" }).click();
  await page.waitForURL(`${origin}/transparency`);
  const made = page.waitForResponse(
    (response) =>
      response.request().method() === "POST" && response.url().endsWith("/api/meetings"),
  );
  answer();
  await (await made).finished();
  expect(await titles()).toHaveLength(before + 1);
  // Still signed in here, though nobody answers who that is.
  await page.getByTestId("account-menu").waitFor();
  await page.goBack();
  await page.getByTestId("new-meeting").waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
  await page.close();
});

test("a new meeting has an address, which a reload keeps; Back leads to before the form", async () => {
  await host.goto(origin);
  await byId("new-meeting").click();
  await byId("title").fill("Address");
  await byId("create").click();
  await says("meeting-created", "Your meeting is ready");
  expect(await faultsOfState()).toEqual([]);
  const address = host.url();
  expect(new URL(address).pathname).toMatch(/^\/manage\//);
  await host.reload();
  await says("meeting-created", "Your meeting is ready");
  expect(host.url()).toBe(address);
  const acts = host.locator(".manage-acts").locator("a, button");
  expect(await acts.allTextContents()).toEqual(["Join", "Copy invitation", "More links"]);
  await host.getByRole("button", { name: "Close this message" }).click();
  await byId("meeting-created").waitFor({ state: "detached" });
  await host.reload();
  await byId("join-meeting").waitFor();
  expect(await byId("meeting-created").count()).toBe(0);
  await byId("join-meeting").click();
  await byId("join-name").waitFor();
  await host.goBack();
  await byId("join-meeting").waitFor();
  await host.goBack();
  await byId("start-meeting").waitFor();
  // The button to create is in sight.
  await byId("new-meeting").click();
  const box = await byId("create").boundingBox();
  expect((box?.y ?? wide.height) + (box?.height ?? 0)).toBeLessThanOrEqual(wide.height);
});

test("the parts of the management page are reached by keyboard, and by their address", async () => {
  await host.goto(`${origin}/new`);
  await byId("title").fill("Parts");
  await createOpen(host);
  await openTab(host, "rule");
  const shown = async (): Promise<string | null> =>
    host.locator("[role=tab][aria-selected=true]").textContent();
  const faults: Record<string, string[]> = {};
  for (const [tab, name] of [
    ["people", "People"],
    ["links", "Links and passes"],
    ["settings", "Settings"],
    ["history", "History"],
  ] as const) {
    await host.keyboard.press("ArrowRight");
    await host.waitForURL((url) => url.searchParams.get("tab") === tab);
    expect(await shown()).toBe(name);
    const found = await faultsOfState();
    if (found.length > 0) faults[tab] = found;
  }
  expect(faults).toEqual({});
  expect(await byId("end-meeting").count()).toBe(0);
  const { hash } = new URL(host.url());
  expect(hash).toMatch(/\./);
  await host.reload();
  await byId("history").waitFor();
  expect(await shown()).toBe("History");
  expect(new URL(host.url()).hash).toBe(hash);
  const link = new URL(host.url());
  link.searchParams.set("tab", "people");
  await host.goto(link.href);
  await host.getByText("No one is inside.", { exact: true }).waitFor();
  expect(await host.locator(".graticule:visible").count()).toBe(0);
});
