import { createInstanceStore, type InstanceStore } from "@graticule/server/cluster/instance-store";
import { leaseTimes } from "@graticule/server/cluster/lease";
import { Membership } from "@graticule/server/cluster/membership";
import { createOwnerStore, type OwnerStore } from "@graticule/server/cluster/owner-store";
import { RoomOwners } from "@graticule/server/cluster/owners";
import type { PeerRow } from "@graticule/server/cluster/watch";
import { randomFrom } from "@graticule/verify/tests/random";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

/** Instances on a real database, with a clock that the test moves and faults that it makes. */
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database?.stop());
beforeEach(async () => {
  await database.db.deleteFrom("room_owner").execute();
  await database.db.deleteFrom("instance").execute();
});

const { beatMs, judgeMs, buryMs, callMs } = leaseTimes;

interface Stores {
  readonly instances: InstanceStore;
  readonly rooms: OwnerStore;
}

function onDatabase(): Stores {
  const instances = createInstanceStore(database.service.target);
  onTestFinished(() => instances.close());
  return { instances, rooms: createOwnerStore(database.service.db) };
}

class World {
  nowMs = 1_000_000;
  readonly nodes: Node[] = [];
  /** The number of the last change that was committed. */
  committed = 0;
  readonly #storesOf: () => Stores;

  constructor(storesOf = onDatabase) {
    this.#storesOf = storesOf;
  }

  async add(): Promise<Node> {
    const node = new Node(this, this.#storesOf());
    this.nodes.push(node);
    await node.membership.enter();
    expect(await node.owners.find("asked by a job of its start")).toEqual({ kind: "outage" });
    await node.membership.ready();
    return node;
  }

  /** Time passes, and these beat as usual. */
  async pass(ms: number, beating: readonly Node[]): Promise<void> {
    for (const end = this.nowMs + ms; this.nowMs < end; ) {
      this.nowMs += beatMs;
      for (const node of beating) await node.membership.beat();
    }
  }
}

type Fault = "none" | "unsent" | "unanswered";

class Node {
  fault: Fault = "none";
  /** Those that it can't reach. */
  readonly cutFrom = new Set<Node>();
  isGone = false;
  isOutdated = false;
  /** It stands still until then, by its own clock. */
  pausedUntil = 0;
  /** How long its answers to claims take. */
  claimMs = 0;
  /** Whether it knows what the others did. */
  catchUp = async (): Promise<boolean> => {
    if (this.fault !== "none") return false;
    this.known = this.#world.committed;
    return true;
  };
  /** The last change that it knows. It hears of none unless it is asked, or catches up. */
  known = 0;
  readonly #world: World;
  /** What happens before such an answer. */
  whileClaiming = async (): Promise<void> => undefined;
  readonly membership: Membership;
  readonly owners: RoomOwners;
  readonly lost: string[][] = [];

  constructor(world: World, { instances, rooms }: Stores) {
    this.#world = world;
    const store = faulty(instances, () => this.fault);
    const peerOf = (id: string) => world.nodes.find(({ membership }) => membership.id === id);
    this.membership = new Membership({
      evict: () => {
        this.isOutdated = true;
      },
      store,
      url: "https://127.0.0.1:7901",
      log: pino({ level: "silent" }),
      now: () => world.nowMs,
      caughtUp: () => this.catchUp(),
      askLacks: async ({ id }, own) => {
        const peer = peerOf(id);
        return peer !== undefined && !this.isCutFrom(peer) && peer.membership.lacksDatabase(own);
      },
      isGone: async ({ id }) => peerOf(id)?.isGone ?? true,
    });
    const slow: OwnerStore = {
      ...rooms,
      claim: async (...asked) => {
        if (this.fault !== "none") throw new Error("no database");
        const claimed = await rooms.claim(...asked);
        world.nowMs += this.claimMs;
        await this.whileClaiming();
        return claimed;
      },
    };
    this.owners = new RoomOwners({
      membership: this.membership,
      store: slow,
      choose: () => "engine",
      regions: () => [],
      usable: () => ["engine"],
      caughtUp: async () => true,
      askHolds: async ({ id }, room) => {
        const peer = peerOf(id);
        return peer !== undefined && !this.isCutFrom(peer) && peer.owners.holds(room);
      },
    });
    this.owners.onLost((all) => this.lost.push([...all]));
  }

