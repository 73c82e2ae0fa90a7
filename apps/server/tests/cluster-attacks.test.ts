import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { createPeerTls } from "@graticule/server/cluster/peer-tls";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  backendKey,
  type ClusterWorld,
  type Instance,
  openClusterWorld,
} from "./cluster-of-programs.ts";
import { liftOrder, order } from "./orders.ts";
import { mintToken, newQuery, RawClient } from "./raw-client.ts";

/** Faults one after the other on real instances and engines, between which a network can fail. */
const [france, china] = ["127.0.92.1", "127.0.92.2"];
const except = (code: string) => ({ deny: [{ kind: "place", code }] });
let world: ClusterWorld;
/** Of most tests; the last of those kills one. */
let a: Instance;
let b: Instance;

beforeAll(async () => {
  world = await openClusterWorld(`${france}/32,FR,,,\n${china}/32,CN,,,\n`, {
    engines: 2,
    relays: true,
  });
  [a, b] = await Promise.all([world.start({}, "world"), world.start({}, "world")]);
  await know(2);
});
afterAll(() => world?.stop());

/** Until so many instances know each other. */
async function know(count: number): Promise<void> {
  const { db } = world.database;
  await vi.waitFor(
    async () => {
      const rows = await db.selectFrom("instance").select("knows").execute();
      expect(rows.map(({ knows }) => knows.length)).toEqual(rows.map(() => count - 1));
      expect(rows).toHaveLength(count);
    },
    { timeout: 20_000, interval: 250 },
  );
}

/** New instances, where all others have ended: none of those could come back. */
async function startAlone<const Names extends readonly string[]>(names: Names) {
  for (const { program } of [a, b]) await program.stop("SIGKILL");
  await world.database.db.deleteFrom("instance").execute();
  const started = await Promise.all(names.map(() => world.start()));
  await know(names.length);
  return started as { readonly [At in keyof Names]: Instance };
}

async function placed(room: string) {
  return await world.database.db
    .selectFrom("room_owner")
    .leftJoin("instance", "instance.id", "room_owner.instance")
    .select(["room_owner.engine", "instance.url"])
    .where("room_owner.room", "=", room)
    .executeTakeFirst();
}
/** Where the room's owner is known to the others. */
const ownerPort = async (room: string): Promise<number> =>
  Number(new URL((await placed(room))?.url ?? "https://none:0").port);

/** Comes again, through each of these in turn, until someone can tell. */
async function answered(
  through: readonly Instance[],
  room: string,
  identity: string,
  from = france,
): Promise<number> {
  for (let turn = 0; ; turn += 1) {
    const at = through[turn % through.length];
    if (at === undefined) throw new Error("there is no instance");
    const { status } = await world.sit(at, room, identity, from).answer;
    if (status !== 503 && status !== 0) return status;
    await delay(250);
  }
}

const listed = (room: string, who: readonly string[], withinMs = 10_000) =>
  vi.waitFor(async () => expect(await world.listed(room)).toEqual(who), withinMs);

test("an owner that alone loses its peers lets in whom it may, others say that they can't tell, and all is as before when they are back (attack 55)", async () => {
  const ann = world.sit(a, "peers", "ann", france);
  await ann.joined;
  const before = await ownerPort("peers");
  for (const { peers } of [a, b]) peers?.cut();
  // Longer than a dead instance would be believed to live.
  await vi.waitFor(
    async () => expect((await world.sit(b, "peers", "eve", china).answer).status).toBe(503),
    12_000,
  );
  expect(await answered([a], "peers", "cai", china)).toBe(101);
  expect((await world.ask(a, "PUT", "/api/rooms/peers/rule", except("CN"))).status).toBe(202);
  expect(await answered([a], "peers", "dan", china)).toBe(403);
  expect((await world.sit(b, "peers", "eve", china).answer).status).toBe(503);
  expect(await ownerPort("peers")).toBe(before);
  for (const { peers } of [a, b]) peers?.mend("late");
  expect(await answered([b], "peers", "eve", china)).toBe(403);
  expect(await answered([b], "peers", "bob", france)).toBe(101);
  await listed("peers", ["ann", "bob"]);
  expect(ann.socket.destroyed).toBe(false);
});

test("an address that a client writes for itself counts nowhere, and an instance of another service is no peer (attack 57)", async () => {
  await world.ask(a, "PUT", "/api/rooms/forged/rule", except("CN"));
  for (const { port } of [a, b]) {
    const token = mintToken(backendKey, "forged", "cai");
    const headers = [`graticule-client: ${france}`, `x-forwarded-for: ${france}`];
    const client = new RawClient({ port, target: newQuery(token), from: china, headers });
    expect((await client.answer).status).toBe(403);
  }
  const stranger = createPeerTls({ secret: "of another service" });
  const peer = { id: "", url: `https://127.0.0.1:${a.peerPort}` };
  const plain = { host: "127.0.0.1", port: a.peerPort, rejectUnauthorized: false };
  for (const open of [() => stranger.connect(peer), () => connectTls(plain)]) {
    const socket = open().on("error", () => undefined);
    const outcome = new Promise((settle) => {
      socket.once("secureConnect", () => settle("connected"));
      socket.once("close", () => settle("refused"));
    });
    expect(await outcome).toBe("refused");
  }
});

