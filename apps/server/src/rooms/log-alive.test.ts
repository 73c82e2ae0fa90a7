import { decide } from "@graticule/admission/decide";
import type { Fix } from "@graticule/admission/location/fix";
import { ruleInput } from "@graticule/api/rules";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { storedMeeting } from "../../tests/stored-room.ts";
import type { Fresh } from "../db/change-listeners.ts";
import type { RoomSnapshot, RoomStore } from "./store.ts";
import { createRoomDirectory } from "./stored-room-directory.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;
const deny = (code: string) => ruleInput.parse({ deny: [{ kind: "place", code }] });
const ruleEvent = { id: 1, version: 1, at: 0, insideFrom: null, mode: null, actedAs: null };
const long = { from: 0, until: 100 * minute };
/** Its own rule is about France, the service's about Hong Kong, and an order about China. */
const snapshot: RoomSnapshot = {
  rooms: [
    {
      ...storedMeeting,
      room: "one",
      ownRule: [{ ...ruleEvent, rule: deny("FR") }],
      orders: [
        {
          ...{ id: "o", jurisdiction: ["CN"], excepted: [], ...long, approvedAt: 0, insideFrom: 0 },
          ...{ authority: null, law: null, sealedUntil: null },
        },
      ],
    },
  ],
  accountRules: new Map(),
  platformRules: [{ id: "p", ground: "sanctions", rule: deny("HK"), refuses: ["HK"], ...long }],
};

async function open() {
  let hear: (fresh: Fresh) => void = () => undefined;
  const store: RoomStore = {
    load: async () => snapshot,
    clock: async () => ({ now: performance.now(), logSigned: performance.now() }),
    roomsOf: async () => new Map(),
    register: async () => "a",
  };
  const feed = {
    onChange: () => () => undefined,
    onFresh(heard: typeof hear) {
      hear = heard;
      return () => undefined;
    },
  };
  const directory = await createRoomDirectory({ store, feed });
  await directory.load("one");
  const judgedAgain = vi.fn();
  directory.onChange(judgedAgain);
  return {
    directory,
    judgedAgain,
    /** The database answers, by a clock that may run ahead; the log was signed so long ago by it. Answers when. */
    fresh(signedAgoMs: number, aheadMs = 0): number {
      const now = performance.now();
      const databaseMs = now + aheadMs;
      const logSignedMs = databaseMs - signedAgoMs;
      hear({ beganMs: now, answeredMs: now, databaseMs, logSignedMs });
      return logSignedMs;
    },
    /** Which of the three are refused. */
    refused(): string {
      const limits = directory.find("one")?.limits;
      if (limits === undefined) throw new Error("the room isn't here");
      return ["CN", "FR", "HK"]
        .filter((code) => decide(from(code), limits, directory.now()).kind === "refuse")
        .join(" ");
    },
  };
}

const from = (code: string): Fix => ({
  ...{ standing: "established", reasons: [], place: parsePlace(code) as Place },
});

// Broken on purpose: `isLogged` always true → CN and HK stay refused.
test("ten minutes after the log was signed last, orders and the service's rules hold no more; a host's rule does", async () => {
  const { directory, judgedAgain, refused } = await open();
  expect(refused()).toBe("CN FR HK");
  await vi.advanceTimersByTimeAsync(10 * minute - 1);
  expect(refused()).toBe("CN FR HK");
  expect(judgedAgain).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(refused()).toBe("FR");
  expect(judgedAgain.mock.calls).toEqual([[["one"]]]);
  // Without the database everything else goes on for fifteen minutes.
  expect(directory.isExpired()).toBe(false);
  await vi.advanceTimersByTimeAsync(5 * minute + 1);
  expect(directory.isExpired()).toBe(true);
  await directory.close();
});

test("they hold again as soon as the log is signed, and everyone is judged by them", async () => {
  const { directory, judgedAgain, refused, fresh } = await open();
  await vi.advanceTimersByTimeAsync(10 * minute);
  judgedAgain.mockClear();
  // The database answers, but nobody signs.
  fresh(10 * minute);
  expect(refused()).toBe("FR");
  expect(judgedAgain).not.toHaveBeenCalled();
  fresh(0);
  expect(refused()).toBe("CN FR HK");
  expect(judgedAgain.mock.calls).toEqual([[["one"]]]);
  await directory.close();
});

test("a log that is signed all the while, however quiet, changes nothing", async () => {
  const { directory, judgedAgain, refused, fresh } = await open();
  for (let minutes = 0; minutes < 60; minutes += 1) {
    fresh(30_000);
    await vi.advanceTimersByTimeAsync(minute);
  }
  expect(refused()).toBe("CN FR HK");
  expect(judgedAgain).not.toHaveBeenCalled();
  await directory.close();
});

// Was refused for as long as the clock had been ahead. Broken on purpose: `aheadMs` of a year, so that a time yet to come is now.
test("a database's clock that ran ahead for a moment keeps no order alive without the log", async () => {
  const { refused, fresh } = await open();
  const signed = fresh(0, 24 * 60 * minute);
  // Set right, the clock leaves the time in the row until someone signs.
  const still = () => fresh(performance.now() - signed);
  still();
  expect(refused()).toBe("CN FR HK");
  for (let minutes = 0; minutes < 10; minutes += 1) {
    await vi.advanceTimersByTimeAsync(minute);
    still();
  }
  expect(refused()).toBe("FR");
  fresh(0);
  expect(refused()).toBe("CN FR HK");
});

test("a log signed by a clock that is some seconds ahead is signed", async () => {
  const { refused, fresh } = await open();
  await vi.advanceTimersByTimeAsync(10 * minute);
  fresh(-5_000);
  expect(refused()).toBe("CN FR HK");
});