  isCutFrom(peer: Node): boolean {
    return this.cutFrom.has(peer) || peer.cutFrom.has(this);
  }
}

/** Beats that never reach the database, or whose answer never comes back. */
function faulty(store: InstanceStore, fault: () => Fault): InstanceStore {
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    const made = fault();
    if (made === "unsent") throw new Error("no database");
    const done = await work();
    if (made === "unanswered") throw new Error("no answer");
    return done;
  };
  return {
    ...store,
    register: (...asked) => through(() => store.register(...asked)),
    beat: (...asked) => through(() => store.beat(...asked)),
    bury: (...asked) => through(() => store.bury(...asked)),
  };
}

test("one that stands still judges for a while, then another takes its rooms, and not before it has watched long enough", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  expect(await a.owners.find("room")).toEqual({ kind: "here" });
  expect(await b.owners.find("room")).toMatchObject({ kind: "peer" });
  const id = a.membership.id;

  await world.pass(judgeMs - beatMs, [b]);
  expect(a.owners.holds("room")).toBe(true);
  await world.pass(beatMs, [b]);
  expect(a.owners.holds("room")).toBe(false);
  expect(await a.owners.find("room")).toEqual({ kind: "outage" });
  expect(await b.owners.find("room", "again")).toMatchObject({ kind: "peer", peer: { id } });
  await world.pass(buryMs - judgeMs - beatMs, [b]);
  expect(await b.owners.find("room", "again")).toMatchObject({ kind: "peer" });
  await world.pass(beatMs, [b]);
  expect(await b.owners.find("room", "again")).toEqual({ kind: "here" });
  expect(b.owners.tookOver("room")).toBe(true);
  expect(b.owners.takeOverMs("room")).toBe(buryMs - judgeMs);

  // It goes on, and finds out.
  await a.membership.beat();
  expect(a.lost).toEqual([["room"]]);
  await world.pass(beatMs, [a, b]);
  expect(a.membership.id).not.toBe(id);
  expect(await a.owners.find("room")).toMatchObject({ kind: "peer" });
});

test("one that begins again doesn't know one that ended meanwhile", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  const known: (readonly PeerRow[])[] = [];
  a.membership.onChange(() => {
    if (a.membership.hasDatabase) known.push(a.membership.peers());
  });
  a.fault = "unsent";
  await b.membership.close();
  await world.pass(buryMs + beatMs, [a]);
  expect(a.lost).toHaveLength(1);
  a.fault = "none";
  await world.pass(4 * beatMs, [a]);
  expect(known).toEqual([[]]);
});

test("a version that the database has left behind decides nothing from its next beat on", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  expect(await a.owners.find("room")).toEqual({ kind: "here" });
  const { pool } = database;
  await pool.query("INSERT INTO schema_migration VALUES (9999, '9999-less.sql', '', now(), 9998)");
  onTestFinished(async () => {
    await pool.query("DELETE FROM schema_migration WHERE version = 9999");
  });
  await world.pass(2 * beatMs, [a]);
  expect([a.isOutdated, a.membership.mayJudge(), a.owners.holds("room")]).toEqual([
    true,
    false,
    false,
  ]);
  expect([b.isOutdated, b.membership.mayJudge()]).toEqual([false, true]);
  await expect(world.add()).rejects.toThrow("newer version");
});

test("a beat in the last moment keeps the rooms: what was seen has to be what is deleted", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  await a.owners.find("room");
  await world.pass(buryMs - beatMs, [b]);
  await a.membership.beat();
  await world.pass(2 * beatMs, [b]);
  expect(await b.owners.find("room", "again")).toMatchObject({ kind: "peer" });
  expect(a.owners.holds("room")).toBe(true);
});

