import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf } from "./accessible.ts";
import { FAKE_MEDIA, launchShell } from "./browser.ts";
import { joinMeeting, type MeetingLinks, makeMeeting, openLink } from "./pages.ts";

/** What someone sees of themself in the call: their picture, their devices, and where the keyboard is. */
let service: TestService;
let browser: Browser;
let links: MeetingLinks;
const people = {} as Record<"Ada" | "Bo" | "Cy", Page>;
const patient = { timeout: 30_000 };

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  browser = await launchShell(...FAKE_MEDIA);
  people.Ada = await newPage();
  links = await makeMeeting(people.Ada, service.setupUrl, "Design review");
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  return page;
}

async function come(name: keyof typeof people): Promise<void> {
  people[name] ??= await newPage();
  await openLink(people[name], links.join);
  await joinMeeting(people[name], name);
  await people[name].locator('[data-phase="connected"]').waitFor();
}

const at = (name: keyof typeof people, id: string) => people[name].getByTestId(id);

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute("data-testid") ?? activeElement?.localName;
  });

/** How much lighter or darker a button is than what it lies on, as WCAG counts it. */
const contrast = (button: Locator) =>
  button.evaluate((element) => {
    const luminance = (color: string): number => {
      const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
        const value = Number(part) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (of: Element | null): string => {
      if (of === null) return "rgb(255, 255, 255)";
      const { backgroundColor } = getComputedStyle(of);
      return backgroundColor === "rgba(0, 0, 0, 0)" ? ground(of.parentElement) : backgroundColor;
    };
    const [one, other] = [element, element.parentElement].map((of) => luminance(ground(of)));
    return (Math.max(one ?? 0, other ?? 0) + 0.05) / (Math.min(one ?? 0, other ?? 0) + 0.05);
  });

/** A device that is off is plain: its ground stands out from the bar's, and its mark is crossed out. */
async function looksOff(button: Locator): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await button.page().emulateMedia({ colorScheme });
    expect([colorScheme, await contrast(button)]).toEqual([colorScheme, expect.any(Number)]);
    expect(await contrast(button)).toBeGreaterThan(3);
  }
  await button.page().emulateMedia({ colorScheme: null });
  expect(await button.locator("svg[class*=-off]").count()).toBe(1);
}

test("what is off is seen at a glance before the call, in light and dark", async () => {
  await openLink(people.Ada, links.join);
  for (const id of ["door-mic", "door-camera"]) {
    const button = at("Ada", id);
    await button.waitFor();
    expect(await contrast(button)).toBeLessThan(1.1);
    await button.click();
    await people.Ada.mouse.move(0, 0);
    await looksOff(button);
    await button.click();
  }
});

test("after Join the focus is in the call; a panel gives it back to where it was", async () => {
  await come("Ada");
  const page = people.Ada;
  expect.soft(await focused(page)).toBe("main");
  await page.keyboard.press("p");
  await at("Ada", "panel").waitFor();
  await page.keyboard.press("Escape");
  await at("Ada", "panel").waitFor({ state: "detached" });
  await expect.poll(() => focused(page), patient).toBe("main");
  await at("Ada", "open-chat").click();
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page), patient).toBe("open-chat");
});

test("what is off is seen at a glance in the call", async () => {
  for (const id of ["toggle-mic", "toggle-camera"]) {
    const button = at("Ada", id);
    await button.click();
    await people.Ada.locator(`[data-testid=${id}][data-off]`).waitFor();
    await people.Ada.mouse.move(0, 0);
    await looksOff(button);
    await button.click();
    await people.Ada.locator(`[data-testid=${id}]:not([data-off])`).waitFor();
  }
});

test("what screen readers announce is set with the devices, in no menu", async () => {
  await at("Ada", "open-more").click();
  expect(await at("Ada", "switch-speakers").count()).toBe(0);
  await at("Ada", "open-devices").click();
  expect(await at("Ada", "switch-speakers").isChecked()).toBe(true);
  await people.Ada.getByLabel("Tell my screen reader who’s speaking").click();
  expect(await at("Ada", "switch-speakers").isChecked()).toBe(false);
  expect(await barriersOf(people.Ada)).toEqual([]);
  await people.Ada.keyboard.press("Escape");
  await at("Ada", "devices").waitFor({ state: "detached" });
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(where: Locator): Promise<Box> {
  const box = await where.boundingBox();
  if (box === null) throw new Error("It is not seen.");
  return box;
}

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** One's own picture lies on the other's, and on nothing that is read or pressed. */
async function coversNothing(page: Page): Promise<void> {
  const corner = await boxOf(page.getByTestId("own-corner"));
  for (const id of ["toggle-mic", "leave", "seal", "meeting-line"]) {
    expect([id, meet(corner, await boxOf(page.getByTestId(id)))]).toEqual([id, false]);
  }
  const names = page.locator(".tile:not(.stage-corner .tile) .tile-name");
  for (const name of await names.all()) expect(meet(corner, await boxOf(name))).toBe(false);
}

test("with two the other is large and self-view is small in the corner, until hidden", async () => {
  await come("Bo");
  const page = people.Ada;
  const corner = at("Ada", "own-corner");
  await corner.getByTestId("tile-Ada").waitFor();
  const [own, other] = [await boxOf(corner), await boxOf(at("Ada", "tile-Bo"))];
  expect(meet(own, other)).toBe(true);
  expect(own.width * own.height * 10).toBeLessThan(other.width * other.height);
  expect(other.width).toBeGreaterThan(1000);
  await coversNothing(page);
  await page.setViewportSize({ width: 360, height: 720 });
  await coversNothing(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await at("Ada", "open-more").click();
  await at("Ada", "switch-self").click();
  await corner.waitFor({ state: "detached" });
  expect(await at("Ada", "tile-Ada").count()).toBe(0);
  await at("Ada", "open-more").click();
  await at("Ada", "switch-self").click();
  await corner.waitFor();
});

test("it leaves the corner for a shared screen", async () => {
  await at("Bo", "toggle-screen").click();
  await at("Ada", "stage-large").getByTestId("screen-Bo").waitFor();
  expect(await at("Ada", "own-corner").count()).toBe(0);
  await at("Ada", "tile-Ada").waitFor();
  await at("Bo", "toggle-screen").click();
  await at("Ada", "own-corner").waitFor();
});

test("with three everyone is in the grid, but on a phone self-view stays in the corner", async () => {
  await come("Cy");
  const page = people.Ada;
  await at("Ada", "tile-Cy").waitFor();
  await at("Ada", "own-corner").waitFor({ state: "detached" });
  const widths = await Promise.all(
    ["Ada", "Bo", "Cy"].map(async (name) => (await boxOf(at("Ada", `tile-${name}`))).width),
  );
  expect(new Set(widths).size).toBe(1);
  await page.setViewportSize({ width: 360, height: 720 });
  await at("Ada", "own-corner").waitFor();
  await coversNothing(page);
  expect(await barriersOf(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await at("Ada", "own-corner").waitFor({ state: "detached" });
});