test("without any notification every instance obeys an order and its end soon, and never half of a change (attack 59)", async () => {
  const { pool } = world.database;
  const body = (
    notify: string,
  ) => `CREATE OR REPLACE FUNCTION tell_change(kind text, key text DEFAULT NULL)
    RETURNS void LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO change_log (kind, key) VALUES (tell_change.kind, tell_change.key); ${notify}
    END $$`;
  await pool.query(body(""));
  try {
    const seats = [a, b].map((at, no) => world.sit(at, `quiet-${no}`, "cai", china));
    await Promise.all(seats.map(({ joined }) => joined));
    const ids = [];
    for (const no of [0, 1]) ids.push(await order(world.database, `quiet-${no}`, ["CN"]));
    await Promise.all(seats.map(({ closed }) => closed));
    for (const [no, at] of [a, b].entries()) {
      expect(await answered([at], `quiet-${no}`, "cai", china)).toBe(451);
      expect(await answered([at], `quiet-${no}`, "ann")).toBe(101);
    }
    for (const id of ids) await liftOrder(world.database, id);
    for (const [no, at] of [a, b].entries()) {
      await vi.waitFor(
        async () => expect(await answered([at], `quiet-${no}`, "cai", china)).toBe(101),
        { timeout: 10_000, interval: 250 },
      );
    }
  } finally {
    await pool.query(body("PERFORM pg_notify('graticule_changed', '');"));
  }
});

test("an engine that drains gives its rooms away, and is empty; one that dies with the room's owner leaves no one behind (attack 58)", async () => {
  await world.sit(b, "moves", "ann", france).joined;
  const first = (await placed("moves"))?.engine ?? "";
  world.drain([first]);
  await vi.waitFor(async () => expect((await placed("moves"))?.engine).not.toBe(first), 10_000);
  expect(await answered([a], "moves", "ann")).toBe(101);
  await listed("moves", ["ann"]);
  world.drain([]);

  const at = Number((await placed("moves"))?.engine.at(-1));
  const owner = (await ownerPort("moves")) === a.knownAs ? a : b;
  const other = owner === a ? b : a;
  process.kill(world.engines[at]?.child.identity.pid ?? 0, "SIGKILL");
  await owner.program.stop("SIGKILL");
  expect(await answered([other], "moves", "ann")).toBe(101);
  expect((await placed("moves"))?.engine).toBe(`engine-${1 - at}`);
  await world.restart(at);
  await listed("moves", ["ann"]);
});

test("owner after owner is killed: the order holds at the third, and no one else is put out (attack 56)", async () => {
  const [first, b, c] = await startAlone(["first", "b", "c"]);
  const seats = [
    world.sit(first, "thrice", "ann", france),
    world.sit(first, "thrice", "cai", china),
    world.sit(b, "thrice", "dan", china),
  ];
  await Promise.all(seats.map(({ joined }) => joined));
  // Frozen, it can't hear of the order.
  first.program.child.kill("SIGSTOP");
  await order(world.database, "thrice", ["CN"]);
  await first.program.stop("SIGKILL");
  const dead = first.knownAs;
  const eve = answered([b, c], "thrice", "eve");
  await vi.waitFor(async () => expect([dead, 0]).not.toContain(await ownerPort("thrice")), 20_000);
  const next = (await ownerPort("thrice")) === b.knownAs ? b : c;
  await next.program.stop("SIGKILL");
  const last = next === b ? c : b;
  const back = [
    answered([last], "thrice", "ann"),
    answered([last], "thrice", "cai", china),
    answered([last], "thrice", "dan", china),
  ];
  expect(await Promise.all(back)).toEqual([101, 451, 451]);
  expect(await eve).toBe(101);
  await vi.waitFor(async () => {
    const inside = await world.listed("thrice");
    expect(inside).toContain("ann");
    expect(inside).not.toContain("cai");
    expect(inside).not.toContain("dan");
  }, 5_000);
});

test("instances are replaced one by one: people inside are decided about again, an order made meanwhile holds, and no one else is put out (attack 41)", async () => {
  const old = await startAlone(["c", "d"]);
  const seats = [
    world.sit(old[0], "roll", "ann", france),
    world.sit(old[1], "roll", "bob", france),
  ];
  await Promise.all(seats.map(({ joined }) => joined));
  await world.sit(old[0], "roll", "cai", china).joined;
  const id = await order(world.database, "roll", ["CN"], { fromMs: 1_500 });
  const fresh: Instance[] = [];
  for (const one of old) {
    fresh.push(await world.start());
    await one.program.stopCleanly();
    for (const name of ["ann", "bob"]) expect(await answered(fresh, "roll", name)).toBe(101);
  }
  expect(await answered(fresh, "roll", "cai", china)).toBe(451);
  await listed("roll", ["ann", "bob"]);
  for (const { leaveReason } of seats) expect(leaveReason).not.toBe(4);
  await liftOrder(world.database, id);
  await vi.waitFor(
    async () => expect(await answered(fresh, "roll", "cai", china)).toBe(101),
    10_000,
  );
});
