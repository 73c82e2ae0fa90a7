import { createProposer, readCommit } from "@graticule/server/delivery/mls-wire";
import { randomFrom as numbersFrom } from "@graticule/verify/tests/random";
import { expect, test } from "vitest";
import { Actor, actedProposer, readActedCommit } from "./actors.ts";
import { RealMember, realWorld } from "./real-member.ts";
import { Simulation } from "./simulation.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";
const sequences = soak ? 10_000 : 1_000;

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  const below = numbersFrom(seed);
  return () => below(2 ** 32) / 2 ** 32;
}

test(`whatever happens, all are in one epoch in the end, in ${sequences} random sequences (attack 38)`, async () => {
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

/** In the first of them. */
const largest = 60;
const realSequences = soak ? 300 : 30;

test(`the same with real MLS, in ${realSequences} sequences: nobody forks, nobody is stuck (attack 38)`, async () => {
  const world = await realWorld();
  const bad: string[] = [];
  let epochs = 0;
  for (let seed = 1; seed <= realSequences; seed += 1) {
    const random = randomFrom(seed);
    const members: RealMember[] = [];
    const simulation = new Simulation({
      proposer: createProposer(),
      newClient: async (identity) => {
        const member = await RealMember.come(world, identity);
        members.push(member);
        return member;
      },
      ...{ readCommit, random },
      most: seed === 1 ? largest : 3 + Math.floor(random() * 12),
    });
    const outcome = await simulation.run(seed === 1 ? largest : 25);
    epochs += outcome.epochs;
    const faults = [...outcome.faults, ...members.flatMap((one) => one.faults)];
    if (faults.length > 0) bad.push(`seed ${seed}: ${faults.slice(0, 4).join("; ")}`);
  }
  expect(bad).toEqual([]);
  expect(epochs).toBeGreaterThan(2 * realSequences);
}, 600_000);
