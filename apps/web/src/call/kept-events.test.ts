import { EventEmitter } from "node:events";
import { ConnectionState, type Room, RoomEvent } from "livekit-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { giveOutKeptEvents } from "./kept-events.ts";

// Broken on purpose, each alone → fails: released at once, twice, never, once only, without end,
// later than 50 ms, or while not connected.

/** The part of the client that holds events back. */
class FakeRoom extends EventEmitter {
  state: ConnectionState = ConnectionState.Connected;
  readonly engine = { pendingReconnect: false };
  bufferedEvents: (readonly [string, readonly unknown[]])[] = [];
  readonly heard: unknown[] = [];

  constructor() {
    super();
    for (const event of ["came", "published"]) {
      this.on(event, (...args: unknown[]) => this.heard.push([event, ...args]));
    }
    giveOutKeptEvents(this as unknown as Room);
  }

  keep(event: string, ...args: readonly unknown[]): void {
    this.bufferedEvents.push([event, args]);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("held events are released once, in order, when the client has reconnected", () => {
  const room = new FakeRoom();
  room.keep("came", "ben");
  room.keep("published", "camera", 1);
  vi.advanceTimersByTime(1_000);
  expect(room.heard).toEqual([]);
  room.emit(RoomEvent.Reconnected);
  // Not while the client is still calling its own listeners.
  expect(room.heard).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(room.heard).toEqual([
    ["came", "ben"],
    ["published", "camera", 1],
  ]);
});

test("until its engine is done, events are released within 50 ms; then by the client", () => {
  const room = new FakeRoom();
  room.engine.pendingReconnect = true;
  room.emit(RoomEvent.Reconnected);
  vi.advanceTimersByTime(0);
  room.keep("came", "ben");
  vi.advanceTimersByTime(50);
  expect(room.heard).toEqual([["came", "ben"]]);
  room.keep("came", "cleo");
  room.engine.pendingReconnect = false;
  vi.advanceTimersByTime(50);
  expect(room.heard).toEqual([
    ["came", "ben"],
    ["came", "cleo"],
  ]);
  room.keep("came", "dan");
  vi.advanceTimersByTime(1_000);
  expect(room.heard).toHaveLength(2);
});

test("nothing is released while the client is not connected", () => {
  const room = new FakeRoom();
  room.emit(RoomEvent.Reconnected);
  room.state = ConnectionState.Reconnecting;
  room.keep("came", "ben");
  vi.advanceTimersByTime(1_000);
  expect([room.heard, room.bufferedEvents.length]).toEqual([[], 1]);
});
