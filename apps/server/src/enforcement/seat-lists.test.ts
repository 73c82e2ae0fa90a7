import { expect, test, vi } from "vitest";
import type { EngineSeat, MediaEngine } from "../media/media-engine.ts";
import { LiveRooms } from "../presence/live-room.ts";
import { SeatLists } from "./seat-lists.ts";

/** Lists of an engine that answers when it is told to, oldest request first. */
function slowEngine() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked: ((seats: readonly EngineSeat[]) => void)[] = [];
  const listSeats = () => new Promise<readonly EngineSeat[]>((resolve) => asked.push(resolve));
  const lists = new SeatLists({ listSeats } as unknown as MediaEngine, new LiveRooms());
  return { lists, asked };
}

test("removals that end at about the same time share one list", async () => {
  const { lists, asked } = slowEngine();
  try {
    const first = lists.fresh("r");
    await vi.advanceTimersByTimeAsync(5);
    const second = lists.fresh("r");
    await vi.advanceTimersByTimeAsync(10);
    expect(asked).toHaveLength(1);
    asked[0]?.([]);
    expect(await Promise.all([first, second])).toEqual([[], []]);
  } finally {
    vi.useRealTimers();
  }
});

test("a list that the engine was asked for before shows nobody absent: who asks meanwhile gets the next one", async () => {
  const { lists, asked } = slowEngine();
  try {
    const first = lists.fresh("r");
    await vi.advanceTimersByTimeAsync(10);
    const second = lists.fresh("r");
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(1);
    const gone: EngineSeat = { identity: "i", kind: "standard", sid: "s", joinedAt: 0 };
    asked[0]?.([gone]);
    expect(await first).toEqual([gone]);
    await vi.advanceTimersByTimeAsync(0);
    asked[1]?.([]);
    expect(await second).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
