import { setTimeout as delay } from "node:timers/promises";
import type { ClusterWorld, Instance } from "../cluster-of-programs.ts";
import { isFrom, type Mending } from "../relay.ts";
import { pick, type Random } from "./crowd.ts";

/** Whom a fault may cut: those whose room or way it touches. */
export interface Touched {
  /** Those through these, and in rooms that they own. */
  readonly instances: readonly Instance[];
  /** Those whose room is placed on one of these. */
  readonly engines: readonly string[];
  /** Those who come through one of these to another's room, or through another to a room of it. */
  readonly apart: readonly Instance[];
}

export interface Fault {
  readonly name: string;
  readonly touches: Partial<Touched>;
  /** Whether people must be back 15 s after it is over. */
  readonly isQuick?: boolean;
  /** Resolves when it is over. */
  run(): Promise<void>;
}

export interface FaultParts {
  readonly world: ClusterWorld;
  /** Those that run; a fault may replace one. */
  readonly instances: Instance[];
  readonly random: Random;
}

type Make = (parts: FaultParts, ms: number) => Fault | undefined;

/** Draws the next fault. `only`: a part of the names of those to draw from. */
export function drawFault(parts: FaultParts, only: string): Fault {
  const { random } = parts;
  for (;;) {
    const ms = 500 + random() * 11_500;
    const fault = pick(kinds, random)(parts, ms);
    if (fault?.name.includes(only)) return fault;
  }
}

const during = async (ms: number, begin: () => void, end: () => void): Promise<void> => {
  begin();
  await delay(ms);
  end();
};
const lasting = (ms: number): string => `for ${(ms / 1_000).toFixed(1)} s`;
const signal = (pid: number | undefined, name: NodeJS.Signals): void => {
  if (pid === undefined) throw new Error("there is no such process");
  process.kill(pid, name);
};
const frozen = (ms: number, pid: number | undefined): Promise<void> =>
  during(
    ms,
    () => signal(pid, "SIGSTOP"),
    () => signal(pid, "SIGCONT"),
  );

async function replaced({ world, instances }: FaultParts, one: Instance, how: NodeJS.Signals) {
  instances.splice(instances.indexOf(one), 1);
  await one.program.stop(how);
  instances.push(await world.start());
}

function stopped(how: NodeJS.Signals, name: string): Make {
  return (parts) => {
    const one = pick(parts.instances, parts.random);
    return { name, touches: { instances: [one] }, run: () => replaced(parts, one, how) };
  };
}

interface Cut {
  readonly name: string;
  /** Who loses the database. */
  readonly database: "one" | "all" | "none";
  /** Whether others reach it no more, and whether it reaches no others. */
  readonly peers?: readonly ("to" | "from")[];
  readonly touches: (one: Instance, all: readonly Instance[]) => Partial<Touched>;
}

function cut({ name, database, peers: ways = [], touches }: Cut): Make {
  return ({ instances, random }, ms) => {
    const one = pick(instances, random);
    const others = instances.filter((other) => other !== one);
    const how: Mending = random() < 0.5 ? "late" : "lost";
    const pid = one.program.child.pid ?? 0;
    const without = { none: [], one: [one], all: instances }[database];
    const begin = (): void => {
      for (const { line } of without) line.cut();
      if (ways.includes("to")) one.peers?.cut();
      if (!ways.includes("from")) return;
      for (const { peers } of others) peers?.cut((near) => isFrom(pid, near));
    };
    const end = (): void => {
      for (const { line, peers } of instances) {
        line.mend(how);
        peers?.mend(how);
      }
    };
    return {
      name: `${name} ${lasting(ms)}, ${how}`,
      touches: touches(one, instances),
      run: () => during(ms, begin, end),
    };
  };
}

const anEngine: Make = ({ world, random }, ms) => {
  const at = Math.floor(random() * world.engines.length);
  const { child } = world.engines[at] ?? {};
  const touches = { engines: [`engine-${at}`] };
  const pid = child?.identity.pid;
  const kill = async (): Promise<void> => {
    signal(pid, "SIGKILL");
    await delay(ms);
    await world.restart(at);
  };
  const drain = () =>
    during(
      ms,
      () => world.drain([`engine-${at}`]),
      () => world.drain([]),
    );
  const common = { touches, isQuick: true };
  return pick<Fault>(
    [
      { ...common, name: `an engine frozen ${lasting(ms)}`, run: () => frozen(ms, pid) },
      { ...common, name: `an engine killed ${lasting(ms)}`, run: kill },
      { ...common, name: `an engine drained ${lasting(ms)}`, run: drain },
    ],
    random,
  );
};

/** Both at the same moment. */
const engineAndInstance: Make = (parts) => {
  const { world, random, instances } = parts;
  const one = pick(instances, random);
  const at = Math.floor(random() * world.engines.length);
  return {
    name: "an engine and an instance killed",
    touches: { engines: [`engine-${at}`], instances: [one] },
    run: async () => {
      signal(world.engines[at]?.child.identity.pid, "SIGKILL");
      await replaced(parts, one, "SIGKILL");
      await world.restart(at);
    },
  };
};

const redis: Make = ({ world, random }, ms) => {
  const { redis: engine } = world;
  if (engine === undefined) return undefined;
  const at = random() < 0.5 ? 0 : 1;
  const node = engine.nodes[at]?.child.identity.pid;
  const common = { touches: { engines: ["engine-redis"] }, isQuick: true };
  const kill = async (): Promise<void> => {
    signal(node, "SIGKILL");
    await delay(ms);
    await engine.restart(at);
  };
  const seconds = random() < 0.75 ? 7 : 30;
  const freeze = () => frozen(seconds * 1_000, engine.redis.identity.pid);
  return pick<Fault>(
    [
      { ...common, name: `Redis frozen for ${seconds} s`, run: freeze },
      { ...common, name: `a Redis node killed ${lasting(ms)}`, run: kill },
      { ...common, name: "a Redis node frozen for 6 s", run: () => frozen(6_000, node) },
    ],
    random,
  );
};

const frozenInstance: Make = ({ instances, random }, ms) => {
  const one = pick(instances, random);
  const run = () => frozen(ms, one.program.child.pid);
  return { name: `an instance frozen ${lasting(ms)}`, touches: { instances: [one] }, run };
};

const itself = (one: Instance): Partial<Touched> => ({ instances: [one] });
const itsWays = (one: Instance): Partial<Touched> => ({ apart: [one] });
const nobody = (): Partial<Touched> => ({});
/** Without a word from each of the others, none goes on without the database. */
const everyone = (_: Instance, instances: readonly Instance[]): Partial<Touched> => ({ instances });
const none = { database: "none", touches: itsWays } as const;
const both = ["to", "from"] as const;

const kinds: readonly Make[] = [
  stopped("SIGKILL", "an instance killed"),
  stopped("SIGTERM", "an instance stopped"),
  frozenInstance,
  cut({ name: "one instance without the database", database: "one", touches: itself }),
  cut({ name: "no instance with the database", database: "all", touches: nobody }),
  cut({ ...none, name: "an instance that the others can't reach", peers: ["to"] }),
  cut({ ...none, name: "an instance that can't reach the others", peers: ["from"] }),
  cut({ ...none, name: "an instance apart from the others", peers: both }),
  cut({ name: "an instance without anything", database: "one", peers: both, touches: itself }),
  cut({ name: "no database, and one apart", database: "all", peers: both, touches: everyone }),
  anEngine,
  anEngine,
  engineAndInstance,
  redis,
  redis,
];
