import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { enterGroup, GroupError } from "@graticule/e2ee/group";
import type { Keys } from "@graticule/e2ee/keys";
import { Conversation } from "@graticule/server/delivery/conversation";
import { createProposer, readCommit } from "@graticule/server/delivery/mls-wire";
import type { Outgoing } from "@graticule/server/delivery/ports";
import { beforeAll, expect, test } from "vitest";
import { RealMember, type RealWorld, realWorld } from "./real-member.ts";

/** A call with real keys, in which every message arrives at once, and all that the service relayed is recorded. */
class RecordedCall {
  readonly relayed: Outgoing[] = [];
  /** Copies of the keys with which each came. */
  readonly cameWith = new Map<string, Keys>();
  readonly #world: RealWorld;
  readonly #members = new Map<string, RealMember>();
  readonly #conversation: Conversation;
  #nowMs = 0;

  constructor(world: RealWorld) {
    this.#world = world;
    this.#conversation = new Conversation(createProposer(), () => "group");
  }

  find(identity: string): RealMember {
    const member = this.#members.get(identity);
    if (member === undefined) throw new Error(`${identity} is not here`);
    return member;
  }

  async comes(identity: string): Promise<void> {
    const member = await RealMember.come(this.#world, identity);
    this.#members.set(identity, member);
    const hello = await member.connected();
    if (member.member.kind === "outside") {
      this.cameWith.set(identity, structuredClone(member.member.keys));
    }
    await this.#say(identity, hello);
  }

  async goes(identity: string): Promise<void> {
    this.#members.delete(identity);
    this.#nowMs += 1;
    await this.#relay(this.#conversation.take(identity, { kind: "left" }, this.#nowMs));
  }

  async #say(from: string, messages: readonly KeysMessage[]): Promise<void> {
    for (const message of messages) {
      const head = message.kind === "commit" ? readCommit(message.commit) : undefined;
      this.#nowMs += 1;
      await this.#relay(
        this.#conversation.take(from, { kind: "says", message, listens: true, head }, this.#nowMs),
      );
    }
  }

  async #relay(sent: readonly Outgoing[]): Promise<void> {
    this.relayed.push(...sent);
    for (const { to, event } of sent) {
      const said = await this.#members.get(to)?.hear(event);
      await this.#say(to, said ?? []);
    }
  }
}

/** Every run of bytes that can be reached from a value. */
function bytesReachableFrom(value: unknown, seen = new Set<unknown>()): Uint8Array[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  if (value instanceof Uint8Array) return [value];
  const parts = value instanceof Map ? [...value.entries()].flat() : Object.values(value);
  return parts.flatMap((part) => bytesReachableFrom(part, seen));
}

function textsReachableFrom(value: unknown): ReadonlySet<string> {
  return new Set(bytesReachableFrom(value).map((bytes) => toBase64Url(bytes)));
}

/** What an epoch of this member hangs on, copied: its secrets, and the private keys of its path. */
function secretsOf(member: RealMember): readonly string[] {
  const { member: now } = member;
  if (now.kind !== "inside") throw new Error("it is not inside");
  const { keySchedule, privatePath } = now.group.mls;
  const { epochAuthenticator: _, ...secrets } = keySchedule;
  const all = [...Object.values(secrets), ...Object.values(privatePath.privateKeys)];
  return all.map((bytes) => toBase64Url(bytes));
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
test("nothing that a page holds opens the welcome by which it came, which the service still has (attack 44)", async () => {
  const call = new RecordedCall(world);
  for (const one of ["ann", "cyn"]) await call.comes(one);
  const { group: id, epoch, sender, commit, welcome } = welcomeTo("cyn", call.relayed);
  const keys = call.cameWith.get("cyn");
  if (keys === undefined) throw new Error("she came without keys");
  const enters = (initPrivateKey: Uint8Array) =>
    enterGroup(
      call.find("cyn").parts,
      {
        ...keys,
        privatePart: { ...keys.privatePart, initPrivateKey: Uint8Array.from(initPrivateKey) },
      },
      { id, epoch, sender, commit, welcome },
    );
  await expect(enters(keys.privatePart.initPrivateKey)).resolves.toMatchObject({ epoch });
  const held = bytesReachableFrom(call.find("cyn").member).filter(({ length }) => length === 32);
  expect(held.length).toBeGreaterThan(5);
  for (const key of held) await expect(enters(key)).rejects.toBeInstanceOf(GroupError);
});

test("of the epochs that are over a member keeps no secret, and of its path only what still stands in the tree (attack 44)", async () => {
  const call = new RecordedCall(world);
  for (const one of ["ann", "bob", "cyn", "dan"]) await call.comes(one);
  const past: string[] = [];
  const note = (): void => void past.push(...secretsOf(call.find("dan")));
  for (const guest of ["eve", "fay"]) {
    await call.comes(guest);
    note();
    await call.goes(guest);
    note();
  }
  // Cyn, leftmost then, commits by a path that she and Dan share; once she is gone its node is blank.
  for (const one of ["ann", "bob"]) await call.goes(one);
  note();
  await call.comes("gus");
  await call.goes("cyn");
  const dan = call.find("dan");
  const now = new Set(secretsOf(dan));
  const reachable = textsReachableFrom(dan.member);
  expect(past.filter((secret) => reachable.has(secret) && !now.has(secret))).toEqual([]);
  if (dan.member.kind !== "inside") throw new Error("he is not inside");
  const { privatePath, ratchetTree } = dan.member.group.mls;
  const nodes = Object.keys(privatePath.privateKeys).map(Number);
  expect(nodes.filter((node) => ratchetTree[node] === undefined)).toEqual([]);
});
