import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine } from "./media/engines.ts";
import { type PlaceRoomsPorts, placeRooms } from "./place-rooms.ts";
import type { Scope } from "./processes/scope.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A room with people in it on an engine in the north, for which there is no other engine. */
function newWorld(wanted: string, state: Engine["state"]) {
  const world = {
    loaded: "loaded",
    isHere: true,
    canMove: false,
    asked: [] as string[],
    moves: [] as string[],
  };
  const note = (what: string) => () => void world.asked.push(what);
  const engine = {
    ...{ id: "a", region: "north", state },
    // It never answers.
    calls: { endRoom: () => new Promise(note("end")) },
  };
  const move = async (room: string, _region: string | undefined, moved: () => void) => {
    world.moves.push(room);
    if (world.canMove) moved();
  };
  const rooms = { all: () => ["one", "two"], holds: () => true, move };
  const ports = {
    engines: { onSilent: () => undefined, onDraining: () => undefined, onOpen: () => undefined },
    cluster: { several: { rooms } },
    directory: {
      find: () => (world.isHere ? { mediaRegion: wanted } : undefined),
      isLoaded: () => world.isHere,
      async load() {
        world.isHere ||= world.loaded === "loaded";
        return world.loaded;
      },
      onChange: () => () => undefined,
    },
    gate: {
      sendAgain: (_room: string, afterMs?: number) =>
        void world.asked.push(afterMs === undefined ? "send again" : "send again later"),
    },
    placed: {
      engineOf: () => engine,
      serviceOf: () =>
        !world.isHere || (state !== "silent" && wanted === "north") ? "served" : "none",
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
  world.isHere = false;
  world.loaded = "outage";
  await vi.advanceTimersByTimeAsync(2_000);
  expect(world.asked).toEqual([]);
});

// Broken on purpose, each alone: a room that isn't in memory is taken for well; for one to be moved.
test("a room that was just taken over is read, and moves only if it should", async () => {
  const [outside, own] = [newWorld("south", "open"), newWorld("north", "open")];
  outside.isHere = false;
  own.isHere = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([outside.moves, own.moves]).toEqual([["one", "two"], []]);
  expect([outside.isHere, own.isHere]).toEqual([true, true]);
});

// Broken on purpose, each alone: connections end at once when an engine drains; later when it is silent.
test("when a room moves, its pages hear of it before their connections end, unless its engine is silent", async () => {
  const [drains, silent] = [newWorld("south", "draining"), newWorld("south", "silent")];
  for (const world of [drains, silent]) world.canMove = true;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(drains.asked.slice(0, 3)).toEqual(["leave", "tell", "send again later"]);
  expect(silent.asked).toEqual(["send again", "send again"]);
});
