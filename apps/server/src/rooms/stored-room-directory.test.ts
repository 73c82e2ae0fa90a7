import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { storedMeeting } from "../../tests/stored-room.ts";
import type { DataChange } from "../db/change-log.ts";
import type { RoomSnapshot, RoomStore } from "./store.ts";
import { createRoomDirectory } from "./stored-room-directory.ts";

afterEach(() => void vi.useRealTimers());

const codes: Readonly<Record<string, string>> = {
  one: "aaa-aaaa-aaa",
  two: "bbb-bbbb-bbb",
  three: "ccc-cccc-ccc",
};
const names = Object.keys(codes);

/** A database whose meetings are named by how often they changed, and whose reads the test steps. */
function createWorld() {
  const versions = new Map(names.map((room) => [room, 0]));
  const reads: { readonly begin: () => void; readonly end: (error?: Error) => void }[] = [];
  const untold: DataChange[] = [];
  let listener: (change: DataChange) => unknown = () => undefined;
  const read = (rooms: readonly string[]): RoomSnapshot => ({
    rooms: rooms
      .filter((room) => versions.has(room))
      .map((room) => ({
        ...storedMeeting,
        ...{ room, meetingCode: codes[room] ?? null, title: String(versions.get(room)) },
      })),
    accountRules: new Map(),
    platformRules: [],
  });
  const store: RoomStore = {
    load: (rooms) =>
      new Promise((resolve, reject) => {
        let seen: RoomSnapshot | undefined;
        const begin = (): void => {
          seen ??= read(rooms);
        };
        reads.push({
          begin,
          end(error) {
            begin();
            if (error === undefined && seen !== undefined) resolve(seen);
            else reject(error);
          },
        });
      }),
    clock: async () => ({ now: 0, logSigned: 0 }),
    roomsOf: async (asked) =>
      new Map(
        Object.entries(codes).flatMap(([of, code]) => (asked.includes(code) ? [[code, of]] : [])),
      ),
    register: async () => "a",
  };
  const feed = {
    onChange(heard: typeof listener) {
      listener = heard;
      return () => undefined;
    },
    onFresh: () => () => undefined,
  };
  return {
    ...{ versions, reads, store, feed, untold },
    change(room: string, kind: "room" | "account" | "all") {
      versions.set(room, (versions.get(room) ?? 0) + 1);
      const changes = { room: { kind, room }, account: { kind, accountId: "a" }, all: { kind } };
      untold.push(changes[kind] as DataChange);
    },
    async tell(): Promise<void> {
      const change = untold.shift();
      if (change !== undefined) await listener(change);
    },
  };
}

const room = fc.constantFrom(...names);
const step = fc.oneof(
  fc.record({ kind: fc.constant("load" as const), room }),
  fc.record({
    kind: fc.constant("change" as const),
    room,
    how: fc.constantFrom("room" as const, "account" as const, "all" as const),
  }),
  fc.record({ kind: fc.constantFrom("tell" as const, "begin" as const, "end" as const) }),
  fc.record({ kind: fc.constant("drop" as const) }),
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

test("no change of a room is missed, whenever it comes: before, during or after the first reading", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: "max" }), async (steps) => {
      const world = createWorld();
      const directory = await createRoomDirectory(world);
      const working: unknown[] = [];
      const act: { readonly [Kind in Step["kind"]]: (one: Step & { kind: Kind }) => unknown } = {
        load: (one) => directory.load(one.room),
        change: (one) => world.change(one.room, one.how),
        tell: () => world.tell(),
        begin: () => world.reads[0]?.begin(),
        end: () => world.reads.shift()?.end(),
        drop: () => directory.dropIdle(() => false),
      };
      for (const one of steps) {
        working.push(act[one.kind](one as never));
        await nextTurn();
      }
      while (world.untold.length > 0) working.push(world.tell());
      let isDone = false;
      const done = Promise.all(working).then(() => {
        isDone = true;
      });
      for (; !isDone; await nextTurn()) world.reads.shift()?.end();
      await done;
      for (const one of names.filter(directory.isLoaded)) {
        const { title } = directory.findMeeting(codes[one] ?? "") ?? {};
        expect(title).toBe(String(world.versions.get(one)));
      }
      await directory.close();
    }),
  );
});

/** Answers every reading at once. */
function answering(world: ReturnType<typeof createWorld>, error?: () => Error | undefined) {
  const load: RoomStore["load"] = (rooms) => {
    const asked = world.store.load(rooms);
    world.reads.shift()?.end(error?.());
    return asked;
  };
  return { ...world, store: { ...world.store, load } };
}

test("a change of a room that isn't in memory is not read", async () => {
  const world = answering(createWorld());
  const load = vi.spyOn(world.store, "load");
  const directory = await createRoomDirectory(world);
  await directory.load("one");
  for (const kind of ["room", "account", "all"] as const) {
    world.change("two", kind);
    await world.tell();
  }
  expect(load.mock.calls.map(([asked]) => asked)).toEqual([["one"], ["one"], ["one"]]);
  expect(directory.isLoaded("two")).toBe(false);
  expect(directory.find("two")).toBeUndefined();
  await directory.close();
});

test("a room that can't be read is an outage, one that doesn't exist is loaded and absent", async () => {
  let isAway = true;
  const world = answering(createWorld(), () => (isAway ? new Error("away") : undefined));
  const directory = await createRoomDirectory(world);
  expect(await directory.load("one")).toBe("outage");
  expect(await directory.loadMeeting(codes["one"] ?? "")).toBe("outage");
  isAway = false;
  expect(await directory.load("one")).toBe("loaded");
  expect(directory.find("one")).toBeDefined();
  expect(await directory.load("nowhere")).toBe("loaded");
  expect(directory.find("nowhere")).toBeUndefined();
  // One that is deleted while it is here is known to be gone.
  world.change("one", "room");
  world.versions.delete("one");
  await world.tell();
  expect([directory.isLoaded("one"), directory.find("one")]).toEqual([true, undefined]);
  await directory.close();
});

test("a change that couldn't be read is read again a second later", async () => {
  vi.useFakeTimers();
  let isAway = false;
  const world = answering(createWorld(), () => (isAway ? new Error("away") : undefined));
  const directory = await createRoomDirectory(world);
  await directory.load("one");
  isAway = true;
  world.change("one", "room");
  await expect(world.tell()).rejects.toThrow("away");
  await vi.advanceTimersByTimeAsync(1_000);
  const title = () => directory.findMeeting(codes["one"] ?? "")?.title;
  expect(title()).toBe("0");
  isAway = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(title()).toBe("1");
  await directory.close();
});

test("an idle room is dropped, one in use stays, and while the database may be away every one stays", async () => {
  const world = answering(createWorld());
  let nowMs = performance.now();
  const directory = await createRoomDirectory({ ...world, monotonicNowMs: () => nowMs });
  for (const one of names) await directory.load(one);
  const isInUse = (one: string): boolean => one === "two";
  nowMs += 60_000;
  for (let look = 0; look < 3; look += 1) directory.dropIdle(isInUse);
  expect(directory.size()).toBe(3);
  nowMs -= 60_000;
  directory.dropIdle(isInUse);
  expect(directory.size()).toBe(3);
  directory.find("three");
  directory.dropIdle(isInUse);
  expect(names.filter(directory.isLoaded)).toEqual(["two", "three"]);
  directory.dropIdle(isInUse);
  expect(names.filter(directory.isLoaded)).toEqual(["two"]);
  await directory.close();
});
