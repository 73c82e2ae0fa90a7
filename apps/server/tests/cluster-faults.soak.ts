import { setTimeout as delay } from "node:timers/promises";
import { randomFrom } from "@graticule/verify/tests/random";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { type Denied, FaultCrowd, type Member, type Random, RuleTruth } from "./fault-crowd.ts";
import { liftOrder, order } from "./orders.ts";

/**
 * Random faults on two real instances and two real engines, with joins, rules and orders going on.
 * `GRATICULE_FAULTS`: how many; `GRATICULE_FAULTS_SEED`: which. 150 of them take about 20 minutes.
 */
const faults = Number(process.env["GRATICULE_FAULTS"] ?? 150);
const seed = Number(process.env["GRATICULE_FAULTS_SEED"] ?? 1);

const [france, china] = ["127.0.94.1", "127.0.94.2"];
const rooms = ["one", "two", "three", "four"];
/** Longer than a take-over, the return after it, and the sweep that follows. */
const settleMs = 45_000;
let world: ClusterWorld;

beforeAll(async () => {
  world = await openClusterWorld(`${france}/32,FR,,,\n${china}/32,CN,,,\n`, { engines: 2 });
});
afterAll(() => world?.stop());

const members: readonly Member[] = rooms.flatMap((room) => [
  ...[1, 2, 3].map((at) => ({
    ...{ room, identity: `${room}-near-${at}`, address: france, kind: "near" as const },
  })),
  ...[1, 2].map((at) => ({
    ...{ room, identity: `${room}-far-${at}`, address: china, kind: "far" as const },
  })),
]);

const title = `${faults} random faults, seed ${seed}: nothing acknowledged is lost, no one is let in or put out wrongly`;

test(title, { timeout: 26 * 60_000 }, async () => {
  const below = randomFrom(seed);
  const random: Random = () => below(2 ** 32) / 2 ** 32;
  const instances = await Promise.all([world.start(), world.start()]);
  const truth = new Map(rooms.map((room) => [room, new RuleTruth()]));
  const crowd = new FaultCrowd({ world, instances: () => instances, members, truth, random });
  const limits = new Limits({ instances, truth, random });
  const settle = async (after: string): Promise<void> => {
    await limits.rest();
    const wrong = await settled(limits);
    if (wrong.length > 0) crowd.violations.notSettled.push(`after ${after}: ${wrong.join(", ")}`);
  };
  await settle("the start");
  for (let at = 1; at <= faults; at += 1) {
    const stop = new AbortController();
    const acts = limits.keepActing(stop.signal);
    const told = await cause(random, instances);
    await delay(random() * 3_000);
    stop.abort();
    await acts;
    await settle(`fault ${at}, ${told}`);
    console.log(`${at}: ${told}; let in ${crowd.letIn}, refused ${crowd.refused}`);
  }
  await crowd.stop();
  expect(crowd.violations).toEqual({ undecidedLetIn: [], bystandersCut: [], notSettled: [] });
});

/** Causes one fault and waits until it is over. Returns what it was. */
async function cause(random: Random, instances: Instance[]): Promise<string> {
  const chosen = pick(instances, random);
  const ms = 500 + random() * 11_500;
  const seconds = `${(ms / 1_000).toFixed(1)} s`;
  const again = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    instances.splice(instances.indexOf(chosen), 1);
    await chosen.program.stop(signal);
    instances.push(await world.start());
  };
  const pause = async (pid: number | undefined): Promise<void> => {
    if (pid === undefined) throw new Error("there is nothing to freeze");
    process.kill(pid, "SIGSTOP");
    await delay(ms);
    process.kill(pid, "SIGCONT");
  };
  const cut = async (lines: readonly Instance[]): Promise<void> => {
    for (const { line } of lines) line.cut();
    await delay(ms);
    for (const { line } of lines) line.mend();
  };
  switch (Math.floor(random() * 6)) {
    case 0:
      await again("SIGKILL");
      return "an instance killed";
    case 1:
      await again("SIGTERM");
      return "an instance stopped";
    case 2:
      await pause(chosen.program.child.pid);
      return `an instance frozen for ${seconds}`;
    case 3:
      await cut([chosen]);
      return `one instance without the database for ${seconds}`;
    case 4:
      await cut(instances);
      return `no instance with the database for ${seconds}`;
    default:
      await pause(world.second?.child.identity.pid);
      return `an engine frozen for ${seconds}`;
  }
}

