import { keyRingSize } from "@graticule/delivery/known-group";
import { lax, laxCommit, World } from "@graticule/e2ee/attacks/world";
import { applyCommit, makeCommit } from "@graticule/e2ee/commit";
import type { Change } from "@graticule/e2ee/delivery";
import { ringSize as ringOfPages } from "@graticule/e2ee/frame-key";
import { beginGroup, decode, type Group, insidersOf, joinGroup } from "@graticule/e2ee/group";
import { type KeyPackageBundle, makeKeyPackage } from "@graticule/e2ee/keys";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf } from "../../tests/delivery/page-parts.ts";
import { createProposer, readCommit, readKeyPackage } from "./mls-wire.ts";
import { vector } from "./tls-bytes.ts";

const proposer = createProposer();
const { sender } = proposer;

test("epochs wrap round the same ring here and in the pages", () => {
  expect(keyRingSize).toBe(ringOfPages);
});

interface Person {
  readonly identity: string;
  readonly group: Group;
}

/** Proposes changes and has one member commit them; the others and the newcomers follow. */
async function change(
  people: readonly Person[],
  by: Person,
  what: { readonly out?: Person; readonly in?: readonly string[] },
): Promise<{
  readonly people: readonly Person[];
  readonly commit: string;
  readonly welcome: string | undefined;
  readonly refs: string[];
  /** References by which the service names the newcomers' keys. */
  readonly welcomed: string[];
}> {
  const { epoch } = by.group;
  const at = { group: "group", epoch };
  const changes: Change[] = [];
  const refs: string[] = [];
  const welcomed: string[] = [];
  const coming = new Map<string, KeyPackageBundle>();
  const propose = (
    kind: "add" | "remove",
    identity: string,
    of: Parameters<typeof proposer.propose>[1],
  ): void => {
    const { message, ref, welcomeRef } = proposer.propose(at, of);
    if (welcomeRef !== undefined) welcomed.push(welcomeRef);
    changes.push({ kind, identity, proposal: message });
    refs.push(ref);
  };
  if (what.out !== undefined) {
    const { identity } = what.out;
    const leaf = insidersOf(by.group).find((one) => one.identity === identity)?.leaf ?? -1;
    propose("remove", identity, { kind: "remove", leaf });
  }
  for (const identity of what.in ?? []) {
    const keys = await makeKeyPackage(partsOf(identity));
    coming.set(identity, keys);
    propose("add", identity, { kind: "add", keyPackage: keys.keyPackage });
  }
  const result = await makeCommit(partsOf(by.identity), by.group, changes);
  if (result.kind === "doubted") throw new Error(`${result.identity} is doubted`);
  const { commit, welcome = "", next } = result.made;
  const stay = people.filter((one) => one !== what.out);
  const after: Person[] = [];
  for (const one of stay) {
    const apply = () => applyCommit(partsOf(one.identity), one.group, { changes, commit });
    after.push({ ...one, group: one === by ? next : await apply() });
  }
  for (const [identity, keys] of coming) {
    const announced = { id: "group", epoch: epoch + 1, sender, welcome, commit };
    after.push({ identity, group: await joinGroup(partsOf(identity), keys, announced) });
  }
  return { people: after, commit, welcome: result.made.welcome, refs, welcomed };
}

/** A commit, as the members' own library reads it. */
function libraryReads(commit: string) {
  let message: ReturnType<typeof decode>;
  try {
    message = decode(commit);
  } catch {
    return undefined;
  }
  if (message.wireformat !== "mls_public_message") throw new Error("not public");
  const { groupId, epoch, sender: from, ...content } = message.publicMessage.content;
  if (from.senderType !== "member" || content.contentType !== "commit")
    throw new Error("no commit");
  const refs = content.commit.proposals.flatMap((one) =>
    one.proposalOrRefType === "reference" ? [Buffer.from(one.reference).toString("base64url")] : [],
  );
  const areAll = refs.length === content.commit.proposals.length;
  return {
    group: Buffer.from(groupId).toString(),
    epoch: Number(epoch),
    leaf: from.leafIndex,
    refs: areAll ? refs : undefined,
    hasPath: content.commit.path !== undefined,
  };
}

describe("proposals of the service, commits of members", () => {
  test.each([1, 2, 3, 7, 20])(
    "with %i inside: the service reads proposals and commits as members do",
    async (size) => {
      const first = partsOf("p0");
      const keys = await makeKeyPackage(first);
      const group = await beginGroup(first, keys, { id: "group", sender });
      let people: readonly Person[] = [{ identity: "p0", group }];
      const look = async (
        by: Person | undefined,
        what: Parameters<typeof change>[2],
        hasPath: boolean,
      ): Promise<void> => {
        if (by === undefined) throw new Error("no one commits");
        const leaf = insidersOf(by.group).find(({ identity }) => identity === by.identity)?.leaf;
        const { epoch } = by.group;
        const made = await change(people, by, what);
        const head = readCommit(made.commit, made.welcome);
        const { refs, welcomed } = made;
        expect(head).toEqual({ group: "group", epoch, leaf, refs, hasPath, welcomed });
        expect(head).toEqual({ ...libraryReads(made.commit), welcomed });
        people = made.people;
      };
      const others = Array.from({ length: size }, (_, at) => `p${at + 1}`);
      await look(people[0], { in: others }, false);
      await look(people.at(-1), { out: people[0] as Person }, true);
      if (size > 1) {
        await look(people[1], { out: people[0] as Person, in: ["q1", "q2"] }, true);
      }
    },
  );
});

