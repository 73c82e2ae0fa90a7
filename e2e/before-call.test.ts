import { administrator, startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { barriersOf } from "./accessible.ts";
import { FAKE_MEDIA, launchShell } from "./browser.ts";

let service: TestService;
let browser: Browser;
let cookie: string;
const contexts: BrowserContext[] = [];

interface Meeting {
  readonly code: string;
  readonly secret: string;
}

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  const token = new URL(service.setupUrl).hash.slice(1);
  const answer = await ask("POST", "/api/setup", { token, ...administrator });
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  browser = await launchShell(...FAKE_MEDIA, "--allow-loopback-in-peer-connection");
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function ask(
  method: string,
  path: string,
  body?: object,
  authorization?: string,
): Promise<Response> {
  const response = await fetch(new URL(path, service.url), {
    method,
    headers: {
      origin: new URL(service.url).origin,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(authorization === undefined ? (cookie ? { cookie } : {}) : { authorization }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

async function meet(more: object = {}): Promise<Meeting> {
  const made = await (await ask("POST", "/api/meetings", { title: "Old maps", ...more })).json();
  const { code, manageUrl } = made as { readonly code: string; readonly manageUrl: string };
  return { code, secret: new URL(manageUrl).hash.slice(1) };
}

const byHost = ({ secret }: Meeting): string => `Bearer ${secret}`;
const closedToFrance = { deny: [{ kind: "place", code: "FR" }] };

const close = (meeting: Meeting) =>
  ask("PUT", `/api/meetings/${meeting.code}/manage/rule`, closedToFrance, byHost(meeting));
const open = (meeting: Meeting) =>
  ask("DELETE", `/api/meetings/${meeting.code}/manage/rule`, undefined, byHost(meeting));
const act = (meeting: Meeting, what: object) =>
  ask("POST", `/api/meetings/${meeting.code}/hosting/acts`, what, byHost(meeting));

async function visit(path: string): Promise<Page> {
  const context = await browser.newContext({
    permissions: ["camera", "microphone"],
    reducedMotion: "reduce",
  });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(new URL(path, service.url).href);
  return page;
}

async function askToJoin(page: Page, name: string): Promise<void> {
  await page.getByTestId("join-name").fill(name);
  await page.getByTestId("join-button").click();
}

/** Everything the page left in the browser. */
async function leftIn(page: Page): Promise<object> {
  const stored = await page.evaluate(() => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
  }));
  return { ...stored, cookies: await page.context().cookies() };
}

const nothing = { local: [], session: [], cookies: [] };

test("the account's name is in the field, and never mixes with what someone types", async () => {
  const { code } = await meet();
  const page = await visit("/");
  const [, name = "", value = ""] = /([^=;\s]*session_token)=([^;]*)/.exec(cookie) ?? [];
  await page.context().addCookies([{ name, value, url: service.url }]);
  await page.goto(new URL(`/m/${code}`, service.url).href);
  const field = page.getByTestId("join-name");
  await expect.poll(() => field.inputValue()).toBe(administrator.name);

  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/session", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await field.focus();
  const came = page.waitForResponse("**/api/session");
  answer();
  await (await came).finished();
  await page.evaluate(
    () => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 0)),
  );
  await field.pressSequentially("Ming");
  expect(await field.inputValue()).toBe("Ming");
});

test("the self-view is blurred by a program from our own origin, under our policy", async () => {
  const { code } = await meet();
  const page = await visit(`/m/${code}`);
  const elsewhere: string[] = [];
  const broken: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(service.url)) elsewhere.push(request.url());
  });
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) broken.push(message.text());
  });
  await page.getByTestId("door-blur").check({ timeout: 60_000 });
  await page.locator("[data-blur=on]").waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    () => (document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 1,
    undefined,
    { timeout: 60_000 },
  );
  expect({ elsewhere, broken }).toEqual({ elsewhere: [], broken: [] });
});

test("the blur is carried into the call", async () => {
  const { code } = await meet();
  const page = await visit(`/m/${code}`);
  await page.getByTestId("door-blur").check({ timeout: 60_000 });
  await askToJoin(page, "Ana");
  await page.getByTestId("tile-Ana").locator("video").waitFor({ timeout: 60_000 });
  expect(await page.getByTestId("device-fault").count()).toBe(0);
});

test("the page says in words that the microphone is heard", async () => {
  const { code } = await meet();
  const page = await visit(`/m/${code}`);
  await page.getByTestId("level-text").filter({ hasText: "We can hear you" }).waitFor();
});

test("the door is accessible where it says why it locates someone somewhere, and what a host sees", async () => {
  const { code } = await meet();
  const page = await visit(`/m/${code}`);
  await page.getByTestId("seen-by-host").click();
  for (const fold of ["why", "not-right"]) {
    await page.getByTestId(fold).click();
    expect(await barriersOf(page)).toEqual([]);
  }
});

