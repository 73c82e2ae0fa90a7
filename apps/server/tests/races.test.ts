import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  accountKey,
  deny,
  france,
  type GateStack,
  hongKong,
  mainland,
  startGateStack,
} from "./fakes.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";
import { mintToken, newQuery, oldQuery, RawClient } from "./raw-client.ts";

/** Races per kind, and how many run at once. */
const races = process.env["GRATICULE_SOAK"] === "1" ? 1_000 : 60;
const sequences = Math.ceil(races / 6);
const atOnce = 12;
const deadlineMs = 2_400_000;

let engine: TestEngine;
let stack: GateStack;
const clients: RawClient[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  stack = await startGateStack({
    engineUrl: engine.url,
    engineKey: { id: engine.key, secret: engine.secret },
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await stack.stop();
  await engine.stop();
});

/** A fixed sequence, to make failures repeatable. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function open(target: string, from: string, port = stack.port): RawClient {
  const client = new RawClient({ port, target, from });
  clients.push(client);
  return client;
}

/** Half of the clients use the older protocol, half the newer. */
function target(race: number, room: string): string {
  const token = mintToken(accountKey, room, "cn");
  return race % 2 === 0 ? oldQuery(token) : newQuery(token);
}

/**
 * Who really sits in a room. LiveKit sometimes keeps listing a participant that ended while
 * joining; nothing answers for it then. Asking removes anyone who does answer.
 */
async function held(room: string): Promise<string[]> {
  const listed = await stack.engine.listSeats(room);
  if (listed === undefined) throw new Error("the engine did not answer");
  const answers = await Promise.all(
    listed.map(async ({ identity }) => ({
      identity,
      answer: await stack.engine.removeSeat(room, identity),
    })),
  );
  return answers.filter(({ answer }) => answer !== "unheld").map(({ identity }) => identity);
}

/**
 * The engine answers this client over its own connection. Its list won't do: when an identity joins
 * again LiveKit (1.9.11) may delete the new entry once the old one has closed.
 */
async function isServed(client: RawClient): Promise<void> {
  const timestamp = BigInt(Date.now());
  client.send({ message: { case: "pingReq", value: { timestamp, rtt: 0n } } } as never);
  await vi.waitFor(() => {
    expect(client.messages.map(({ message }) => message.case)).toContain("pongResp");
  }, 5_000);
}

/** Runs them in batches; after each, no one may be held in any of its rooms. */
async function raceAll(name: string, race: (at: number, room: string) => Promise<void>) {
  const rooms: string[] = [];
  for (let first = 0; first < races; first += atOnce) {
    const batch = Array.from({ length: atOnce }, (_, at) => `${name}-${first + at}`);
    await Promise.all(batch.map((room, at) => race(first + at, room)));
    await stack.enforcement.settled();
    rooms.push(...batch);
  }
  return rooms;
}

/** Now, and again after two more checks by the sweep, which take over 2 s. */
async function noOneIsHeld(rooms: readonly string[]): Promise<void> {
  const listRooms = vi.spyOn(stack.engine, "listRooms");
  for (const room of rooms) expect(await held(room), room).toEqual([]);
  await vi.waitFor(() => expect(listRooms.mock.calls.length).toBeGreaterThan(1), 10_000);
  for (const room of rooms) expect(await held(room), room).toEqual([]);
}

test(
  `no one is seated against a limit that came while they joined, ${races} races (attack 11)`,
  async () => {
    const random = seeded(20_261_124);
    const answers = new Map<number, number>();
    const rooms = await raceAll("random", async (at, room) => {
      stack.directory.set(room, []);
      const client = open(target(at, room), mainland);
      // From before the gate has read the request until well after the engine has answered.
      await new Promise((next) => setTimeout(next, random() * 60));
      stack.directory.set(room, [deny("CN")]);
      const { status } = await client.answer;
      answers.set(status, (answers.get(status) ?? 0) + 1);
      await client.closed;
    });
    await noOneIsHeld(rooms);
    expect(answers.get(403)).toBeGreaterThan(0);
    expect(answers.get(101)).toBeGreaterThan(0);
  },
  deadlineMs,
);

test(
  `a limit set at the moment when the engine is asked leaves no one seated, ${races} races (attack 11)`,
  async () => {
    const random = seeded(20_261_125);
    const delays = new Map<string, number>();
    const register = stack.seats.register.bind(stack.seats);
    vi.spyOn(stack.seats, "register").mockImplementation((leg) => {
      const seat = register(leg);
      // After the request went out: in the same turn of the loop or one of the next.
      const delay = delays.get(leg.room) ?? 0;
      const limit = (): void => void stack.directory.set(leg.room, [deny("CN")]);
      if (delay === 0) queueMicrotask(limit);
      else setTimeout(limit, delay);
      return seat;
    });
    let refused = 0;
    const rooms = await raceAll("forced", async (at, room) => {
      stack.directory.set(room, []);
      delays.set(room, Math.floor(random() * 6));
      const client = open(target(at, room), mainland);
      if ((await client.answer).status === 403) refused++;
      await client.closed;
    });
    await noOneIsHeld(rooms);
    expect(refused).toBeGreaterThan(0);
  },
  deadlineMs,
);

test(
  `a seat retaken by someone who moved meanwhile is judged again, not removed, ${races} races (attack 11)`,
  async () => {
    const random = seeded(20_261_126);
    let waited = 0;
    const rooms = await raceAll("moved", async (at, room) => {
      stack.directory.set(room, []);
      const first = open(target(at, room), mainland);
      await first.joined;
      const limit = (): void => void stack.directory.set(room, [deny("CN")]);
      // Half come just before the limit: their connection is pending when it is set.
      const early = at % 4 < 2 ? open(target(at, room), hongKong) : undefined;
      if (early !== undefined) await new Promise((next) => setTimeout(next, random() * 4));
      limit();
      // The others come from before the engine is asked to remove until after it has.
      if (early === undefined) await new Promise((next) => setTimeout(next, random() * 40));
      if (stack.seats.find(room, "cn")?.removal !== undefined) waited++;
      const second = early ?? open(target(at, room), hongKong);
      expect((await second.joined)?.participant?.identity).toBe("cn");
      await first.closed;
      await stack.enforcement.settled();
      await isServed(second);
      expect(second.leaveReason).toBeUndefined();
      second.close();
    });
    expect(rooms.length).toBeGreaterThanOrEqual(races);
    expect(waited).toBeGreaterThan(0);
  },
  deadlineMs,
);

test("the gate itself decides again when the engine has answered, before the client hears of it (attack 11)", async () => {
  // An engine that answers on cue, and an enforcement that does nothing.
  const asked: Socket[] = [];
  const slow = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => asked.push(socket));
  });
  await new Promise<void>((done) => slow.listen(0, "127.0.0.1", done));
  const own = await startGateStack({
    engineUrl: `http://127.0.0.1:${(slow.address() as AddressInfo).port}`,
    engineKey: { id: "engine", secret: "engine-secret" },
    idle: true,
  });
  const answer = async (change: () => void) => {
    const client = open(oldQuery(mintToken(accountKey, "slow", "a")), mainland, own.port);
    await vi.waitFor(() => expect(asked.length).toBe(1));
    change();
    asked
      .pop()
      ?.write(
        "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
      );
    return (await client.answer).status;
  };
  try {
    own.directory.set("slow", []);
    expect(await answer(() => undefined)).toBe(101);
    expect(await answer(() => own.directory.set("slow", [deny("CN")]))).toBe(403);
    own.directory.set("slow", []);
    expect(await answer(() => own.directory.set("slow", [], { ended: true }))).toBe(410);
    own.directory.set("slow", [deny("FR")], { ended: false });
    expect(await answer(() => own.locator.put(mainland, "FR"))).toBe(403);
    own.directory.set("slow", []);
    expect(await answer(() => Object.assign(own.directory, { expired: true }))).toBe(503);
  } finally {
    await own.stop();
    for (const socket of asked) socket.destroy();
    slow.close();
  }
});

