import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine } from "./media/engines.ts";
import { type PlaceRoomsPorts, placeRooms } from "./place-rooms.ts";
import type { Scope } from "./processes/scope.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A room with people in it on an engine in the north, for which there is no other engine. */
function newWorld(wanted: string, state: Engine["state"]) {
  const world = { loaded: "loaded", asked: [] as string[] };
  const note = (what: string) => () => void world.asked.push(what);
  const engine = {
    ...{ id: "a", region: "north", state },
    // It never answers.
    calls: { endRoom: () => new Promise(note("end")) },
  };
  const rooms = { all: () => ["one", "two"], holds: () => true, move: async () => undefined };
  const ports = {
    engines: { onSilent: () => undefined, onDraining: () => undefined, onOpen: () => undefined },
    cluster: { several: { rooms } },
    directory: {
      find: () => ({ mediaRegion: wanted }),
      load: async () => world.loaded,
      onChange: () => () => undefined,
    },
    gate: { sendAgain: note("send again") },
    placed: {
      engineOf: () => engine,
      isServed: () => state !== "silent" && wanted === "north",
      leave: note("leave"),
    },
    streams: { tellMoving: note("tell") },
    isInhabited: () => true,
  };
  placeRooms(ports as unknown as PlaceRoomsPorts, { onClose: () => undefined } as unknown as Scope);
  return world;
}

// Broken on purpose, each alone: a call is ended on a silent engine, or in its own region; the next
// room waits for the answer.
test("a call ends where it may not be, and not because its engine is silent", async () => {
  const outside = newWorld("south", "open");
  const silent = newWorld("south", "silent");
  const own = newWorld("north", "silent");
  const drains = newWorld("north", "draining");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(outside.asked).toEqual(["send again", "end", "send again", "end"]);
  expect([silent, own, drains].map(({ asked }) => asked)).toEqual([[], [], []]);
});

// Broken on purpose: a room that couldn't be read is taken for one that may be anywhere.
test("a room that can't be read is left where it is", async () => {
  const world = newWorld("south", "open");
  world.loaded = "outage";
  await vi.advanceTimersByTimeAsync(2_000);
  expect(world.asked).toEqual([]);
});