test("a refusal leaves nothing in the browser, not even a title", async () => {
  const meeting = await meet();
  await close(meeting);
  const page = await visit(`/m/${meeting.code}`);
  await page.getByTestId("refused-page").waitFor();
  expect(await page.getByTestId("refused-was-inside").count()).toBe(0);
  expect(await page.title()).toBe("Can’t join · Graticule");
  expect(await page.locator("body").textContent()).not.toContain("Old maps");
  await page.reload();
  await page.getByTestId("refused-page").waitFor();
  await page.getByTestId("leave-quietly").click();
  await page.waitForURL(new URL("/", service.url).href);
  await expect.poll(() => page.title()).toBe("Graticule");
  expect(await leftIn(page)).toEqual(nothing);
});

test("someone removed by a rule reads which meeting it was, and nothing stays in the browser", async () => {
  const meeting = await meet();
  const page = await visit(`/m/${meeting.code}`);
  await askToJoin(page, "Ana");
  await page.locator('[data-phase="connected"]').waitFor();
  await close(meeting);
  await page.getByTestId("refused-was-inside").filter({ hasText: "You were in this" }).waitFor();
  await page.getByTestId("refused-meanwhile").filter({ hasText: "as you had them" }).waitFor();
  expect(await page.title()).toBe("Can’t join · Old maps");
  await page
    .getByTestId("refused-page")
    .getByTestId("meeting-line")
    .getByText("Old maps")
    .waitFor();
  expect(await leftIn(page)).toEqual(nothing);
  await open(meeting);
  await page.locator('[data-phase="connected"]').waitFor();
  await page.getByTestId("tile-Ana").locator("video").waitFor();
});

