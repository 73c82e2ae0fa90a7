import { setTimeout as delay } from "node:timers/promises";
import { accountKey, deniedFrom, startBenchGate } from "../gate-parts.ts";
import { type BenchOptions, type BenchResult, type Ratio, spreadOf } from "../measure.ts";
import { startBenchEngine } from "../real-engine.ts";
import { type Key, mintToken, Signalling, signalTarget } from "../signalling.ts";
import { type Contender, hasNginx, startNginx, startNode } from "./contenders.ts";
import { ask, closeAll, openMany } from "./load.ts";

const upgradesARound = 3_000;
const refusalsARound = 4_000;
const idleConnections = 2_000;
const joins = 200;
const atOnce = 32;

/**
 * The cost of the gate relative to proxies that decide nothing, on the same cheap upstream:
 * upgrades and refusals per second of the proxy's own CPU time, memory of an idle connection, and
 * the time it adds to a join on a real engine.
 *
 * Node is a large part of `overNginx`. On two busy cores, where the gate had 0.19 to 0.26 of
 * nginx's upgrades, a bare splice on node:http that decides nothing had 0.49 to 0.56; one that only
 * reads the request, checks its token and signs the engine's had 0.27 to 0.36. With a seat still to
 * keep and judge, a third of nginx is about what is left.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  if (!hasNginx()) say("nginx is not installed: the figures beside it are left out");
  const perCpu = await upgradeRates(rounds, say);
  const refusals = await refusalRates(rounds, say);
  const memory = await memories(rounds, say);
  const added = await addedJoinTimes(say);
  return result({
    overHttpProxy3: ratio(perCpu.get("gate"), perCpu.get("http-proxy-3")),
    overFastifyProxy: ratio(perCpu.get("gate"), perCpu.get("fastify-proxy")),
    overNginx: ratio(perCpu.get("gate"), perCpu.get("nginx")),
    memoryByNginx: ratio(memory.get("gate"), memory.get("nginx")),
    refusalsOverNginx: ratio(refusals.get("gate"), refusals.get("nginx")),
    addedJoinMs: spreadOf(added),
  });
}

/**
 * A contender with its own upstream: a port allows some 28,000 connections a minute, too few for
 * all.
 */
async function before(start: (upstream: number) => Promise<Contender>): Promise<Contender> {
  const stub = await startNode("stub", 0);
  const contender = await start(stub.port);
  const stop = async (): Promise<void> => {
    await contender.stop();
    await stub.stop();
  };
  return { ...contender, stop };
}

const node = (name: string) => before((upstream) => startNode(name, upstream));
const nginx = () => before(startNginx);

type Rates = Map<string, number[]>;
type Say = BenchOptions["say"];

const admittedTargets = Array.from({ length: 256 }, (_, at) =>
  signalTarget(mintToken(accountKey, `room-${at % 16}`, `person-${at}`)),
);
const refusedTargets = Array.from({ length: 256 }, (_, at) =>
  signalTarget(mintToken(accountKey, "refusing", `person-${at}`)),
);

async function upgradeRates(rounds: number, say: Say): Promise<Rates> {
  const contenders = await Promise.all([
    node("gate"),
    node("http-proxy-3"),
    node("fastify-proxy"),
    ...(hasNginx() ? [nginx()] : []),
  ]);
  const work = async ({ port }: Contender, count: number): Promise<void> =>
    ask({ port, targets: admittedTargets, atOnce }, count, "101");
  return rates("upgrades", contenders, { count: upgradesARound, rounds, work }, say);
}

async function refusalRates(rounds: number, say: Say): Promise<Rates> {
  const contenders = await Promise.all([node("gate"), ...(hasNginx() ? [nginx()] : [])]);
  const work = async ({ name, port }: Contender, count: number): Promise<void> => {
    const targets = name === "nginx" ? refusedTargets.map((t) => `/refused${t}`) : refusedTargets;
    await ask({ port, targets, atOnce, from: deniedFrom }, count, "403");
  };
  return rates("refusals", contenders, { count: refusalsARound, rounds, work }, say);
}

