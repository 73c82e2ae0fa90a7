import { expect, test } from "vitest";
import type { BeaconPeer } from "./beacon-line.ts";
import { BeaconLink, type BeaconPorts, type BeaconState } from "./beacon-link.ts";

/** A peer whose network the test controls. */
class Peer implements BeaconPeer {
  isClosed = false;
  count: number | "well" | "not-well" = 0;
  answer: string | undefined;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  offer = async (): Promise<string> => `offer of ${this.name}`;
  accept = async (answer: string): Promise<void> => {
    this.answer = answer;
  };
  heard = async (): Promise<number | "well" | "not-well"> => this.count;
  close = (): void => {
    this.isClosed = true;
  };
}

/** A page with its own clock. `works`: whether packets get through to this peer now. */
class Page {
  now = 0;
  readonly peers: Peer[] = [];
  readonly offers: { readonly at: number; readonly offer: string }[] = [];
  readonly patience: number[] = [];
  readonly states: BeaconState[] = [];
  works: (peer: Peer) => boolean = () => true;
  wake = (): void => undefined;
  answers = (offer: string): Promise<string | undefined> => Promise.resolve(`answer to ${offer}`);
  #timer: { readonly task: () => void; readonly at: number } | undefined;
  readonly link: BeaconLink;

  constructor(change: Partial<Pick<Page, "works" | "answers">> = {}) {
    Object.assign(this, change);
    const ports: BeaconPorts = {
      makePeer: () => {
        const peer = new Peer(`peer ${this.peers.length + 1}`);
        this.peers.push(peer);
        return peer;
      },
      post: (offer, withinMs) => {
        this.offers.push({ at: this.now, offer });
        this.patience.push(withinMs);
        return this.answers(offer);
      },
      later: (task, delayMs) => {
        const timer = { task, at: this.now + delayMs };
        this.#timer = timer;
        return () => {
          if (this.#timer === timer) this.#timer = undefined;
        };
      },
      now: () => this.now,
      onWake: (listener) => {
        this.wake = listener;
        return () => {
          this.wake = () => undefined;
        };
      },
    };
    this.link = new BeaconLink(ports, (state) => this.states.push(state));
  }

  /** Lets time pass; a peer that works hears something every half second. */
  async pass(ms: number): Promise<void> {
    for (const end = this.now + ms; this.now < end; this.now += 50) {
      for (const peer of this.peers) {
        const hears = this.now % 500 === 0 && !peer.isClosed && peer.answer !== undefined;
        if (hears && typeof peer.count === "number" && this.works(peer)) peer.count += 1;
      }
      await settle();
      const timer = this.#timer;
      if (timer === undefined || timer.at > this.now) continue;
      this.#timer = undefined;
      timer.task();
      await settle();
    }
  }

  get hasTimer(): boolean {
    return this.#timer !== undefined;
  }
}

const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

test("a link is open once something came through, with one offer", async () => {
  const page = new Page();
  expect(page.link.state).toBe("opening");
  await page.pass(60_000);
  expect(page.states).toEqual(["open"]);
  expect(page.offers).toEqual([{ at: 0, offer: "offer of peer 1" }]);
  expect(page.peers[0]?.answer).toBe("answer to offer of peer 1");
});

test("a silent line is replaced within 4 s, and is closed only when the new one works", async () => {
  const page = new Page();
  await page.pass(5_000);
  page.works = (peer) => peer !== page.peers[0] && page.now >= 9_000;
  await page.pass(3_500);
  expect(page.states).toEqual(["open", "silent"]);
  expect(page.peers.map(({ isClosed }) => isClosed)).toEqual([false, false]);
  await page.pass(1_500);
  expect(page.states).toEqual(["open", "silent", "open"]);
  expect(page.peers.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

test("a line that recovers by itself is kept, and the trial beside it is given up", async () => {
  const page = new Page();
  await page.pass(5_000);
  page.works = (peer) => peer === page.peers[0] && page.now >= 9_000;
  await page.pass(30_000);
  expect(page.states).toEqual(["open", "silent", "open"]);
  expect(page.peers.map(({ isClosed }) => isClosed)).toEqual([false, true]);
});

test("where nothing ever gets through, trials become rarer, but come at least every 13 s", async () => {
  const page = new Page({ works: () => false });
  await page.pass(120_000);
  expect(page.states).toEqual(["silent"]);
  const waits = page.offers.slice(1).map(({ at }, index) => at - (page.offers[index]?.at ?? 0));
  expect(Math.max(...waits)).toBeLessThanOrEqual(13_000);
  expect(waits.slice(0, 3)).toEqual([2_500, 3_500, 4_500]);
  expect(page.peers.filter(({ isClosed }) => !isClosed).length).toBeLessThanOrEqual(1);
});

test("an offer without an answer counts as a failed trial", async () => {
  for (const answers of [
    () => Promise.resolve(undefined),
    () => Promise.reject(new Error("offline")),
  ]) {
    const page = new Page({ answers });
    await page.pass(60_000);
    expect(page.states).toEqual(["silent"]);
    expect(page.offers.length).toBeGreaterThan(4);
    expect(page.offers.length).toBeLessThan(12);
    expect(page.patience.slice(0, 5)).toEqual([700, 1_400, 2_800, 5_600, 5_600]);
  }
});

test("an offer sent into a dead connection is repeated at once, once", async () => {
  const page = new Page({
    answers: (offer) =>
      page.offers.length === 2 ? Promise.resolve(undefined) : Promise.resolve(`answer to ${offer}`),
  });
  await page.pass(5_000);
  page.works = (peer) => peer !== page.peers[0];
  await page.pass(4_000);
  const [, dead, next] = page.offers;
  expect((next?.at ?? Number.NaN) - (dead?.at ?? 0)).toBeLessThanOrEqual(300);
  expect(page.states).toEqual(["open", "silent", "open"]);
});

test("a network that comes back is tried at once, and a good line is left alone", async () => {
  const page = new Page({ works: () => false });
  await page.pass(100_000);
  const before = page.offers.length;
  while (page.peers.some(({ isClosed }) => !isClosed)) await page.pass(500);
  page.works = () => true;
  page.wake();
  await settle();
  expect(page.offers).toHaveLength(before + 1);
  await page.pass(1_500);
  expect(page.link.state).toBe("open");
  page.wake();
  await page.pass(10_000);
  expect(page.offers).toHaveLength(before + 1);
});

test("a browser without packet counts is trusted about its connection", async () => {
  const page = new Page();
  await page.pass(100);
  const [peer = expect.fail("no peer")] = page.peers;
  peer.count = "well";
  await page.pass(10_000);
  expect(page.states).toEqual(["open"]);
  peer.count = "not-well";
  await page.pass(3_500);
  expect(page.offers).toHaveLength(2);
});

test("a closed link does nothing more and leaves nothing open", async () => {
  const page = new Page();
  await page.pass(5_000);
  page.works = () => false;
  await page.pass(3_500);
  page.wake();
  page.link.close();
  await page.pass(20_000);
  expect(page.peers.every(({ isClosed }) => isClosed)).toBe(true);
  expect(page.offers).toHaveLength(2);
  expect(page.hasTimer).toBe(false);
});