test("a room is claimed once, however many ask at once; given back, it is the next one's", async () => {
  const world = new World();
  const nodes = [await world.add(), await world.add(), await world.add()];
  await world.pass(2 * beatMs, nodes);
  const found = await Promise.all(nodes.map(({ owners }) => owners.find("room")));
  expect(found.filter(({ kind }) => kind === "here")).toHaveLength(1);
  expect(found.filter(({ kind }) => kind === "peer")).toHaveLength(2);
  const [owner, other] = [...nodes].sort((one) => (one.owners.holds("room") ? -1 : 1));
  await owner?.owners.release(["room"]);
  expect(owner?.owners.holds("room")).toBe(false);
  expect(await other?.owners.find("room", "again")).toEqual({ kind: "here" });
  expect(other?.owners.tookOver("room")).toBe(false);
});

test("one that is about to stop claims nothing, and hands its rooms to others with the people in them", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  await a.owners.find("room");
  await a.owners.handOver(async () => undefined);
  expect(a.lost).toEqual([["room"]]);
  expect(await a.owners.find("another")).toMatchObject({ peer: { id: b.membership.id } });
  expect(await a.owners.find("room", "again")).toMatchObject({ peer: { id: b.membership.id } });
  expect(await b.owners.find("room")).toEqual({ kind: "here" });
  expect(b.owners.tookOver("room")).toBe(true);
  expect(b.owners.takeOverMs("room")).toBeUndefined();
});

test("a claim answered under a later id is no room: another may have it by now", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  a.whileClaiming = async () => {
    await world.pass(buryMs + beatMs, [b]);
    expect(await b.owners.find("room", "again")).toEqual({ kind: "here" });
    await world.pass(2 * beatMs, [a, b]);
    expect(a.membership.mayJudge()).toBe(true);
  };
  expect(await a.owners.find("room")).toEqual({ kind: "outage" });
  expect(a.owners.holds("room")).toBe(false);
});

test("a claim answered too late is no room", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  a.claimMs = 20_000;
  expect(await a.owners.find("room")).toEqual({ kind: "outage" });
  expect(a.owners.holds("room")).toBe(false);
});

test("without the database all go on, as long as each of them says that it lacks it too", async () => {
  const world = new World();
  const [a, b, c] = [await world.add(), await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b, c]);
  await a.owners.find("room");
  for (const node of [a, b, c]) node.fault = "unsent";
  await world.pass(60_000, [a, b, c]);
  expect(a.owners.holds("room")).toBe(true);
  expect(await b.owners.find("room")).toMatchObject({ kind: "peer" });
  expect(await b.owners.find("another")).toEqual({ kind: "outage" });
  // Back, all begin to count anew: the slowest is not taken for dead.
  for (const node of [b, c]) node.fault = "none";
  await world.pass(judgeMs + beatMs, [a, b, c]);
  expect(a.owners.holds("room")).toBe(false);
  a.fault = "none";
  await world.pass(beatMs, [a, b, c]);
  expect(a.owners.holds("room")).toBe(true);

  // One that can't be asked might have it.
  for (const node of [a, b, c]) node.fault = "unsent";
  a.cutFrom.add(c);
  await world.pass(judgeMs + beatMs, [a, b, c]);
  expect(a.owners.holds("room")).toBe(false);
});

test("no one goes on alone for longer than the life of a snapshot", async () => {
  const world = new World();
  const a = await world.add();
  await a.owners.find("room");
  a.fault = "unsent";
  await world.pass(14 * 60_000, [a]);
  expect(a.owners.holds("room")).toBe(true);
  await world.pass(2 * 60_000, [a]);
  expect(a.owners.holds("room")).toBe(false);
});

test("one that can't know of us is left alone, unless it is gone from its address", async () => {
  const world = new World();
  const a = await world.add();
  await a.owners.find("room");
  a.fault = "unsent";
  // New, on the database's side of a partition: the other one goes on, alone as it knows.
  const b = await world.add();
  await world.pass(60_000, [a, b]);
  expect(a.owners.holds("room")).toBe(true);
  expect(await b.owners.find("room")).toMatchObject({ kind: "peer" });
  a.isGone = true;
  await world.pass(2 * beatMs, [b]);
  expect(await b.owners.find("room", "again")).toEqual({ kind: "here" });
});

