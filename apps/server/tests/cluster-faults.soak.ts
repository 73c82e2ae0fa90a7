import { setTimeout as delay } from "node:timers/promises";
import { randomFrom } from "@graticule/verify/tests/random";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { drawFault, type Fault } from "./faults/causes.ts";
import {
  FaultCrowd,
  type Member,
  noViolations,
  type Random,
  type Seated,
  type Standing,
} from "./faults/crowd.ts";
import { HostedMeeting, signIn } from "./faults/hosted.ts";
import { Limits } from "./faults/limits.ts";
import { OwnerWatch } from "./faults/owner-watch.ts";
import { patiently } from "./faults/patiently.ts";
import { hasRedis } from "./redis-engine.ts";

/**
 * Random faults on real instances and engines, with joins, rules, orders and hosts' acts going on.
 * `GRATICULE_FAULTS`: how many; `GRATICULE_FAULTS_SEED`: which; `GRATICULE_FAULTS_ONLY`: a part of
 * the names of those wished. 100 of them take about 20 minutes.
 */
const faults = Number(process.env["GRATICULE_FAULTS"] ?? 100);
const seed = Number(process.env["GRATICULE_FAULTS_SEED"] ?? 1);
const only = process.env["GRATICULE_FAULTS_ONLY"] ?? "";

const [france, china] = ["127.0.94.1", "127.0.94.2"];
const rooms = ["one", "two", "three", "four", "five", "six"];
const violations = noViolations();
/** Longer than a take-over, the return after it, and the sweep that follows. */
const settleMs = 45_000;
const backMs = 15_000;
let world: ClusterWorld;

beforeAll(async () => {
  const geofeed = `${france}/32,FR,,,\n${china}/32,CN,,,\n`;
  if (!hasRedis())
    console.log("Without Debian's redis-server: no cluster on Redis among the engines");
  world = await openClusterWorld(geofeed, { engines: 2, redis: hasRedis(), relays: true });
});
afterAll(() => world?.stop());

/** Where each room is: its owner's port for other instances, and its engine. */
type Places = ReadonlyMap<string, { readonly port: number | undefined; readonly engine: string }>;

const title = `${faults} random faults, seed ${seed}: nothing acknowledged is lost, no one is let in or put out wrongly`;

test(title, { timeout: 28 * 60_000 }, async () => {
  const below = randomFrom(seed);
  const random: Random = () => below(2 ** 32) / 2 ** 32;
  const instances = await Promise.all([world.start(), world.start(), world.start()]);
  const running = (): readonly Instance[] => instances;
  const cookie = await signIn(instances[0]);
  const limits = new Limits({ world, rooms, instances: running, random });
  let fault: Fault | undefined;
  let before: Places = new Map();
  const excuse = ({ member, through }: Seated): string | undefined => {
    if (fault === undefined) return undefined;
    const { instances: hit = [], engines = [], apart = [] } = fault.touches;
    const { port, engine = "" } = before.get(member.room) ?? {};
    const owner = (one: Instance): boolean => one.knownAs === port;
    if (hit.includes(through) || hit.some(owner) || engines.includes(engine)) return fault.name;
    const isApart = apart.includes(through) !== apart.some(owner);
    return isApart ? fault.name : undefined;
  };
  const crowd = new FaultCrowd({ instances: running, random, violations, excuse });
  const over = new AbortController();
  const members = rooms.flatMap((room) => backends(room, limits));
  const living = crowd.live(members, over.signal);
  const watching = watchOwners(running, over.signal);
  let acknowledged = 0;

  const settle = async (after: string, meeting?: HostedMeeting, isQuick = false): Promise<void> => {
    const began = performance.now();
    await limits.rest();
    const all = [...members, ...(meeting?.guests ?? [])];
    const look = (ms: number) => rightWithin(ms, began, () => wrong(crowd, limits, all));
    if (isQuick) {
      const out = (await look(backMs)).filter((what) => what.endsWith("is out"));
      if (out.length > 0) violations.lateBack.push(`after ${after}: ${out.join(", ")}`);
    }
    const found = await look(settleMs);
    if (found.length > 0) violations.notSettled.push(`after ${after}: ${found.join(", ")}`);
  };

  await settle("the start");
  for (let at = 1; at <= faults; at += 1) {
    const meeting = await HostedMeeting.open({ world, instances: running, random }, cookie, 4);
    const sitting = new AbortController();
    const stop = new AbortController();
    const pages = meeting.guests.map((guest) => guest.keepPage(sitting.signal));
    const guests = crowd.live(meeting.guests, sitting.signal);
    const acting = [limits.keepActing(stop.signal), meeting.keepActing(stop.signal)];
    await delay(2_000 + random() * 2_000);
    before = await places();
    fault = drawFault({ world, instances, random }, only);
    await fault.run();
    await delay(random() * 3_000);
    stop.abort();
    await Promise.all(acting);
    const told = `fault ${at}, ${fault.name}`;
    await settle(told, meeting, fault.isQuick);
    await meeting.end();
    await settle(`${told}, and the meeting's end`, meeting);
    sitting.abort();
    await Promise.all([guests, ...pages]);
    acknowledged += meeting.acknowledged;
    const [acts, found] = [acknowledged + limits.acknowledged, Object.values(violations).flat()];
    const hit = fault.touches.engines ?? [];
    const touched = [...before.values()].filter(({ engine }) => hit.includes(engine)).length;
    const where = hit.length === 0 ? "" : ` (${touched} rooms on it)`;
    const counts = `let in ${crowd.letIn}, refused ${crowd.refused}, acknowledged ${acts}`;
    console.log(
      `${at}: ${fault.name}${where}; ${counts}; wrong so far: ${found.join("; ") || "nothing"}`,
    );
    fault = undefined;
  }
  over.abort();
  const [, answers] = await Promise.all([living, watching]);
  expect(answers).toBeGreaterThan(faults);
  expect(violations).toEqual(noViolations());
});

