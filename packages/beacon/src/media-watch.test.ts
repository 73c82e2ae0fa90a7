import type { Fix } from "@graticule/admission/location/fix";
import { resolvePaths } from "@graticule/admission/location/resolve-paths";
import { parsePlace } from "@graticule/jurisdiction/place";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MediaPaths } from "./beacon-table.ts";
import { MediaWatch } from "./media-watch.ts";

/** Addresses here are `FR 1`, `DE 2`: the place they resolve to, and a number. */
function fixOf(address: string): Fix {
  const place = parsePlace(address.slice(0, 2));
  return place === undefined
    ? { standing: "unknown", reasons: [] }
    : { standing: "established", place, reasons: [] };
}

/** One join, signalling from `signalling`; its page answers from there while `listens`. */
class Stage {
  signalling = "FR 1";
  readonly asked: number[] = [];
  readonly told: string[] = [];
  #paths: MediaPaths = { kind: "none" };
  readonly watch = new MediaWatch({
    beacons: { pathsOf: () => this.#paths },
    fixWith: (_join, addresses, from) => this.fix(addresses, from),
    signallingOf: () => this.signalling,
    ask: () => this.asked.push(Date.now()),
    answered: (_join, from = "unheard") => {
      this.signalling = from;
    },
    now: () => Date.now(),
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
  });

  constructor() {
    this.watch.onChange(() => this.told.push(this.now()));
  }

  fix(addresses: readonly string[], from = this.signalling): Fix {
    return resolvePaths(
      [from, ...addresses].map((address) => ({
        kind: address === "unheard" ? "unknown" : "ipv4",
        fix: fixOf(address),
      })),
    );
  }

  /** Of the next path that is live. */
  roundTripMs = 10;

  /** `DE 2` answered now; `DE 2@400`: 400 ms ago. */
  live(...texts: string[]): void {
    const { roundTripMs } = this;
    const paths = texts.map((text) => {
      const [address = "", ago = "0"] = text.split("@");
      return { address, roundTripMs, answeredAt: Date.now() - Number(ago) };
    });
    this.#say({ kind: "live", paths });
  }

  silent(): void {
    this.#say({ kind: "silent" });
  }

  #say(paths: MediaPaths): void {
    this.#paths = paths;
    this.watch.look("j");
  }

  /** The current decision. */
  now(): string {
    const { state, addresses } = this.watch.of("j");
    const fix = this.fix(addresses);
    const places = fix.standing === "contested" ? fix.places : "place" in fix ? [fix.place] : [];
    return [state, fix.standing, ...places].join(" ");
  }
}

let stage: Stage;
beforeEach(() => {
  vi.useFakeTimers();
  stage = new Stage();
});
afterEach(() => {
  stage.watch.close();
  vi.useRealTimers();
});

test("a path that says the same counts at once, and no one is asked", () => {
  stage.live("FR 1");
  expect(stage.now()).toBe("live established FR");
  stage.live("FR 1", "FR 2");
  stage.live("FR 2");
  expect(stage.watch.of("j").addresses).toEqual(["FR 2"]);
  expect(stage.asked).toEqual([]);
});

test("split paths are in question once the page has answered from where it was (attack 20)", () => {
  stage.live("DE 2");
  expect(stage.asked).toHaveLength(1);
  expect(stage.now()).toBe("none established FR");
  stage.watch.heard("j", "FR 1");
  expect(stage.now()).toBe("live contested DE FR");
});

// Broken on purpose: a settled question keeps checking → a timer is left.
test("a question checks again and again until it is settled, or all is closed", () => {
  stage.live("DE 2");
  expect(vi.getTimerCount()).toBe(1);
  stage.watch.heard("j", "FR 1");
  expect(vi.getTimerCount()).toBe(0);
  stage.live("FR 1");
  expect(vi.getTimerCount()).toBe(1);
  stage.watch.close();
  expect(vi.getTimerCount()).toBe(0);
});

test("someone who has moved is where the media path is, once the signalling stops answering (attack 18)", () => {
  stage.live("FR 1");
  stage.live("FR 1@600", "DE 2");
  vi.advanceTimersByTime(1_800);
  expect(stage.now()).toBe("live established FR");
  stage.live("DE 2");
  vi.advanceTimersByTime(200);
  expect(stage.now()).toBe("live established DE");
  expect(stage.asked).toHaveLength(1);
});