interface LimitsParts {
  readonly instances: readonly Instance[];
  readonly truth: ReadonlyMap<string, RuleTruth>;
  readonly random: Random;
}

/** Rules by the backend's API, through any instance, and orders by the desk's rows. */
class Limits {
  readonly #parts: LimitsParts;
  /** Orders in force, by room. */
  readonly #orders = new Map<string, string>();

  constructor(parts: LimitsParts) {
    this.#parts = parts;
  }

  isOut(room: string): Denied {
    return this.#orders.has(room) || (this.#parts.truth.get(room)?.denied ?? "either");
  }

  async keepActing(signal: AbortSignal): Promise<void> {
    const { random } = this.#parts;
    while (!signal.aborted) {
      await delay(500 + random() * 2_000, undefined, { signal }).catch(() => undefined);
      const room = pick(rooms, random);
      if (random() < 0.5) await this.#turnOrder(room);
      else await this.#setRule(room, random() < 0.5);
    }
  }

  /** Until what holds is certain for every room. */
  async rest(): Promise<void> {
    for (const [room, rule] of this.#parts.truth) {
      while (rule.denied === undefined) {
        await this.#setRule(room, false);
        await delay(250);
      }
    }
  }

  async #turnOrder(room: string): Promise<void> {
    const before = this.#orders.get(room);
    if (before === undefined) {
      this.#orders.set(room, await order(world.database, room, ["CN"]));
    } else {
      await liftOrder(world.database, before);
      this.#orders.delete(room);
    }
  }

  async #setRule(room: string, denied: boolean): Promise<void> {
    const { instances, truth, random } = this.#parts;
    const rule = truth.get(room);
    rule?.begin();
    const [method, body] = denied
      ? (["PUT", { deny: [{ kind: "place", code: "CN" }] }] as const)
      : (["DELETE", undefined] as const);
    // An act without an answer may still happen, but not after one that saw a later version.
    const version = { "if-match": `"${(await lastOf(room))?.version ?? 0}"` };
    const answer = await Promise.race([
      world.ask(pick(instances, random), method, `/api/rooms/${room}/rule`, body, version),
      delay(10_000).then(() => undefined),
    ]).catch(() => undefined);
    if (answer?.status !== 200 && answer?.status !== 204 && answer?.status !== 404) return;
    const spares = (await lastOf(room))?.inside_from != null;
    rule?.acknowledged(answer.status === 200 && (spares ? "either" : true));
  }
}

async function lastOf(room: string) {
  return await world.database.db
    .selectFrom("rule_event")
    .select(["version", "inside_from"])
    .where("room", "=", room)
    .where("version", "is not", null)
    .orderBy("version", "desc")
    .executeTakeFirst();
}

/** Waits until everyone who may is inside and no one else, by the engines' lists. Who isn't. */
async function settled(limits: Limits): Promise<readonly string[]> {
  const giveUpAt = performance.now() + settleMs;
  for (;;) {
    const wrong = (await Promise.all(rooms.map((room) => wrongIn(room, limits)))).flat();
    if (wrong.length === 0 || performance.now() > giveUpAt) return wrong;
    await delay(500);
  }
}

async function wrongIn(room: string, limits: Limits): Promise<readonly string[]> {
  const listed = new Set(await world.listed(room));
  const isOut = ({ kind }: Member): Denied => kind === "far" && limits.isOut(room);
  return members
    .filter((member) => member.room === room && listed.has(member.identity) === isOut(member))
    .map((member) => `${member.identity} is ${isOut(member) === true ? "in" : "out"}`);
}

function pick<T>(some: readonly T[], random: Random): T {
  const picked = some[Math.floor(random() * some.length)];
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
}