test("a commit that holds a proposal by value isn't ours, and a proposal is no commit", async () => {
  const world = await World.of("ann", "bob");
  const own = [{ proposalType: "remove" as const, remove: { removed: 0 } }];
  const { commit } = await laxCommit(world, lax(world.find("bob").group), own);
  expect(libraryReads(commit)).toMatchObject({ leaf: 1, refs: undefined, hasPath: true });
  expect(readCommit(commit)).toBeUndefined();
  const { proposal } = await world.removal("ann");
  expect(readCommit(proposal)).toBeUndefined();
  expect(readCommit((await makeKeyPackage(partsOf("ann"))).keyPackage)).toBeUndefined();
});

test("a commit whose welcome is cut, longer, for no one, or missing is refused", async () => {
  const world = await World.of("ann", "bob");
  const { group, parts } = world.find("bob");
  const coming = await world.addition("cyn", await makeKeyPackage(world.partsOf("cyn")));
  const made = await makeCommit(parts, group, [coming]);
  if (made.kind !== "made") throw new Error("no commit");
  const { commit, welcome = "" } = made.made;
  const whole = Buffer.from(welcome, "base64url");
  const isRead = (...pieces: readonly Uint8Array[]): boolean =>
    readCommit(commit, Buffer.concat(pieces).toString("base64url")) !== undefined;
  expect(isRead(whole)).toBe(true);
  expect(isRead(whole, Buffer.of(0))).toBe(false);
  for (let at = 0; at < whole.length; at += 1) expect(isRead(whole.subarray(0, at))).toBe(false);
  expect(isRead(whole.subarray(0, 6), vector(Buffer.of()), vector(Buffer.of(1)))).toBe(false);
  expect(isRead(Buffer.from(commit, "base64url"))).toBe(false);
});

// Broken on purpose: not checking what follows its head → most of these are read.
test("a commit that is cut, longer, or has a leaf that our pages don't make is refused", async () => {
  const world = await World.of("ann", "bob", "cyn", "dan");
  const { group, parts } = world.find("bob");
  const made = await makeCommit(parts, group, [await world.removal("cyn")]);
  if (made.kind !== "made") throw new Error("no commit");
  const whole = Buffer.from(made.made.commit, "base64url");
  const isRead = (...pieces: readonly Uint8Array[]): boolean =>
    readCommit(Buffer.concat(pieces).toString("base64url")) !== undefined;
  expect(isRead(whole)).toBe(true);
  expect(isRead(whole, Buffer.of(0))).toBe(false);
  for (let at = 0; at < whole.length; at += 1) expect(isRead(whole.subarray(0, at))).toBe(false);
  const capabilities = Buffer.from("020001020001000002000103", "hex");
  const at = whole.indexOf(capabilities);
  const before = whole.subarray(0, at);
  const after = whole.subarray(at + capabilities.length);
  expect(isRead(before, capabilities, after)).toBe(true);
  const others = [
    "020001020001000002000102",
    "020001020001000002000203",
    "02000102000102ff010002000103",
  ];
  for (const other of others) {
    expect(isRead(before, Buffer.from(other, "hex"), after)).toBe(false);
  }
});

describe("arbitrary bytes", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.base64String(),
    fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw).toString("base64url")),
  );

  test("throw nothing and pass for neither a key package nor a commit", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(readKeyPackage(text)).toBeUndefined();
        expect(readCommit(text)).toBeUndefined();
      }),
    );
  });
  test("a commit with parts swapped is read alike by us and the library, or by neither", async () => {
    const parts = partsOf("p0");
    const group = await beginGroup(parts, await makeKeyPackage(parts), { id: "group", sender });
    const { people } = await change(
      [{ identity: "p0", group }],
      { identity: "p0", group },
      { in: ["p1"] },
    );
    const [one, other] = people;
    if (one === undefined || other === undefined) throw new Error("no one");
    const { commit } = await change(people, other, { out: one, in: ["p2"] });
    const whole = Buffer.from(commit, "base64url");
    const piece = fc.tuple(fc.nat(whole.length), fc.nat(4), fc.uint8Array({ maxLength: 4 }));
    fc.assert(
      fc.property(piece, ([at, length, put]) => {
        const made = Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + length)]);
        const text = made.toString("base64url");
        const [ours, theirs] = [readCommit(text), libraryReads(text)];
        if (ours === undefined || theirs === undefined) return;
        expect(ours).toEqual({ ...theirs, welcomed: [] });
      }),
    );
  });
});