/** The two tables in memory, for as many steps as take hours on a database. */
function inMemory(): Stores {
  const beats = new Map<string, PeerRow>();
  const owners = new Map<string, string>();
  const claims = new Map<string, string>();
  const gone = (id: string): void => {
    beats.delete(id);
    for (const [room, owner] of owners) if (owner === id) owners.set(room, "");
  };
  const instances: InstanceStore = {
    async register(id, url, former) {
      if (former !== undefined) gone(former);
      beats.set(id, { id, url, beat: 0, draining: true, knows: [] });
      return "registered";
    },
    async beat(id, says) {
      const own = beats.get(id);
      if (own === undefined) return "buried";
      const others = [...beats.values()].filter((one) => one.id !== id);
      beats.set(id, { ...own, ...says, beat: own.beat + 1 });
      return others;
    },
    async bury({ id, beat }) {
      if (beats.get(id)?.beat !== beat) return false;
      gone(id);
      return true;
    },
    leave: async (id) => gone(id),
    close: async () => undefined,
  };
  const rooms: OwnerStore = {
    async claim({ room, instance, id, engine }) {
      if (!beats.has(instance)) throw new Error("no such instance");
      const owner = owners.get(room);
      if (owner && owner !== instance) return { kind: "theirs", instance: owner };
      owners.set(room, instance);
      claims.set(id, instance);
      return { kind: "ours", engine, tookOver: owner !== undefined };
    },
    release: async () => undefined,
    handOver: async () => undefined,
    place: async () => true,
    load: async () => new Map(),
    unowned: async () => [],
    claimsOf: async (instance) => [...claims].filter(([, of]) => of === instance).map(([id]) => id),
    ownerOf: async (room) => owners.get(room) || undefined,
    abandoned: async () => [],
    forget: async () => undefined,
    holdings: async () => ({ rooms: new Map(), engines: new Map(), roles: [] }),
    takeRole: async () => true,
    holderOf: async () => undefined,
  };
  return { instances, rooms };
}

const steps = process.env["GRATICULE_SOAK"] === "1" ? 5_000_000 : 100_000;

type Below = (bound: number) => number;

/** What can happen to an instance, besides that it beats and is asked for the room. */
const faults: readonly ((node: Node, world: World, below: Below) => void)[] = [
  (node) => (node.fault = "unsent"),
  (node) => (node.fault = "unanswered"),
  (node) => (node.fault = "none"),
  (_, { nodes }) => {
    for (const one of nodes) one.fault = "unsent";
  },
  ...Array.from({ length: 3 }, () => (_: Node, { nodes }: World) => {
    for (const one of nodes) {
      one.fault = "none";
      one.cutFrom.clear();
    }
  }),
  (node, world, below) => (node.pausedUntil = world.nowMs + below(15_000)),
  (node, { nodes }, below) => {
    const other = nodes[below(nodes.length)];
    if (other !== undefined && other !== node) node.cutFrom.add(other);
  },
  (node, _, below) => (node.claimMs = below(2) === 0 ? below(8_000) : 0),
];

async function goOn(node: Node, world: World, below: Below): Promise<void> {
  if (below(30) === 0) faults[below(faults.length)]?.(node, world, below);
  if (node.pausedUntil > world.nowMs) return;
  await node.membership.beat();
  if (below(2) === 0) await node.owners.find("room", "again");
}

test("random faults: never two that hold one room, nor one whose last act may still land", async () => {
  const below = randomFrom(22);
  const stores = inMemory();
  const world = new World(() => stores);
  const nodes = [await world.add(), await world.add(), await world.add()];
  let last: { node: Node | undefined; atMs: number } = { node: undefined, atMs: 0 };
  let changes = 0;
  for (let step = 0; step < steps; step += 1) {
    world.nowMs += below(400);
    const node = nodes[below(nodes.length)];
    if (node !== undefined) await goOn(node, world, below);
    const [holder, ...others] = nodes.filter((one) => one.owners.holds("room"));
    expect(others, `step ${step}`).toEqual([]);
    if (holder === undefined) continue;
    if (holder !== last.node) {
      expect(world.nowMs - last.atMs, `step ${step}`).toBeGreaterThan(callMs);
      changes += 1;
    }
    last = { node: holder, atMs: world.nowMs };
  }
  expect(changes).toBeGreaterThan(steps / 2_000);
});

