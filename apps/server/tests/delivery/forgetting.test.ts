import type { KeysEvent } from "@graticule/api/keys";
import type { Outgoing } from "@graticule/delivery/ports";
import { GroupError, joinGroup } from "@graticule/e2ee/group";
import type { KeyPackageBundle } from "@graticule/e2ee/keys";
import { beforeAll, expect, test } from "vitest";
import { bytesReachableFrom, secretsOf, textsReachableFrom } from "./kept-secrets.ts";
import { RealMember, type RealWorld, realWorld } from "./real-member.ts";
import { RecordedCall } from "./recorded-call.ts";

async function come(call: RecordedCall<RealMember>, ...identities: string[]): Promise<void> {
  for (const one of identities) await call.comes(one, await RealMember.come(world, one));
}

function welcomeTo(identity: string, relayed: readonly Outgoing[]) {
  const events = relayed.flatMap(({ to, event }) => (to === identity ? [event] : []));
  const welcome = events.find(
    (event): event is KeysEvent & { kind: "welcome" } => event.kind === "welcome",
  );
  if (welcome === undefined) throw new Error(`${identity} was not let in`);
  return welcome;
}

let world: RealWorld;
beforeAll(async () => {
  world = await realWorld();
});

// Broken on purpose: the key package's private part kept while inside → the welcome opens.
test("nothing a page holds opens the welcome it came by, which the service still has (attack 44)", async () => {
  const call = new RecordedCall<RealMember>();
  await come(call, "ann");
  const cyn = await RealMember.come(world, "cyn");
  let keys: KeyPackageBundle | undefined;
  await call.comes("cyn", cyn, () => {
    if (cyn.member.kind === "outside") keys = structuredClone(cyn.member.keys);
  });
  if (keys === undefined) throw new Error("she came without keys");
  const { group: id, epoch, sender, commit, welcome } = welcomeTo("cyn", call.relayed);
  const { privatePart, ...others } = keys;
  const enters = (initPrivateKey: Uint8Array) =>
    joinGroup(
      cyn.parts,
      {
        ...others,
        privatePart: { ...privatePart, initPrivateKey: Uint8Array.from(initPrivateKey) },
      },
      { id, epoch, sender, commit, welcome },
    );
  await expect(enters(privatePart.initPrivateKey)).resolves.toMatchObject({ epoch });
  const held = bytesReachableFrom(cyn.member).filter(({ length }) => length === 32);
  expect(held.length).toBeGreaterThan(5);
  for (const key of held) await expect(enters(key)).rejects.toBeInstanceOf(GroupError);
});

test("a member keeps no secret of past epochs, and of its path only what is still in the tree (attack 44)", async () => {
  const call = new RecordedCall<RealMember>();
  await come(call, "ann", "bob", "cyn", "dan");
  const past: string[] = [];
  const note = (): void => void past.push(...secretsOf(call.find("dan").member));
  for (const guest of ["eve", "fay"]) {
    await come(call, guest);
    note();
    await call.goes(guest);
    note();
  }
  // Cyn, then leftmost, commits by a path that she shares with Dan; once she has gone, its node is
  // blank.
  for (const one of ["ann", "bob"]) await call.goes(one);
  note();
  await come(call, "gus");
  await call.goes("cyn");
  const dan = call.find("dan");
  const now = new Set(secretsOf(dan.member));
  const reachable = textsReachableFrom(dan.member);
  expect(past.filter((secret) => reachable.has(secret) && !now.has(secret))).toEqual([]);
  if (dan.member.kind !== "inside") throw new Error("he is not inside");
  const { privatePath, ratchetTree } = dan.member.group.mls;
  const nodes = Object.keys(privatePath.privateKeys).map(Number);
  expect(nodes.filter((node) => ratchetTree[node] === undefined)).toEqual([]);
});

// Broken on purpose, each found: see `KeptSecrets`.
test("of all it ever derived, drew or opened, a member keeps what its epoch needs, even after path renewal and starting over (attack 44)", async () => {
  const call = new RecordedCall<RealMember>();
  await come(call, "ann", "bob", "cyn", "dan");
  const leafKeys = new Set(secretsOf(call.find("dan").member));
  for (let turn = 0; turn < 4; turn += 1) await call.renews();
  expect(call.relayed.filter(({ event }) => event.kind === "please").map(({ to }) => to)).toEqual(
    expect.arrayContaining(["ann", "bob", "cyn", "dan"]),
  );
  expect(secretsOf(call.find("dan").member).filter((secret) => leafKeys.has(secret))).toEqual([]);
  await call.goes("bob");
  await call.startsOver("cyn");
  await come(call, "eve");
  for (const member of call.members)
    expect([member.identity, member.faults]).toEqual([member.identity, []]);
});
