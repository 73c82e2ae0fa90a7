import { setTimeout } from "node:timers/promises";
import { type Forward, forwardFrom } from "@graticule/server/tests/forward";
import { makeTestFolder, type TestFolder } from "@graticule/server/tests/harness";
import { Program } from "@graticule/server/tests/program";
import { quietPort } from "@graticule/server/tests/quiet-port";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { newLink } from "./new-link.ts";
import { joinMeeting, openPage, orSayWhatIsSeen, seesFrames, setUp } from "./pages.ts";

/**
 * A call whose service falls silent without a word on its connections, as when its host vanishes, while the media
 * engine goes on. A balancer stands before it.
 */
let folder: TestFolder;
let service: Program;
let balancer: Forward;
let origin: string;
let env: Record<string, string>;
let browser: Browser;
const pages: Page[] = [];
/** Whom each page sees. */
const others = ["Bia", "Ada"];

/** What a page notes of itself; times as of `Date.now()`. */
interface Noted {
  /** When it opened an event stream, and when it gave up or opened a connection to the gate. */
  readonly streams: number[];
  readonly gateClosed: number[];
  readonly gateOpened: number[];
  /** When its stream was heard last. */
  heardAt: number;
  /** Whatever it said of a lost connection. */
  readonly said: string[];
  /** The longest time between two pictures of the other person, and since the last one, in milliseconds. */
  gapMs: () => number;
}
declare global {
  interface Window {
    noted: Noted;
  }
}

function note(): void {
  const noted: Noted = {
    streams: [],
    gateClosed: [],
    gateOpened: [],
    heardAt: 0,
    said: [],
    gapMs: () => 0,
  };
  window.noted = noted;
  const { fetch } = window;
  window.fetch = async (asked, how) => {
    if (!/\/events\?/.test(String(asked))) return await fetch(asked, how);
    noted.streams.push(Date.now());
    const { status, headers, body } = await fetch(asked, how);
    const heard = new TransformStream({
      transform(piece, passOn) {
        noted.heardAt = Date.now();
        passOn.enqueue(piece);
      },
    });
    return new Response(body?.pipeThrough(heard) ?? null, { status, headers });
  };
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      noted.gateOpened.push(Date.now());
    }
    override close(code?: number, reason?: string): void {
      noted.gateClosed.push(Date.now());
      super.close(code, reason);
    }
  };
  new MutationObserver(() => {
    for (const id of ["reconnecting", "away"])
      if (document.querySelector(`[data-testid=${id}]`) !== null) noted.said.push(id);
  }).observe(document, { subtree: true, childList: true });
}

/** From now on the time between two pictures on this tile counts. */
const watchPicture = (page: Page, name: string) =>
  page.evaluate((tile) => {
    const video = document.querySelector<HTMLVideoElement>(`[data-testid=tile-${tile}] video`);
    if (video === null) throw new Error(`No picture of ${tile}`);
    let before = performance.now();
    let longest = 0;
    window.noted.gapMs = () => Math.max(longest, performance.now() - before);
    const look = (at: number): void => {
      longest = Math.max(longest, at - before);
      before = at;
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }, name);

const start = (): Program => new Program(env);

beforeAll(async () => {
  folder = makeTestFolder();
  const port = await quietPort("127.0.0.1");
  balancer = await forwardFrom("127.0.0.1", port);
  origin = `http://localhost:${new URL(balancer.url).port}`;
  env = { GRATICULE_DATA: folder.path, PORT: `${port}`, PUBLIC_URL: origin };
  service = start();
  const setupUrl = (await service.line("To set it up")).split(" ").at(-1) ?? "";
  browser = await launchBrowser(...FAKE_MEDIA);
  for (const _ of others) pages.push(await openPage(browser, origin));
  for (const page of pages) await page.addInitScript(note);
  await setUp(host(), setupUrl);
  await meet();
});

const host = (): Page => {
  const [first] = pages;
  if (first === undefined) throw new Error("No page is open");
  return first;
};

/** Both join a new encrypted meeting, and see each other. */
async function meet(): Promise<void> {
  const { secret, told } = await newLink();
  const made = await host()
    .context()
    .request.post(`${origin}/api/meetings`, {
      headers: { origin },
      data: { title: "Storm", ...told },
    });
  const { joinUrl } = await made.json();
  for (const [at, page] of pages.entries()) {
    await page.goto(`${joinUrl}#${secret}`);
    await joinMeeting(page, others[1 - at] ?? "");
  }
  for (const [at, page] of pages.entries()) {
    await seesFrames(page, [others[at] ?? ""]);
    await watchPicture(page, others[at] ?? "");
  }
}

afterAll(async () => {
  await browser?.close();
  await service?.stop("SIGTERM");
  balancer?.close();
  folder?.remove();
});

const inCall = (page: Page) => page.locator("[data-testid=call][data-phase=connected]").waitFor();

/** Within 3 s of `from`, and half a second for a busy machine. */
async function notices(page: Page, from: number): Promise<void> {
  const first = await page.waitForFunction(
    (since) => {
      const { streams, gateClosed } = window.noted;
      const [stream, gate] = [streams, gateClosed].map((at) => at.find((one) => one > since));
      return stream !== undefined && gate !== undefined ? [stream - since, gate - since] : false;
    },
    from,
    { polling: 100 },
  );
  for (const ms of (await first.jsonValue()) || [Infinity]) expect(ms).toBeLessThan(3_500);
}

/** By itself, on the same page, with pictures all the while. */
async function isBack(page: Page, other: string, from: number): Promise<void> {
  await orSayWhatIsSeen(page, async () => {
    await page.waitForFunction((since) => window.noted.heardAt > since, from, { polling: 100 });
    await inCall(page);
  });
  await page.getByTestId("reconnecting").waitFor({ state: "detached" });
  await seesFrames(page, [other]);
  expect(await page.evaluate(() => window.noted.gapMs())).toBeLessThan(1_000);
}

test("a service that stands still for 6 s is noticed within 3 s, and no one reads of it or loses a picture", async () => {
  await Promise.all(pages.map(inCall));
  const from = Date.now();
  service.child.kill("SIGSTOP");
  await Promise.all(pages.map((page) => notices(page, from)));
  // The silence itself: pages on a busy machine would lengthen it if they were asked for its end. They say nothing for 10 s
  // after they noticed, and are back up to 4 s after the service: by a pause, and two seconds that the client takes.
  await setTimeout(6_000 - (Date.now() - from));
  const until = Date.now();
  service.child.kill("SIGCONT");
  await Promise.all(pages.map((page, at) => isBack(page, others[at] ?? "", until)));
  for (const page of pages) expect(await page.evaluate(() => window.noted.said)).toEqual([]);
});

test("pages come back by themselves to a service that took over from one that vanished without a word", async () => {
  const from = Date.now();
  balancer.hang();
  await service.stop("SIGKILL");
  service = start();
  await Promise.all(pages.map((page) => notices(page, from)));
  await service.line("Took over from the previous run");
  await service.url();
  const ready = Date.now();
  await Promise.all(pages.map((page, at) => isBack(page, others[at] ?? "", from)));
  expect(Date.now() - ready).toBeLessThan(10_000);
});