const from = { FR: france, HK: hongKong, CN: mainland } as const;
type Where = keyof typeof from;
const everywhere = Object.keys(from) as Where[];

function person(room: string, who: Where, identity: string = who): RawClient {
  return open(oldQuery(mintToken(accountKey, room, identity)), from[who]);
}

/** Sets five rules in a row. Returns those denied by the last, and by any of them. */
async function changeQuickly(room: string, random: () => number) {
  const ever = new Set<Where>();
  let last: Where[] = [];
  for (let change = 0; change < 5; change++) {
    last = everywhere.filter(() => random() < 0.4);
    for (const who of last) ever.add(who);
    stack.directory.set(room, last.length === 0 ? [] : [deny(...last)]);
    await new Promise((next) => setTimeout(next, random() < 0.5 ? 0 : random() * 200));
  }
  return { last, ever };
}

test(
  `of rules that change many times within a second only the last one counts, ${sequences} sequences (attack 29)`,
  async () => {
    const random = seeded(20_261_127);
    for (let round = 0; round < sequences; round++) {
      const room = `sequence-${round}`;
      stack.directory.set(room, []);
      const inside = everywhere.map((who) => ({ who, client: person(room, who) }));
      await Promise.all(inside.map(({ client }) => client.joined));
      const { last, ever } = await changeQuickly(room, random);
      await stack.enforcement.settled();
      const seated = (await stack.engine.listSeats(room))?.map(({ identity }) => identity) ?? [];
      // Those the last rule names are out; those none of them named noticed nothing.
      expect(last.filter((who) => seated.includes(who))).toEqual([]);
      const untouched = inside.filter(({ who }) => !ever.has(who));
      expect(seated).toEqual(expect.arrayContaining(untouched.map(({ who }) => who)));
      expect(untouched.filter(({ client }) => client.socket.destroyed)).toEqual([]);
      // And the door follows the last rule.
      const again = everywhere.map((who) => person(room, who, `${who}-again`));
      const statuses = await Promise.all(again.map(async ({ answer }) => (await answer).status));
      expect(statuses).toEqual(everywhere.map((who) => (last.includes(who) ? 403 : 101)));
      for (const client of clients.splice(0)) client.close();
    }
  },
  deadlineMs,
);