/** Three whom no limit ever names, and two whom some do. */
function backends(room: string, limits: Limits): readonly Member[] {
  const one = (identity: string, address: string, isNamed: boolean): Member => ({
    ...{ room, identity },
    sit: async (at) => world.sit(at, room, identity, address),
    standing: (from, until) => (isNamed ? limits.standing(room, from, until) : "in"),
  });
  return [
    ...[1, 2, 3].map((at) => one(`${room}-near-${at}`, france, false)),
    ...[1, 2].map((at) => one(`${room}-far-${at}`, china, true)),
  ];
}

/** Until everyone was right once, or so long after `began`. @returns what never was */
async function rightWithin(
  ms: number,
  began: number,
  look: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  let never = await look();
  while (never.length > 0 && performance.now() - began < ms) {
    await delay(500);
    const found = await look();
    never = never.filter((what) => found.includes(what));
  }
  return never;
}

/** By what the engines list and by their own connections: who is in or out wrongly. */
async function wrong(
  crowd: FaultCrowd,
  limits: Limits,
  members: readonly Member[],
): Promise<readonly string[]> {
  const inRooms = [...new Set(members.map(({ room }) => room))];
  const lists = await Promise.all(inRooms.map((room) => world.listed(room)));
  const listed = new Map(inRooms.map((room, at) => [room, new Set(lists[at])]));
  const connected = new Set(crowd.seated().map(({ member }) => member));
  const placed = await places();
  const now = performance.now();
  const seen = (member: Member): Found => ({
    isConnected: connected.has(member),
    isListed: listed.get(member.room)?.has(member.identity) === true,
    // A cluster on Redis lists some who are gone, for ever.
    mayBeGhost: placed.get(member.room)?.engine === "engine-redis",
  });
  const standingNow = (member: Member): Standing =>
    member.identity.includes("-far-") ? limits.now(member.room) : member.standing(now, now);
  return members.flatMap((member) => {
    const what = wrongly(standingNow(member), seen(member));
    const { room, identity } = member;
    return what === undefined
      ? []
      : [`${identity === "" ? `a guest of ${room}` : identity} ${what}`];
  });
}

/** By our connections and the engine's list. */
interface Found {
  readonly isConnected: boolean;
  readonly isListed: boolean;
  readonly mayBeGhost: boolean;
}

function wrongly(
  standing: Standing,
  { isConnected, isListed, mayBeGhost }: Found,
): "is in" | "is out" | "isn't listed" | undefined {
  if (standing === "either") return undefined;
  if (standing === "out") {
    return isConnected || (isListed && !mayBeGhost) ? "is in" : undefined;
  }
  if (!isConnected) return "is out";
  return isListed ? undefined : "isn't listed";
}

async function places(): Promise<Places> {
  const query = world.database.db
    .selectFrom("room_owner")
    .leftJoin("instance", "instance.id", "room_owner.instance")
    .select(["room_owner.room", "room_owner.engine", "instance.url"]);
  const rows = await patiently(() => query.execute());
  return new Map(
    rows.map(({ room, engine, url }) => [
      room,
      { engine, port: url === null ? undefined : Number(new URL(url).port) },
    ]),
  );
}

/** @returns how often an instance said that it may decide about a room */
async function watchOwners(
  instances: () => readonly Instance[],
  signal: AbortSignal,
): Promise<number> {
  const idsByPort = async (): Promise<ReadonlyMap<number, string>> => {
    const query = world.database.db.selectFrom("instance").select(["id", "url"]);
    const rows = await patiently(() => query.execute());
    return new Map(rows.map(({ id, url }) => [Number(new URL(url).port), id]));
  };
  const found = (what: string): void => void violations.twoOwners.push(what);
  const watch = new OwnerWatch();
  await watch.watch(rooms, instances, idsByPort, { signal, found });
  return watch.answers;
}
