import {
  type Ground,
  type GroundInstance,
  startGround,
} from "@graticule/server/tests/cluster-ground";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Balancer, startBalancer } from "../demo/cluster/balancer.ts";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { newLink } from "./new-link.ts";
import { joinMeeting, lostVideos, markVideos, openPage, seesFrames, setUp } from "./pages.ts";
import { closeSecurity, sameCode } from "./security-page.ts";

/**
 * An encrypted call at two instances of one service, behind a balancer. Its owner is killed, then
 * the next one is stopped: each time all keys are new.
 */
const names = ["Ada", "Bia", "Cem"];
let ground: Ground;
let balancer: Balancer;
let origin: string;
let room: string;
let browser: Browser;
const up: GroundInstance[] = [];
const pages = new Map<string, Page>();

/** What a page notes of itself; times as of `Date.now()`. */
interface Noted {
  /** When it was loaded. */
  readonly since: number;
  /** When each picture of each of the others was shown. */
  readonly pictures: Record<string, number[]>;
  /** What its badge said of the keys, and from when on. */
  readonly seal: { readonly at: number; readonly said: string }[];
  /** What it said of its own place in the call, of someone's keys or frames. */
  readonly said: string[];
  /** Others' frames that did not open, its own that could not be sealed, and when it last counted. */
  tally: { readonly notShown: number; readonly notSent: number; readonly at: number };
}
declare global {
  interface Window {
    cluster: Noted;
  }
}

function note(): void {
  const noted: Noted = {
    since: Date.now(),
    pictures: {},
    seal: [],
    said: [],
    tally: { notShown: 0, notSent: 0, at: 0 },
  };
  window.cluster = noted;
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        if (data?.kind === "tally") noted.tally = { ...data.tally, at: Date.now() };
      });
    }
  };
  const look = (): void => {
    const said = document.querySelector("[data-testid=seal]")?.getAttribute("data-seal");
    if (said && said !== noted.seal.at(-1)?.said) noted.seal.push({ at: Date.now(), said });
    // Not `reconnecting`: after ten seconds it is true, and on a busy machine they can pass.
    for (const id of ["away", "notice", "ended"])
      if (document.querySelector(`[data-testid=${id}]`) !== null) noted.said.push(id);
  };
  const seen = { subtree: true, childList: true, attributeFilter: ["data-seal"] };
  new MutationObserver(look).observe(document, seen);
}

