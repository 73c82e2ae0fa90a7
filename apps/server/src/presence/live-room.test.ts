import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collection, LiveRooms, type RoomState } from "./live-room.ts";

let live: LiveRooms;
beforeEach(() => {
  vi.useFakeTimers();
  live = new LiveRooms();
});
afterEach(() => {
  live.close();
  vi.useRealTimers();
});

const names = collection(() => new Set<string>());
const others = collection(() => new Map<string, number>());

test("a room has one state of each kind, separate from every other room's", () => {
  live.of("r").get(names).add("a");
  expect(live.of("r").get(names)).toEqual(new Set(["a"]));
  expect(live.peek("r", others)).toBeUndefined();
  expect(live.of("s").get(names)).toEqual(new Set());
  expect([...live.with(names)].map(([room]) => room)).toEqual(["r", "s"]);
  expect([...live.with(others)]).toEqual([]);
});

test("looking at a room creates none", () => {
  expect(live.peek("r", names)).toBeUndefined();
  live.release("r");
  expect(live.size).toBe(0);
});

test("a room is dropped once nothing of it must be remembered, and not before", () => {
  live.of("r").get(names).add("a");
  live.of("r").get(others).set("b", 1);
  live.peek("r", names)?.clear();
  live.release("r");
  expect(live.size).toBe(1);
  live.peek("r", others)?.clear();
  live.release("r");
  expect(live.size).toBe(0);
});

test("what expires by itself is dropped within a minute", () => {
  const until: RoomState<number> = { make: () => 90_000, isIdle: (ms) => performance.now() >= ms };
  live.of("r").get(until);
  vi.advanceTimersByTime(60_000);
  expect(live.size).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(live.size).toBe(0);
});

test("a room stays while it has work to do, and its timers end with it", () => {
  const done: string[] = [];
  live.of("r").after(100, () => done.push("first"));
  const cancel = live.of("r").after(200, () => done.push("cancelled"));
  live.release("r");
  expect(live.size).toBe(1);
  cancel();
  vi.advanceTimersByTime(300);
  live.release("r");
  expect([done, live.size]).toEqual([["first"], 0]);
  live.of("r").after(100, () => done.push("never"));
  live.close();
  vi.advanceTimersByTime(200);
  expect(done).toEqual(["first"]);
});
