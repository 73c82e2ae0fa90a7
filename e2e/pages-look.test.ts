import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { makeMeeting } from "./pages.ts";

/** The width of a small phone, in CSS pixels. */
const narrow = 360;

let service: TestService;
let browser: Browser;
let page: Page;
let manageUrl: string;
/** What the page at hand wrote to the console as an error, or threw. */
let errors: string[];

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  browser = await launchBrowser(...FAKE_MEDIA);
  const context = await browser.newContext({
    viewport: { width: narrow, height: 720 },
    reducedMotion: "reduce",
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  errors = [];
  manageUrl = (await makeMeeting(page, service.setupUrl, "W".repeat(200))).manage;
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Opens a page and answers what is wrong with its look: errors, and what is wider than it. */
async function faultsOf(path: string, shown: string): Promise<string[]> {
  errors = [];
  await page.goto(new URL(path, service.url).href);
  await page.locator(shown).first().waitFor();
  const wide = await page.evaluate(() => {
    const over = (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth;
    return over > 0 ? [`wider than the window by ${over} px`] : [];
  });
  return [...errors, ...wide];
}

test("no page is wider than a small phone, and none has an error", async () => {
  const { pathname, hash } = new URL(manageUrl);
  const pages: readonly (readonly [string, string])[] = [
    ["/", "h1"],
    ["/new", "h1"],
    ["/process", "h1"],
    ["/what-we-hold", "h1"],
    ["/sign-in", "h1"],
    ["/transparency", "[data-testid=five-figures]"],
    ["/transparency/entries", "[data-testid=log-entries]"],
    ["/appeal", "h1"],
    [pathname.replace("/manage/", "/report/"), "[data-testid=report-form]"],
    ["/nowhere", "[data-testid=not-found]"],
    ["/setup", "[data-testid=setup-missing]"],
    [pathname.replace("/manage/", "/m/"), "[data-testid=join-name]"],
    [pathname + hash, "[data-testid=inside-count]"],
  ];
  const faults: Record<string, string[]> = {};
  for (const [path, shown] of pages) {
    const found = await faultsOf(path, shown);
    if (found.length > 0) faults[path.replace(/#.*/, "")] = found;
  }
  expect(faults).toEqual({});
});

test("the report page names whom to ask once, also for who writes for a state while no one can read it", async () => {
  const path = `${service.url}/api/admin/settings`;
  const headers = { origin: service.url };
  const settings = await (await page.request.get(path)).json();
  const data = { ...settings, contact: "it-desk@example.org" };
  const changed = await page.request.put(path, { headers, data });
  expect(changed.status()).toBe(204);
  const { pathname } = new URL(manageUrl);
  await page.goto(new URL(pathname.replace("/manage/", "/report/"), service.url).href);
  await page.getByTestId("report-unread").getByTestId("contact").waitFor();
  await page.getByTestId("report-from-state").check();
  await page.getByTestId("report-to-desk").waitFor();
  expect(await page.getByTestId("contact").count()).toBe(1);
});

test("the numbers that stand side by side on the public page are at one height, however long a label is", async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(new URL("/transparency", service.url).href);
  const label = page.locator(".one-figure-label").first();
  await label.evaluate((element) => {
    element.textContent = "Orders in force, or ended after the last day that is over";
  });
  const tops = await page
    .locator(".one-figure-value")
    .evaluateAll((all) => all.map((value) => Math.round(value.getBoundingClientRect().top)));
  expect(tops).toHaveLength(5);
  expect(new Set(tops).size).toBe(1);
  await page.setViewportSize({ width: narrow, height: 720 });
});

test("a rule with many places, and its search, fit a small phone", async () => {
  expect(await faultsOf("/new", "h1")).toEqual([]);
  await page.getByTestId("rule-mode-only").click();
  for (const code of ["EU", "UA-43", "GS", "CF"]) {
    await page.getByTestId("place-search").fill(code);
    await page.getByTestId(`place-option-${code}`).click();
  }
  // At no moment: the list must not be wide before it finds its place.
  await page.evaluate(() => {
    const look = (): void => {
      const { dataset } = document.documentElement;
      const now = document.scrollingElement?.scrollWidth ?? 0;
      dataset["widest"] = String(Math.max(now, Number(dataset["widest"] ?? 0)));
      requestAnimationFrame(look);
    };
    look();
  });
  for (const query of ["united", "central", "american", "south geo"]) {
    await page.getByTestId("place-search").fill(query);
    await page.locator("[data-testid^=place-option-]").first().waitFor();
  }
  const widest = await page.evaluate(() => document.documentElement.dataset["widest"]);
  expect(Number(widest)).toBe(narrow);
});

test("a link whose meeting or secret is not right says so, and asks for no password", async () => {
  const { pathname } = new URL(manageUrl);
  for (const [path, id] of [
    ["/m/no-link", "no-meeting"],
    ["/m/aaa-aaaa-aaa", "no-meeting"],
    [`${pathname}#wrong`, "manage-wrong"],
  ] as const) {
    await page.goto("about:blank");
    await page.goto(new URL(path, service.url).href);
    await page.getByTestId(id).waitFor();
  }
});

test("a page whose files are gone says so in the reader's words, with a way on", async () => {
  await page.route("**/assets/ProcessPage-*.js", (route) => route.abort());
  await page.goto(new URL("/process", service.url).href);
  await page.getByTestId("broken-page").waitFor();
  await page.unroute("**/assets/ProcessPage-*.js");
  await page.getByTestId("broken-page").getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "How this service answers governments" }).waitFor();
});

test("a host in a call changes rules also after an upgrade took the page's files away", async () => {
  const { pathname } = new URL(manageUrl);
  await page.goto(new URL(pathname.replace("/manage/", "/m/"), service.url).href);
  await page.getByTestId("join-name").fill("Ada");
  const loaded = page.waitForResponse(/\/assets\/HostTabs-.*\.js$/);
  await page.getByTestId("join-button").click();
  await page.getByTestId("call").waitFor();
  await (await loaded).finished();
  await page.route("**/assets/**", (route) => route.abort());
  await page.getByTestId("open-more").click();
  await page.getByTestId("open-rules").click();
  await page.getByTestId("rule-mode-except").waitFor();
  await page.unroute("**/assets/**");
});

test("what became of a rule stands whole in the call's panel, on a small phone too", async () => {
  // What was missing just now is there after a reload.
  await page.reload();
  await page.getByTestId("call").waitFor();
  await page.getByTestId("open-more").click();
  await page.getByTestId("open-rules").click();
  await page.getByTestId("rule-mode-except").click();
  await page.getByTestId("place-search").fill("norw");
  await page.getByTestId("place-option-NO").click();
  await page.getByTestId("apply-rule").click();
  await page.getByTestId("undo-rule").waitFor();
  const whole = () =>
    page.locator(".rule-done").evaluate((bar) => {
      const { top, bottom } = bar.getBoundingClientRect();
      const panel = bar.closest(".panel-body")?.getBoundingClientRect();
      return panel !== undefined && top >= panel.top && bottom <= panel.bottom;
    });
  await expect.poll(whole).toBe(true);
});
