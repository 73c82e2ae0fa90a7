import { actedProposer } from "@graticule/delivery/tests/acted-proposer";
import { createProposer, readCommit } from "@graticule/server/delivery/mls-wire";
import { randomFrom as numbersFrom } from "@graticule/verify/tests/random";
import { expect, test } from "vitest";
import { Actor, Ghost, Hostile, readActedCommit } from "./actors.ts";
import { HostileMember, realTricks } from "./hostile-member.ts";
import { RealMember, type RealWorld, realWorld } from "./real-member.ts";
import { type Disturbances, everything, Simulation } from "./simulation.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";
const sequences = soak ? 10_000 : 1_000;

/** Numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  const below = numbersFrom(seed);
  return () => below(2 ** 32) / 2 ** 32;
}

test(`whatever happens, everyone ends in one epoch, in ${sequences} random sequences (attack 38)`, async () => {
  let epochs = 0;
  const bad: string[] = [];
  for (let seed = 1; seed <= sequences; seed += 1) {
    const random = randomFrom(seed);
    const simulation = new Simulation({
      proposer: actedProposer,
      newClient: async (identity) => new Actor(identity),
      readCommit: readActedCommit,
      random,
      most: 3 + Math.floor(random() * 57),
      disturbances: everything,
    });
    const outcome = await simulation.run(30);
    epochs += outcome.epochs;
    if (outcome.faults.length > 0)
      bad.push(`seed ${seed}: ${outcome.faults.slice(0, 4).join("; ")}`);
    if (bad.length > 5) break;
  }
  expect(bad).toEqual([]);
  expect(epochs).toBeGreaterThan(sequences);
}, 600_000);

/** People come and go, and nothing else happens. */
const calm: Disturbances = [[1, "leave"]];
const actedTricks = [
  ...(["stalls", "starts over", "says broken", "is dumb"] as const),
  "spoils commits",
] as const;

function anyOf<T>(all: readonly [T, ...(readonly T[])], random: () => number): T {
  return all[Math.floor(random() * all.length)] ?? all[0];
}

/** How long each removal took, sorted. */
async function removalsOf(
  world: (
    seed: number,
    random: () => number,
  ) => Pick<ConstructorParameters<typeof Simulation>[0], "newClient" | "disturbances" | "ghosts">,
): Promise<readonly number[]> {
  const took: number[] = [];
  const bad: string[] = [];
  for (let seed = 1; seed <= sequences / 10; seed += 1) {
    const random = randomFrom(seed);
    const simulation = new Simulation({
      proposer: actedProposer,
      readCommit: readActedCommit,
      random,
      most: 3 + Math.floor(random() * 30),
      ...world(seed, random),
    });
    const outcome = await simulation.run(40);
    took.push(...outcome.tookMs);
    bad.push(...outcome.faults.map((fault) => `seed ${seed}: ${fault}`));
  }
  expect(bad.slice(0, 6)).toEqual([]);
  expect(took.length).toBeGreaterThan(sequences / 10);
  return took.sort((one, other) => one - other);
}

test("half a second after a removal no one sends with keys the removed person has, however often guests without the link say hello (attack 43)", async () => {
  const took = await removalsOf(() => ({
    newClient: async (identity) => new Actor(identity),
    ghosts: [new Ghost(), new Ghost()],
    disturbances: calm,
  }));
  expect(took.at(-1)).toBeLessThanOrEqual(500);
}, 600_000);

test("two seconds after it at most, where others inside do all they can to delay it", async () => {
  const took = await removalsOf((_, random) => ({
    newClient: async (identity) =>
      random() < 0.4 ? new Hostile(identity, anyOf(actedTricks, random)) : new Actor(identity),
    ghosts: [new Ghost(), new Ghost()],
    disturbances: calm,
  }));
  expect(took.at(-1)).toBeLessThanOrEqual(2_000);
}, 600_000);

test("and where pages freeze, crash and lose their streams: by everyone who was there all the time", async () => {
  const took = await removalsOf((_, random) => ({
    newClient: async (identity) =>
      random() < 0.2 ? new Hostile(identity, anyOf(actedTricks, random)) : new Actor(identity),
    disturbances: everything,
  }));
  expect(took.at(-1)).toBeLessThanOrEqual(2_000);
}, 600_000);

const realSequences = soak ? 300 : 8;
/** The size of the first. */
const largest = soak ? 60 : 24;

interface RealRun {
  readonly epochs: number;
  readonly faults: readonly string[];
  readonly heard: ReadonlySet<string>;
  /** How often someone did something other than they were asked. */
  readonly tricks: number;
}

/** Every fourth has hostile members. */
async function realRun(world: RealWorld, seed: number): Promise<RealRun> {
  const random = randomFrom(seed);
  const members: RealMember[] = [];
  const hostile: HostileMember[] = [];
  const simulation = new Simulation({
    proposer: createProposer(),
    newClient: async (identity) => {
      const member = await RealMember.come(world, identity);
      members.push(member);
      if (seed % 4 !== 0 || random() >= 0.3) return member;
      const liar = new HostileMember(member, anyOf(realTricks, random));
      hostile.push(liar);
      return liar;
    },
    readCommit,
    random,
    disturbances: everything,
    most: seed === 1 ? largest : 3 + Math.floor(random() * 12),
  });
  const outcome = await simulation.run(seed === 1 ? largest : 25);
  // What a hostile seat gives others is useless to them, which isn't their fault.
  const found = members.flatMap((one) => (hostile.length > 0 ? one.kept : one.faults));
  return {
    epochs: outcome.epochs,
    faults: [...outcome.faults, ...found],
    heard: new Set(members.flatMap(({ heard }) => [...heard])),
    tricks: hostile.reduce((sum, one) => sum + one.tricks, 0),
  };
}

// Nearly all the time is Web Crypto's, through ts-mls: hence few in each run.
test(`with real MLS, in ${realSequences} sequences, no one forks, gets stuck or keeps an old secret (attacks 38 and 44)`, async () => {
  const world = await realWorld();
  const bad: string[] = [];
  const heard = new Set<string>();
  let epochs = 0;
  let tricks = 0;
  for (let seed = 1; seed <= realSequences; seed += 1) {
    const run = await realRun(world, seed);
    epochs += run.epochs;
    tricks += run.tricks;
    for (const kind of run.heard) heard.add(kind);
    if (run.faults.length > 0) bad.push(`seed ${seed}: ${run.faults.slice(0, 4).join("; ")}`);
  }
  expect(bad).toEqual([]);
  expect(epochs).toBeGreaterThan(2 * realSequences);
  expect([...heard]).toEqual(expect.arrayContaining(["removal", "start-over", "welcome"]));
  expect(tricks).toBeGreaterThan(0);
}, 600_000);