test("an order lifted during many removals ends there: those still inside stay, all may return (attack 29)", async () => {
  const room = "lifted-midway";
  stack.directory.set(room, []);
  const crowd = Array.from({ length: 8 }, (_, at) =>
    open(oldQuery(mintToken(accountKey, room, `cn-${at}`)), mainland),
  );
  const bystander = open(oldQuery(mintToken(accountKey, room, "fr")), france);
  await Promise.all([...crowd, bystander].map(({ joined }) => joined));
  // Four have a listening page, which uses its 300 ms; the others are removed at once.
  for (let at = 0; at < 4; at++) stack.joinStreams.open.add(`cn-${at}`);
  const until = Date.now() + 3_600_000;
  const jurisdiction = ["CN"] as never;
  stack.directory.set(room, [{ kind: "order", id: "o", jurisdiction, from: 0, until }]);
  await Promise.all(crowd.slice(4).map(({ closed }) => closed));
  stack.directory.set(room, []);
  await stack.enforcement.settled();
  expect(stack.joinStreams.told.filter(({ status }) => status === 451).length).toBe(4);
  const seated = (await stack.engine.listSeats(room))?.map(({ identity }) => identity).sort();
  const alive = crowd.flatMap(({ socket }, at) => (socket.destroyed ? [] : [`cn-${at}`]));
  expect(seated).toEqual([...alive, "fr"].sort());
  expect(bystander.socket.destroyed).toBe(false);
  for (let at = 0; at < crowd.length; at++) {
    const back = open(oldQuery(mintToken(accountKey, room, `cn-${at}`)), mainland);
    expect((await back.answer).status).toBe(101);
  }
});
