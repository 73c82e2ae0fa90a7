import { makeTestFolder, type TestFolder } from "@graticule/server/tests/harness";
import { Program } from "@graticule/server/tests/program";
import { quietPort } from "@graticule/server/tests/quiet-port";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { newLink } from "./new-link.ts";
import { joinMeeting, openPage, orSayWhatIsSeen, seesFrames, setUp } from "./pages.ts";

/** Calls whose service, a separate program, stops and starts again while their pages stay open. */
let folder: TestFolder;
let service: Program;
let browser: Browser;
let origin: string;
let host: Page;
let guest: Page;
/** In an unencrypted meeting. */
let open: Page;
/** What the pages of the encrypted meeting write to their consoles. */
const complaints: string[] = [];
const env = () => ({ GRATICULE_DATA: folder.path, PORT: new URL(origin).port });

beforeAll(async () => {
  folder = makeTestFolder();
  origin = `http://localhost:${await quietPort("127.0.0.1")}`;
  service = new Program(env());
  const setupUrl = (await service.line("To set it up")).split(" ").at(-1) ?? "";
  browser = await launchBrowser(...FAKE_MEDIA);
  host = await openPage(browser, origin);
  await setUp(host, setupUrl);
  guest = await openPage(browser, origin);
  open = await openPage(browser, origin);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop("SIGTERM");
  folder?.remove();
});

async function makeMeeting(encryption: "end-to-end" | "off"): Promise<string> {
  const { secret, told } = await newLink();
  const made = await host.context().request.post(`${origin}/api/meetings`, {
    headers: { origin },
    data: { title: "Storm", ...(encryption === "off" ? {} : told) },
  });
  const { joinUrl } = await made.json();
  return encryption === "off" ? joinUrl : `${joinUrl}#${secret}`;
}

/** Where the focus is: an element's test id, or its name and class. */
const focusOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    if (at === null) return "none";
    return at.getAttribute("data-testid") ?? `${at.tagName.toLowerCase()}.${at.className}`;
  });

const focusIs = (page: Page, where: string) =>
  expect.poll(() => focusOf(page), { timeout: 20_000 }).toBe(where);

const inCall = (page: Page) => page.locator("[data-testid=call][data-phase=connected]").waitFor();

async function stop(): Promise<void> {
  await service.stop("SIGTERM");
}

async function start(): Promise<void> {
  service = new Program(env());
  await service.url();
}

test("two people join an encrypted meeting, and nothing is written to their consoles", async () => {
  const link = await makeMeeting("end-to-end");
  for (const page of [host, guest]) {
    page.on("console", (message) => {
      const type = message.type();
      if (type === "warning" || type === "error") complaints.push(`${type}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  }
  await host.goto(link);
  await joinMeeting(host, "Ada");
  await focusIs(host, "main.call-main");
  await guest.goto(link);
  await joinMeeting(guest, "Bia");
  await seesFrames(host, ["Bia"]);
  await seesFrames(guest, ["Ada"]);
  expect(complaints).toEqual([]);
});

test("focus returns to where it was when a panel closes, by its key or by Escape, and never gets lost", async () => {
  for (const closing of ["p", "Escape"]) {
    await host.locator(".call-main").focus();
    await host.keyboard.press("p");
    await focusIs(host, "panel");
    await host.keyboard.press(closing);
    await host.getByTestId("panel").waitFor({ state: "detached" });
    await focusIs(host, "main.call-main");
    // Also if it was nowhere before.
    await host.evaluate(() => (document.activeElement as HTMLElement).blur());
    await host.keyboard.press("p");
    await focusIs(host, "panel");
    await host.keyboard.press(closing);
    await focusIs(host, "main.call-main");
    await host.getByTestId("open-people").focus();
    await host.keyboard.press("p");
    await focusIs(host, "panel");
    await host.keyboard.press(closing);
    await focusIs(host, "open-people");
  }
});

test("after an outage longer than the media client's patience everyone is back automatically, including the host", async () => {
  await open.goto(await makeMeeting("off"));
  await joinMeeting(open, "Otto");
  await stop();
  const pages = [host, guest, open];
  for (const page of pages) {
    await page.getByTestId("away").waitFor({ timeout: 90_000 });
    const said = await page.getByTestId("away").textContent();
    expect(said).toContain("We’ll bring you back");
    expect(said?.toLowerCase()).not.toContain("network");
  }
  await start();
  for (const page of pages) await orSayWhatIsSeen(page, () => inCall(page));
  await seesFrames(host, ["Bia"]);
  await seesFrames(guest, ["Ada"]);
  await seesFrames(open, ["Otto"]);
  // As the host.
  await host.getByTestId("open-people").click();
  await host.getByTestId("tab-rules").waitFor();
});