/** As `everywhere` asks once: whether each peer says that it knows, or had to stop. `silent` don't answer. */
async function isKnownEverywhere(
  node: Node,
  world: World,
  silent: readonly Node[] = [],
): Promise<boolean> {
  if (!(await node.membership.look())) return false;
  const asked = node.membership.peers().map(async ({ id }) => {
    const peer = world.nodes.find(({ membership }) => membership.id === id);
    const hears = peer !== undefined && !silent.includes(peer) && peer.pausedUntil <= world.nowMs;
    return (
      (hears && !node.isCutFrom(peer) && (await peer.catchUp())) || node.membership.hasStopped(id)
    );
  });
  return (await Promise.all(asked)).every(Boolean);
}

test("one that counted as stopped doesn't go on by the word of those who counted on it", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  await world.pass(judgeMs, [b]);
  expect(await isKnownEverywhere(b, world, [a])).toBe(false);
  await world.pass(beatMs, [b]);
  expect(await isKnownEverywhere(b, world, [a])).toBe(true);
  for (const node of [a, b]) node.fault = "unsent";
  await world.pass(beatMs, [b, a]);
  expect(a.membership.mayJudge()).toBe(false);
  for (const node of [a, b]) node.fault = "none";
  await world.pass(beatMs, [b, a]);
  expect(a.membership.mayJudge()).toBe(true);
});

// Broken on purpose: the others' word ends a pause → it decides by what it knew before the pause.
test("one that counted as stopped, and has beaten since without catching up, doesn't go on by the others' word", async () => {
  const world = new World();
  const [a, b] = [await world.add(), await world.add()];
  await world.pass(2 * beatMs, [a, b]);
  await world.pass(judgeMs + beatMs, [b]);
  expect(await isKnownEverywhere(b, world, [a])).toBe(true);
  a.catchUp = async () => false;
  await world.pass(beatMs, [a, b]);
  for (const node of [a, b]) node.fault = "unsent";
  await world.pass(2 * beatMs, [b, a]);
  expect(b.membership.mayJudge()).toBe(true);
  expect(a.membership.mayJudge()).toBe(false);
});

test("random faults: what counts as known everywhere is known to all that decide, from then on", async () => {
  const below = randomFrom(23);
  const stores = inMemory();
  const world = new World(() => stores);
  const nodes = [await world.add(), await world.add(), await world.add()];
  /** The last change that was answered as known everywhere, and one that waits for this. */
  let held = 0;
  let waiting: { readonly node: Node; readonly change: number } | undefined;
  let bySilence = 0;
  for (let step = 0; step < steps; step += 1) {
    world.nowMs += below(400);
    const node = nodes[below(nodes.length)] as Node;
    await goOn(node, world, below);
    const isUp = node.pausedUntil <= world.nowMs && node.fault === "none";
    if (waiting === undefined && isUp && below(10) === 0) {
      world.committed += 1;
      node.known = world.committed;
      waiting = { node, change: world.committed };
    }
    if (waiting?.node === node && isUp && (await isKnownEverywhere(node, world))) {
      held = waiting.change;
      waiting = undefined;
      if (nodes.some(({ known }) => known < held)) bySilence += 1;
    }
    const ignorant = nodes.filter((one) => one.membership.mayJudge() && one.known < held);
    expect(ignorant, `step ${step}`).toEqual([]);
  }
  expect(held).toBeGreaterThan(steps / 2_000);
  expect(bySilence).toBeGreaterThan(steps / 50_000);
});

test.each([
  ["enters although the database is slow to answer at first", 3, true],
  ["doesn't enter without the database", Number.POSITIVE_INFINITY, false],
])("an instance %s", async (_, answeredAt, enters) => {
  const stores = onDatabase();
  let attempts = 0;
  const register: InstanceStore["register"] = async (...asked) => {
    attempts += 1;
    if (attempts < answeredAt) throw new Error("no answer in time");
    return await stores.instances.register(...asked);
  };
  const world = new World(() => ({ ...stores, instances: { ...stores.instances, register } }));
  const entered = world.add();
  if (enters) expect((await entered).membership.mayJudge()).toBe(true);
  else await expect(entered).rejects.toThrow("no answer in time");
});
