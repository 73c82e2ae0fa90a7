import type { Limit } from "@graticule/admission/limit";
import { compileLimits } from "@graticule/admission/limits";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deny } from "../../tests/fakes.ts";
import { LiveRooms } from "../presence/live-room.ts";
import type { RoomPolicy } from "../rooms/room-directory.ts";
import { LimitBoundaries } from "./limit-boundaries.ts";

let live: LiveRooms;
let boundaries: LimitBoundaries;
const policies = new Map<string, RoomPolicy>();
const due: string[][] = [];
let clockMs = 0;

beforeEach(() => {
  vi.useFakeTimers();
  policies.clear();
  due.splice(0);
  clockMs = 0;
  live = new LiveRooms();
  boundaries = new LimitBoundaries({
    live,
    directory: { find: (room) => policies.get(room), now: () => Date.now() + clockMs },
    onDue: (rooms) => {
      due.push([...rooms]);
      for (const room of rooms) boundaries.watch(room);
    },
  });
});
afterEach(() => {
  boundaries.close();
  live.close();
  vi.useRealTimers();
});

/** A rule that ends so many milliseconds from now, or several. */
function ending(room: string, ...inMs: readonly number[]): void {
  const limits = inMs.map(
    (ms, at): Limit => ({ ...deny("CN"), id: `rule-${at}`, until: Date.now() + clockMs + ms }),
  );
  const seat = { limits: compileLimits(limits), earlier: [] };
  policies.set(room, { ...seat, underNotice: [] } as unknown as RoomPolicy);
  boundaries.watch(room);
}

test("rooms are due at their own moments, each time one of their limits ends", () => {
  ending("late", 5_000);
  ending("soon", 1_000, 2_000);
  vi.advanceTimersByTime(999);
  expect(due).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(due).toEqual([["soon"]]);
  vi.advanceTimersByTime(1_000);
  expect(due).toEqual([["soon"], ["soon"]]);
  vi.advanceTimersByTime(60_000);
  expect(due).toEqual([["soon"], ["soon"], ["late"]]);
});

test("a room whose limits change is due by the new ones alone, and one that has ended never", () => {
  ending("changed", 1_000);
  ending("ended", 1_000);
  ending("changed", 3_000);
  live.drop("ended");
  vi.advanceTimersByTime(2_999);
  expect(due).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(due).toEqual([["changed"]]);
});

test("when the database's clock is put forward, no boundary waits for longer than four seconds", () => {
  ending("far", 60_000);
  clockMs = 120_000;
  vi.advanceTimersByTime(4_000);
  expect(due).toEqual([["far"]]);
});