/** From now on each picture on these tiles is noted. */
const watchPictures = (page: Page, of: readonly string[]) =>
  page.evaluate((tiles) => {
    for (const tile of tiles) {
      const video = document.querySelector<HTMLVideoElement>(`[data-testid=tile-${tile}] video`);
      if (video === null) throw new Error(`No picture of ${tile}`);
      const shown: number[] = [];
      window.cluster.pictures[tile] = shown;
      const look = (): void => {
        shown.push(Date.now());
        video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    }
  }, of);

const othersOf = (name: string): readonly string[] => names.filter((one) => one !== name);

async function eachPage<T>(what: (page: Page, name: string) => Promise<T>): Promise<T[]> {
  return await Promise.all([...pages].map(([name, page]) => what(page, name)));
}

const noted = (): Promise<Noted[]> => eachPage((page) => page.evaluate(() => window.cluster));

beforeAll(async () => {
  ground = await startGround("127.0.0.0/8,FR,,,\n", { PROXY_PROTOCOL: "127.0.0.1" });
  balancer = await startBalancer(() => up.map(({ port }) => port));
  origin = `http://localhost:${balancer.port}`;
  const first = await ground.start("A", origin);
  up.push(first, await ground.start("B", origin));
  const setupUrl = (await first.program.line("To set it up")).split(" ").at(-1) ?? "";
  browser = await launchBrowser(...FAKE_MEDIA);
  for (const name of names) {
    const page = await openPage(browser, origin);
    await page.addInitScript(note);
    pages.set(name, page);
  }
  const [host] = pages.values();
  if (host === undefined) throw new Error("No page is open");
  await setUp(host, setupUrl);
  const { secret, told } = await newLink();
  const made = await host.context().request.post(`${origin}/api/meetings`, {
    headers: { origin },
    data: { title: "Storm", ...told },
  });
  const { joinUrl } = await made.json();
  for (const [name, page] of pages) {
    await page.goto(`${joinUrl}#${secret}`);
    await joinMeeting(page, name);
  }
  room = await ground.roomOf(new URL(joinUrl).pathname.split("/").at(-1) ?? "");
  await eachPage((page, name) => seesFrames(page, othersOf(name)));
  await eachPage((page, name) => watchPictures(page, othersOf(name)));
});

afterAll(async () => {
  await browser?.close();
  balancer?.close();
  await ground?.stop();
});

/** Of the room; no longer sent to by the balancer from now on. */
async function takeOwnerOut(): Promise<GroundInstance> {
  const port = await ground.ownerOf(room);
  const at = up.findIndex(({ peerPort }) => peerPort === port);
  const [owner] = up.splice(at, 1);
  if (at < 0 || owner === undefined) throw new Error("The room has no owner");
  return owner;
}

/** All pages have lost their keys since then, and have new ones. */
async function haveNewKeys(from: number): Promise<void> {
  await eachPage((page) =>
    page.waitForFunction(
      (since) => {
        const after = window.cluster.seal.filter(({ at }) => at > since);
        return after.length > 1 && after.at(-1)?.said === "on";
      },
      from,
      { polling: 100 },
    ),
  );
}

/** The longest time without a picture of one of the others on any page, in milliseconds. */
function longestGap(all: readonly Noted[], from: number, until: number): number {
  const gaps = all.flatMap(({ pictures }) =>
    Object.values(pictures).flatMap((shown) => {
      const times = [from, ...shown.filter((at) => at > from && at < until), until];
      return times.slice(1).map((at, before) => at - (times[before] ?? at));
    }),
  );
  return Math.max(...gaps);
}

/** Through a change of owner everyone stays, is seen, heard and sealed. */
async function goesOnThrough(what: string, change: () => Promise<void>): Promise<void> {
  await eachPage((page, name) => markVideos(page, othersOf(name)));
  const quietFrom = Date.now();
  await eachPage((page, name) => seesFrames(page, othersOf(name), 50));
  const [from, were] = [Date.now(), await noted()];
  await change();
  await haveNewKeys(from);
  const until = Date.now();
  await eachPage((page, name) => seesFrames(page, othersOf(name)));
  await eachPage((page) =>
    page.waitForFunction((since) => window.cluster.tally.at > since, Date.now(), { polling: 100 }),
  );
  const are = await noted();
  const notOpened = are.map(({ tally }, at) => tally.notShown - (were[at]?.tally.notShown ?? 0));
  console.log(
    `${what}: longest gap ${longestGap(are, from, until)} ms in ${until - from} ms, in quiet`,
    `${longestGap(are, quietFrom, from)} ms in ${from - quietFrom} ms; not opened: ${notOpened}`,
  );

  // On the same page, with the same pictures: no one joined again, or had to do anything.
  expect(are.map(({ since }) => since)).toEqual(were.map(({ since }) => since));
  expect(await eachPage((page, name) => lostVideos(page, othersOf(name)))).toEqual([[], [], []]);
  expect(are.map(({ said }) => said)).toEqual([[], [], []]);
  // All that was shown or said went out sealed: under the last keys, then the new ones.
  expect(are.map(({ tally }) => tally.notSent)).toEqual(were.map(({ tally }) => tally.notSent));
  // They share their keys with each other, as by the code that they compare.
  await sameCode([...pages.values()]);
  await eachPage(closeSecurity);
}

// Broken on purpose: a page doesn't hear of the move.
test("the call of an engine that drains goes on at the other: no picture is lost, and nothing is said", async () => {
  await eachPage((page, name) => markVideos(page, othersOf(name)));
  const quietFrom = Date.now();
  await eachPage((page, name) => seesFrames(page, othersOf(name), 50));
  const [from, were] = [Date.now(), await noted()];
  const engine = (await ground.engineOf(room)) ?? "";
  const everyone = await ground.listed(room, engine);
  expect(everyone).toHaveLength(names.length);
  ground.drain(engine);
  const isMoved = { timeout: 25_000, interval: 100 };
  // The former engine's room is ended: anyone who is only there would be out.
  await vi.waitFor(async () => expect(await ground.listed(room, engine)).toEqual([]), isMoved);
  const until = Date.now();
  expect([...(await ground.listed(room))].sort()).toEqual([...everyone].sort());
  const are = await noted();
  console.log(
    `moved: longest gap ${longestGap(are, from, until)} ms in ${until - from} ms, in quiet`,
    `${longestGap(are, quietFrom, from)} ms in ${from - quietFrom} ms`,
  );
  expect(are.map(({ since }) => since)).toEqual(were.map(({ since }) => since));
  expect(await eachPage((page, name) => lostVideos(page, othersOf(name)))).toEqual([[], [], []]);
  expect(are.map(({ said }) => said)).toEqual([[], [], []]);
  expect(are.map(({ tally }) => tally.notSent)).toEqual(were.map(({ tally }) => tally.notSent));
  await eachPage((page, name) => seesFrames(page, othersOf(name)));
  await sameCode([...pages.values()]);
  await eachPage(closeSecurity);
});

test("when its owner is killed a call goes on, and has new keys once everyone is back", async () => {
  await goesOnThrough("killed", async () => {
    const owner = await takeOwnerOut();
    await owner.program.stop("SIGKILL");
  });
  up.push(await ground.start("C", origin));
});

test("an owner that is stopped hands the call over, and it goes on", async () => {
  let stopped: Promise<void> | undefined;
  await goesOnThrough("stopped", async () => {
    const owner = await takeOwnerOut();
    stopped = owner.program.stopCleanly();
  });
  await stopped;
});
