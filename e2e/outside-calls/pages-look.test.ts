import { readFileSync } from "node:fs";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAKE_MEDIA, launchShell } from "../browser.ts";
import { makeMeeting } from "../pages.ts";
import { type SeededService, startSeededService } from "../pictures/seeded-service.ts";
import { openView, pathOf, views } from "../pictures/views.ts";

/** The width of a small phone, in CSS pixels. */
const narrow = 360;

let service: TestService;
let browser: Browser;
let page: Page;
let manageUrl: string;

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  browser = await launchShell(...FAKE_MEDIA, "--allow-loopback-in-peer-connection");
  const context = await browser.newContext({
    viewport: { width: narrow, height: 720 },
    reducedMotion: "reduce",
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  manageUrl = (await makeMeeting(page, service.setupUrl, "W".repeat(200))).manage;
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

describe("on a service with everything that a page can show", () => {
  let seeded: SeededService;

  beforeAll(async () => {
    seeded = await startSeededService("W".repeat(200));
  });

  afterAll(() => seeded?.stop());

  test.concurrent.each(Object.entries(views))(
    "the page %s fits a small phone, has its languages at the top, and has no error",
    async (name, view) => {
      const viewport = { width: narrow, height: 720 };
      const isCall = name.startsWith("call") && name !== "call-left";
      const look = async (page: Page) => {
        const languages = page.locator("header").getByTestId("language");
        expect(await languages.count()).toBe(isCall ? 0 : 1);
      };
      // As one text, which a failure's message shows in full.
      expect((await openView(browser, seeded, view, { viewport }, look)).join("\n")).toBe("");
    },
  );

  test("pictures are taken of every existing page", async () => {
    const paths = await Promise.all(Object.values(views).map((view) => pathOf(view, seeded)));
    const shown = paths.map((path) => new URL(path, seeded.origin).pathname);
    const source = readFileSync("apps/web/src/routes.tsx", "utf8");
    const routes = [...source.matchAll(/(?:path: |page\(\s*)"([^"]+)"/g)].map(
      ([, path = ""]) => path,
    );
    expect(routes).toContain("/desk/requests/$id");
    const like = (route: string) => new RegExp(`^${route.replaceAll(/\$\w+/g, "[^/]+")}$`);
    expect(routes.filter((route) => !shown.some((path) => like(route).test(path)))).toEqual([]);
  });
});

test("the report page names the contact once, also to someone writing for a state while no one can read it", async () => {
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

test("the figures side by side on the public page are at one height, however long a label is", async () => {
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
  await page.goto(new URL("/new", service.url).href);
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

test("a link with a wrong meeting or secret says so, and asks for no password", async () => {
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

test("a page whose files are gone says so in the reader's language, with a way on", async () => {
  await page.route("**/assets/ProcessPage-*.js", (route) => route.abort());
  await page.goto(new URL("/process", service.url).href);
  await page.getByTestId("broken-page").waitFor();
  await page.unroute("**/assets/ProcessPage-*.js");
  await page.getByTestId("broken-page").getByRole("button", { name: "Try again" }).click();
  await page
    .getByRole("heading", { name: "How this service handles government requests" })
    .waitFor();
});

test("a host in a call can still change rules after an upgrade removed the page's files", async () => {
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

test("a rule's result shows in full in the call's panel, also on a small phone", async () => {
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