test("someone who has moved with all paths at once is judged again as soon as the page answers from there", () => {
  stage.live("FR 1");
  stage.live("FR 1@900", "DE 2");
  stage.watch.heard("j", "DE 2");
  // The old path may still be there: nothing changes until it has been silent long enough.
  expect(stage.now()).toBe("live established FR");
  stage.live("DE 2");
  expect(stage.now()).toBe("live established DE");
});

test("someone whose signalling alone comes from elsewhere is in question, unasked (attack 20)", () => {
  stage.live("FR 1");
  vi.advanceTimersByTime(700);
  stage.watch.heard("j", "DE 2");
  // The media path may have moved with it: it has to answer once more.
  expect(stage.now()).toBe("live established FR");
  stage.live("FR 1");
  expect(stage.now()).toBe("live contested DE FR");
  expect(stage.asked).toEqual([]);
});

test("signalling from elsewhere that says the same, or without a media path, changes nothing", () => {
  stage.live("FR 1");
  stage.watch.heard("j", "FR 2");
  stage.silent();
  stage.watch.heard("j", "DE 2");
  vi.advanceTimersByTime(5_000);
  expect(stage.now()).toBe("silent established FR");
  expect(stage.signalling).toBe("FR 1");
});

test("a path that comes and goes within a question's time changes nothing (attack 18)", () => {
  stage.live("FR 1");
  stage.told.length = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    stage.live("FR 1", "DE 2");
    vi.advanceTimersByTime(1_000);
    stage.live("FR 1");
    vi.advanceTimersByTime(1_000);
  }
  expect(new Set(stage.told)).toEqual(new Set(["live established FR"]));
});

test("a beacon that goes silent counts as absent (attack 19)", () => {
  stage.live("FR 2");
  stage.silent();
  expect(stage.now()).toBe("silent established FR");
  expect(stage.watch.of("j").addresses).toEqual([]);
});

// Broken on purpose: silence drops all addresses → fails.
test("silence never raises a standing: someone in question stays so until heard again (attack 19)", () => {
  stage.live("DE 2");
  stage.watch.heard("j", "FR 1");
  stage.silent();
  expect(stage.now()).toBe("silent contested DE FR");
  stage.live("FR 1");
  stage.watch.heard("j", "FR 1");
  expect(stage.now()).toBe("live established FR");
});

/** What is known of someone whose signalling comes from here. */
const roundTrip = (signalling: string) => stage.watch.of("j", signalling).roundTripMs;
const hourMs = 3_600_000;

// Broken on purpose: nothing kept; kept for any address; not longer with time.
test("a round trip outlasts silence, for the same signalling address alone and longer by what someone can travel", () => {
  stage.live("FR 1");
  stage.silent();
  expect([roundTrip("FR 1"), roundTrip("FR 2")]).toEqual([10, undefined]);
  vi.advanceTimersByTime(hourMs);
  stage.silent();
  expect(roundTrip("FR 1")).toBeCloseTo(20, 9);
});

// Broken on purpose: a path that is live again forgets what was kept; a later silence keeps the longer one; not dropped for another address.
test("a slow answer after silence takes nothing away, and a path from another address does", () => {
  stage.live("FR 1");
  stage.silent();
  stage.roundTripMs = 300;
  stage.live("FR 1");
  expect([roundTrip("FR 1"), roundTrip("FR 2")]).toEqual([10, 300]);
  stage.silent();
  expect([roundTrip("FR 1"), roundTrip("FR 2")]).toEqual([10, undefined]);
  stage.live("FR 3");
  expect(roundTrip("FR 1")).toBe(300);
  stage.silent();
  expect(roundTrip("FR 1")).toBe(300);
});

test("a round trip is forgotten with its join", () => {
  stage.live("FR 1");
  stage.silent();
  stage.watch.forget("j");
  expect(roundTrip("FR 1")).toBeUndefined();
});

test("a beacon that was never verified counts for nothing", () => {
  stage.silent();
  expect(stage.now()).toBe("silent established FR");
});

test("what is forgotten no longer counts, and its question ends", () => {
  stage.live("DE 2");
  stage.watch.forget("j");
  vi.advanceTimersByTime(5_000);
  expect(stage.now()).toBe("none established FR");
  expect(stage.signalling).toBe("FR 1");
});