test("someone kept out asks the host and is let in automatically, with both devices off", async () => {
  const meeting = await meet();
  await close(meeting);
  const page = await visit(`/m/${meeting.code}`);
  const meanwhile = page.getByTestId("refused-meanwhile");
  await meanwhile.filter({ hasText: "you can enter your name here" }).waitFor();
  await page.getByTestId("not-there").click();
  await page.getByTestId("knock-name").fill("Ana");
  await page.getByTestId("knock-text").fill("on a train");
  await page.getByTestId("why").click();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByTestId("knock-send").click();
  await page.getByTestId("knock-news").filter({ hasText: "We’ve asked the host" }).waitFor();
  await meanwhile.filter({ hasText: "camera and microphone off" }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await act(meeting, { kind: "admit", joinId: await waitingOne(meeting) });
  await page.locator('[data-phase="connected"]').waitFor();
  expect(await page.evaluate(() => document.querySelectorAll("video").length)).toBe(0);
});

test("someone in a closed place can ask without lying; a host's no is worded kindly, and the seat is still held", async () => {
  const meeting = await meet();
  await close(meeting);
  const page = await visit(`/m/${meeting.code}`);
  await page.getByTestId("ask-host").click();
  await page.getByTestId("ask-form").filter({ hasText: "where this meeting is closed" }).waitFor();
  await page.getByTestId("ask-name").fill("Ana");
  expect(await barriersOf(page)).toEqual([]);
  await page.getByTestId("ask-send").click();
  await page.getByTestId("knock-news").filter({ hasText: "We’ve asked the host" }).waitFor();
  // What was said counts: no button is still pressed.
  for (const id of ["ask-host", "not-there"]) expect(await page.getByTestId(id).count()).toBe(0);
  await page.clock.install();
  await act(meeting, { kind: "decline", joinId: await waitingOne(meeting) });
  await page.getByTestId("knock-news").filter({ hasText: "can’t let you in this time" }).waitFor();
  // Asking at once would be too fast, so it isn't offered.
  for (const id of ["ask-host", "not-there"]) expect(await page.getByTestId(id).count()).toBe(0);
  await page.clock.fastForward(120_000);
  await page.getByTestId("ask-host").waitFor();
  expect(await page.getByTestId("not-there").getAttribute("aria-expanded")).toBe("false");
  await open(meeting);
  await page.locator('[data-phase="connected"]').waitFor();
});

test("a second tab of the same browser says that the meeting is open in another, and a stranger's does not", async () => {
  const meeting = await meet();
  const page = await visit(`/m/${meeting.code}`);
  await askToJoin(page, "Ana");
  await page.locator('[data-phase="connected"]').waitFor();
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second
    .getByTestId("open-elsewhere")
    .filter({ hasText: "you’ll appear in it twice" })
    .waitFor();
  const stranger = await visit(`/m/${meeting.code}`);
  await stranger.getByTestId("door-place").waitFor();
  expect(await stranger.getByTestId("open-elsewhere").textContent()).toBe("");
  // Shown as long as it is true.
  await page.getByTestId("leave").click();
  await second
    .getByTestId("open-elsewhere")
    .filter({ hasText: "twice" })
    .waitFor({ state: "hidden" });
});

test("a pass opened in the same tab finds the devices as they were, and the focus is on the name", async () => {
  const meeting = await meet();
  const page = await visit(`/m/${meeting.code}`);
  await page.getByTestId("door-camera").click();
  await page.getByTestId("door-mic").click();
  await askToJoin(page, "Ana");
  await page.locator('[data-phase="connected"]').waitFor();
  await close(meeting);
  await page
    .getByTestId("refused-end")
    .filter({ hasText: "The host hasn’t set an end time." })
    .waitFor();
  const path = `/api/meetings/${meeting.code}/hosting/passes`;
  const made = await (await ask("POST", path, { name: "Ana" }, byHost(meeting))).json();
  await page.goto((made as { readonly url: string }).url);
  await page.getByTestId("door-pass").waitFor();
  const name = page.getByTestId("join-name");
  expect(await name.inputValue()).toBe("Ana");
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
  for (const id of ["door-camera", "door-mic"]) {
    expect(await page.getByTestId(id).getAttribute("data-off")).toBe("true");
  }
  await page.keyboard.press("Enter");
  await page.locator('[data-phase="connected"]').waitFor();
  for (const id of ["toggle-camera", "toggle-mic"]) {
    expect(await page.getByTestId(id).getAttribute("data-off")).toBe("true");
  }
});

async function waitingOne(meeting: Meeting): Promise<string> {
  const path = `/api/meetings/${meeting.code}/hosting`;
  const seen = await (await ask("GET", path, undefined, byHost(meeting))).json();
  const { hosting } = seen as {
    readonly hosting: { readonly waiting: readonly { readonly joinId: string }[] };
  };
  const [first] = hosting.waiting;
  if (first === undefined) throw new Error("No one is waiting.");
  return first.joinId;
}

test("people in the lobby are let in automatically, and a reload returns as the same participant", async () => {
  const meeting = await meet({ door: { entry: "lobby" } });
  const page = await visit(`/m/${meeting.code}`);
  await askToJoin(page, "Ana");
  await page.getByTestId("meeting-line").filter({ hasText: "Old maps" }).waitFor();
  await page.reload();
  await page.getByTestId("meeting-line").filter({ hasText: "Old maps" }).waitFor();
  expect(JSON.stringify(await leftIn(page))).not.toContain("Old maps");
  // A rule that keeps them out now names the meeting, since they saw its title. Nothing keeps it.
  await close(meeting);
  await page
    .getByTestId("refused-page")
    .getByTestId("meeting-line")
    .getByText("Old maps")
    .waitFor();
  expect(await leftIn(page)).toEqual(nothing);
  await open(meeting);
  await page.getByTestId("lobby").waitFor();
  const joinId = await waitingOne(meeting);
  await act(meeting, { kind: "admit", joinId });
  await page.locator('[data-phase="connected"]').waitFor();
  await page.reload();
  await page.locator('[data-phase="connected"]').waitFor();
  const kept = await page.evaluate(() => Object.values(sessionStorage).join());
  expect(kept).toContain(joinId);
  await page.getByTestId("leave").click();
  await page.getByTestId("left").filter({ hasText: "Old maps" }).waitFor();
});

test("a page with a broken event stream learns from the gate that it waits", async () => {
  const meeting = await meet();
  const page = await visit("/");
  await page.route("**/api/joins/*/events?*", (route) => route.abort());
  await page.goto(new URL(`/m/${meeting.code}`, service.url).href);
  const joining = page.waitForResponse(/\/joins$/);
  await askToJoin(page, "Ana");
  const { identity } = (await (await joining).json()) as { readonly identity: string };
  await page.locator('[data-phase="connected"]').waitFor();
  await act(meeting, { kind: "send-back", identity });
  await page.getByTestId("lobby-why").filter({ hasText: "asked you to wait" }).waitFor();
});

test("a name is remembered on this device only if its owner wants it", async () => {
  const { code } = await meet();
  const page = await visit(`/m/${code}`);
  await askToJoin(page, "Ana");
  await page.locator('[data-phase="connected"]').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  const other = await visit(`/m/${code}`);
  await other.getByTestId("remember-name").check();
  await askToJoin(other, "Ben");
  await other.locator('[data-phase="connected"]').waitFor();
  const again = await other.context().newPage();
  await again.goto(new URL(`/m/${code}`, service.url).href);
  await again.getByTestId("join-name").waitFor();
  expect(await again.getByTestId("join-name").inputValue()).toBe("Ben");
});

test("the check page says days ahead whether you'll get in, without a camera and without a trace", async () => {
  const meeting = await meet({
    startsAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    durationMinutes: 60,
  });
  const page = await visit(`/check/${meeting.code}`);
  const check = page.getByTestId("check");
  await page.locator('[data-testid="check"][data-kind="yes"]').waitFor();
  expect(await check.textContent()).toContain("Old maps");
  await close(meeting);
  await page.getByTestId("check-again").click();
  await page.locator('[data-testid="check"][data-kind="no"]').waitFor();
  expect(await check.textContent()).toContain("France");
  expect(await page.locator("body").textContent()).not.toContain("Old maps");
  expect(await page.evaluate(() => document.querySelectorAll("video").length)).toBe(0);
  await page.reload();
  await page.locator('[data-testid="check"][data-kind="no"]').waitFor();
  expect(await leftIn(page)).toEqual(nothing);
});
