import { randomFrom } from "@graticule/verify/tests/random";
import { beforeAll, expect, test } from "vitest";
import { mutant, signedMutant } from "../../tests/delivery/mutants.ts";
import { membersRead, serviceReads } from "../../tests/delivery/readings.ts";
import { RealMember, realWorld } from "../../tests/delivery/real-member.ts";
import { Relayed } from "../../tests/delivery/relayed.ts";
import { everything, Simulation } from "../../tests/delivery/simulation.ts";
import { readCommit } from "./mls-wire.ts";

/** The soak has more of them, and a third reader: `apps/server/tests/delivery/readers.soak.ts`. */
const mutants = 2_000;
const relayed = new Relayed();
let one: RealMember;

beforeAll(async () => {
  const world = await realWorld();
  const below = randomFrom(2);
  const simulation = new Simulation({
    proposer: relayed.proposer,
    readCommit,
    disturbances: everything,
    most: 6,
    random: () => below(2 ** 32) / 2 ** 32,
    newClient: async (identity) => {
      one = await RealMember.come(world, identity);
      return relayed.listenTo(one);
    },
  });
  expect((await simulation.run(12)).faults).toEqual([]);
});

test("both sides read alike what pages and the service send", () => {
  for (const [text, kind] of relayed.all) {
    expect(membersRead(text)).toMatchObject({ is: kind });
    const isRead = kind === "commit" || kind === "key package";
    expect(serviceReads(text)).toEqual(isRead ? membersRead(text) : undefined);
  }
  expect(new Set(relayed.all.values()).size).toBe(4);
});

/** How many each reader accepted; where both do, they agree. Any error thrown fails the test. */
function read(texts: readonly string[]) {
  const counts = { service: 0, members: 0 };
  for (const text of texts) {
    const [service, members] = [serviceReads(text), membersRead(text)];
    if (service !== undefined) expect({ text, members }).toEqual({ text, members: service });
    counts.service += service === undefined ? 0 : 1;
    counts.members += members === undefined ? 0 : 1;
  }
  return counts;
}

test("a changed message reads the same to the service as to members, and makes neither throw or hang", () => {
  const below = randomFrom(1);
  const sent = [...relayed.all.keys()].map((text) => Buffer.from(text, "base64url"));
  const made = Array.from({ length: mutants }, (_, at) =>
    mutant(sent[at % sent.length] ?? Buffer.alloc(0), below, sent).toString("base64url"),
  );
  const { service, members } = read(made);
  expect([service, members - service, mutants - members].map((count) => count > 10)).toEqual([
    true,
    true,
    true,
  ]);
});

test("a key package that is signed after a change reads the same at the door as inside", async () => {
  const below = randomFrom(3);
  const keyPackage = Buffer.from(one.keyPackage, "base64url");
  const made: string[] = [];
  for (let at = 0; at < mutants / 4; at += 1) {
    const signed = await signedMutant(keyPackage, one.parts.signature.signKey, below);
    made.push(signed.toString("base64url"));
  }
  const { service, members } = read(made);
  expect([service, members - service].map((count) => count > 10)).toEqual([true, true]);
});