/** Units per second of the contender's own CPU time; a warm-up, then interleaved rounds. */
async function rates(
  what: string,
  contenders: readonly Contender[],
  plan: {
    readonly count: number;
    readonly rounds: number;
    readonly work: (contender: Contender, count: number) => Promise<void>;
  },
  say: Say,
): Promise<Rates> {
  const found: Rates = new Map(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await plan.work(contender, plan.count);
  for (let round = 0; round < plan.rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender === undefined) continue;
      const before = contender.cpuSeconds();
      await plan.work(contender, plan.count);
      // Work left for connections that were just closed belongs to them.
      await delay(100);
      found.get(contender.name)?.push(plan.count / (contender.cpuSeconds() - before));
    }
  }
  for (const contender of contenders) await contender.stop();
  for (const [name, values] of found) {
    say(`${what} per CPU second, ${name}: ${spreadOf(values).median.toFixed(0)}`);
  }
  return found;
}

/** Bytes per idle connection of 2,000, each time in a fresh process that has served a few. */
async function memories(rounds: number, say: Say): Promise<Rates> {
  const starts: [string, () => Promise<Contender>][] = [
    ["gate", () => node("gate")],
    ["http-proxy-3", () => node("http-proxy-3")],
  ];
  if (hasNginx()) starts.push(["nginx", nginx]);
  const found: Rates = new Map(starts.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, start] of starts) {
      const contender = await start();
      const load = { port: contender.port, targets: admittedTargets, atOnce };
      await ask(load, 200, "101");
      await delay(200);
      const before = await contender.memory();
      const sockets = await openMany(load, idleConnections);
      await delay(300);
      found.get(name)?.push(((await contender.memory()) - before) / idleConnections);
      await closeAll(sockets);
      await contender.stop();
    }
  }
  for (const [name, values] of found) {
    say(`bytes of an idle connection, ${name}: ${spreadOf(values).median.toFixed(0)}`);
  }
  return found;
}

/** Each join through the gate and one straight to the engine; which goes first alternates. */
async function addedJoinTimes(say: Say): Promise<number[]> {
  const engine = await startBenchEngine();
  const { port, gate, server } = await startBenchGate(engine.url, engine.key);
  const added: number[] = [];
  const direct: number[] = [];
  for (let pair = -10; pair < joins; pair++) {
    const through = () => joinMs(port, accountKey, `join-${pair}`);
    const straight = () => joinMs(engine.port, engine.key, `join-direct-${pair}`);
    const { throughMs, straightMs } = await inTurn(through, straight, pair % 2 === 0);
    if (pair < 0) continue;
    added.push(throughMs - straightMs);
    direct.push(straightMs);
  }
  say(`a join straight to the engine: ${spreadOf(direct).median.toFixed(1)} ms`);
  gate.close();
  server.close();
  await engine.stop();
  return added;
}

async function inTurn(
  through: () => Promise<number>,
  straight: () => Promise<number>,
  throughFirst: boolean,
): Promise<{ readonly throughMs: number; readonly straightMs: number }> {
  if (throughFirst) {
    const throughMs = await through();
    return { throughMs, straightMs: await straight() };
  }
  const straightMs = await straight();
  return { throughMs: await through(), straightMs };
}

async function joinMs(port: number, key: Key, room: string): Promise<number> {
  const target = signalTarget(mintToken(key, room, "person"));
  const began = performance.now();
  const client = new Signalling(port, target);
  const joinedAt = await client.joinedAt;
  client.socket.destroy();
  await client.outAt;
  return joinedAt - began;
}

function ratio(
  above: readonly number[] | undefined,
  below: readonly number[] | undefined,
): Ratio | undefined {
  if (above === undefined || below === undefined) return undefined;
  return spreadOf(above.map((value, round) => value / (below[round] ?? Number.NaN)));
}

function result(ratios: Readonly<Record<string, Ratio | undefined>>): BenchResult {
  const figures: Record<string, number | null> = {};
  const spread: Record<string, readonly [number, number]> = {};
  for (const [key, found] of Object.entries(ratios)) {
    figures[key] = found?.median ?? null;
    if (found !== undefined) spread[key] = [found.min, found.max];
  }
  return { figures, spread };
}
