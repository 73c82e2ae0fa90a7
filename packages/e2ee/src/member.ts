import type { EpochKeys } from "@graticule/frames/frame-format";
import { applyCommit, type MadeCommit, makeCommit } from "./commit.ts";
import type { Change, FromDelivery, ToDelivery } from "./delivery.ts";
import { keyIndexOf } from "./frame-key.ts";
import {
  authenticatorOf,
  baseKeyOf,
  beginGroup,
  enterGroup,
  forgetGroup,
  type Group,
  GroupError,
  type GroupFault,
  type Insider,
  insidersOf,
  isWelcomed,
  ownLeafOf,
} from "./group.ts";
import { type GroupParts, type Keys, makeKeys } from "./keys.ts";

/** One page's part in a group. A new value with each step. */
export type Member =
  /** It has said hello, or is about to. */
  | {
      readonly kind: "outside";
      readonly keys: Keys;
      /** It has said hello with these keys; each is said once. */
      readonly said: boolean;
    }
  | {
      readonly kind: "inside";
      /** With which it came, the public part. INVARIANT: no private key of it outlives the coming in (RFC 9420 section 9.2). */
      readonly keyPackage: string;
      readonly group: Group;
      /** Where epoch 0 stands in the ring of frame keys. */
      readonly keyIndex: number;
      /** A commit of its own, of which nobody knows yet whether it is the one that counts. */
      readonly made: MadeCommit | undefined;
      /** It sends with this epoch's key. */
      readonly sends: boolean;
    }
  /** The link is not this meeting's. */
  | { readonly kind: "turned-away" };

export type MemberInput =
  | { readonly kind: "heard"; readonly event: FromDelivery }
  /** Its stream is open, for the first time or again. */
  | { readonly kind: "connected" }
  /** Nothing was heard for long. */
  | { readonly kind: "impatient" }
  /** It can receive with new keys for long, and was not told to send with its own. */
  | { readonly kind: "overdue" };

/** What its page has to do, in this order. */
export type Effect =
  | { readonly kind: "say"; readonly message: ToDelivery }
  /** From now on frames of this epoch can be opened. */
  | { readonly kind: "receive"; readonly keys: EpochKeys }
  /** From now on seal with the keys at this place; those at all others are over, once what is on its way has come. */
  | { readonly kind: "send"; readonly place: number }
  /** Who is in the group now, and what all of them have alike. */
  | {
      readonly kind: "show";
      readonly insiders: readonly Insider[];
      readonly authenticator: Uint8Array;
    }
  /** It is in no group; for what reason, if something was not to be trusted. */
  | { readonly kind: "lost"; readonly fault: GroupFault | undefined }
  | { readonly kind: "turned-away" };

export interface Step {
  readonly member: Member;
  readonly effects: readonly Effect[];
}

/** A page that wants in. */
export async function newMember(parts: GroupParts): Promise<Member> {
  return { kind: "outside", keys: await makeKeys(parts), said: false };
}

/** With which it came in, or wants in; undefined: it was turned away. */
export function keyPackageOf(member: Member): string | undefined {
  switch (member.kind) {
    case "outside":
      return member.keys.keyPackage;
    case "inside":
      return member.keyPackage;
    case "turned-away":
      return undefined;
  }
}

/**
 * The next state, and what to do. Whatever is not as it must be leads outside and in again with new keys, never to keys that
 * somebody else may have. The steps of one member are to be taken one after the other.
 */
export async function step(parts: GroupParts, member: Member, input: MemberInput): Promise<Step> {
  if (member.kind === "turned-away") return { member, effects: [] };
  if (input.kind === "overdue") return send(member);
  if (input.kind !== "heard") return await greet(parts, member, input.kind);
  try {
    return await hear(parts, member, input.event);
  } catch (error) {
    if (!(error instanceof GroupError)) throw error;
    return await giveUp(parts, member, input.event, error.code);
  }
}

async function greet(
  parts: GroupParts,
  member: Exclude<Member, { kind: "turned-away" }>,
  why: "connected" | "impatient",
): Promise<Step> {
  if (member.kind === "outside") return await hello(parts, member);
  if (why === "impatient") return stay(member);
  return { member, effects: [say({ kind: "resume", ...at(member.group) })] };
}

async function hello(parts: GroupParts, member: Member & { kind: "outside" }): Promise<Step> {
  const keys = member.said ? await makeKeys(parts) : member.keys;
  return {
    member: { kind: "outside", keys, said: true },
    effects: [say({ kind: "hello", keyPackage: keys.keyPackage })],
  };
}

async function hear(parts: GroupParts, member: Member, event: FromDelivery): Promise<Step> {
  switch (event.kind) {
    case "begin":
      return await begin(parts, member, event);
    case "welcome":
      return await enter(parts, member, event);
    case "please":
      return await commit(parts, member, event);
    case "change":
      return await change(parts, member, event);
    case "execute":
      return execute(member, event);
    case "start-over":
      return await startOver(parts, member, undefined);
    case "turned-away":
      return {
        member: { kind: "turned-away" },
        effects: [{ kind: "lost", fault: undefined }, { kind: "turned-away" }],
      };
  }
}

async function begin(
  parts: GroupParts,
  member: Member,
  event: FromDelivery & { kind: "begin" },
): Promise<Step> {
  if (member.kind !== "outside") return await elsewhere(parts, member, event.group);
  const { group: id, sender, keyIndex } = event;
  const group = await beginGroup(parts, member.keys, { id, sender });
  const { keyPackage } = member.keys;
  return await inside(parts, { keyPackage, group, keyIndex }, { kind: "begun", group: id });
}

/**
 * It is inside already: in this group, and the word came twice; or the service has forgotten the one that it is in, and then
 * these keys were used once and are not used again.
 */
async function elsewhere(
  parts: GroupParts,
  member: Exclude<Member, { kind: "outside" }>,
  group: string,
): Promise<Step> {
  const isHere = member.kind === "turned-away" || member.group.id === group;
  return isHere ? stay(member) : await startOver(parts, member, undefined);
}

async function enter(
  parts: GroupParts,
  member: Member,
  event: FromDelivery & { kind: "welcome" },
): Promise<Step> {
  if (member.kind !== "outside") return await elsewhere(parts, member, event.group);
  const { group: id, epoch, sender, welcome, commit, keyIndex } = event;
  const { keys } = member;
  // To keys that it has no more: it has said hello again since.
  if (!(await isWelcomed(parts, keys, welcome))) return stay(member);
  const group = await enterGroup(parts, keys, { id, epoch, sender, welcome, commit });
  const { keyPackage } = keys;
  return await inside(parts, { keyPackage, group, keyIndex }, { kind: "ready", ...at(group) });
}

async function commit(
  parts: GroupParts,
  member: Member,
  event: FromDelivery & { kind: "please" },
): Promise<Step> {
  if (member.kind !== "inside" || !isNow(member.group, event)) return stay(member);
  // Asked once more, because its stream is new: whichever copy arrives, it is the same commit.
  if (member.made !== undefined && areSame(member.made.changes, event.changes)) {
    return { member, effects: [sayCommit(member.group, member.made)] };
  }
  if (member.made !== undefined) forgetGroup(member.made.next, member.group);
  const result = await makeCommit(parts, member.group, event.changes);
  if (result.kind === "doubted") {
    const { identity } = result;
    return {
      member: { ...member, made: undefined },
      effects: [say({ kind: "bad-change", ...at(member.group), identity })],
    };
  }
  const { made } = result;
  return { member: { ...member, made }, effects: [sayCommit(member.group, made)] };
}

function sayCommit(group: Group, { commit, welcome }: MadeCommit): Effect {
  const forNewcomers = welcome === undefined ? {} : { welcome };
  return say({ kind: "commit", ...at(group), commit, ...forNewcomers });
}

function areSame(some: readonly Change[], others: readonly Change[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ proposal }, place) => proposal === others[place]?.proposal)
  );
}

async function change(
  parts: GroupParts,
  member: Member,
  event: FromDelivery & { kind: "change" },
): Promise<Step> {
  if (member.kind !== "inside" || event.group !== member.group.id) return stay(member);
  // Came twice, or before the answer to `resume`, after the stream broke.
  if (event.epoch !== member.group.epoch) return stay(member);
  const group = await next(parts, member, event);
  const { keyPackage, keyIndex } = member;
  return await inside(parts, { keyPackage, group, keyIndex }, { kind: "ready", ...at(group) });
}

async function next(
  parts: GroupParts,
  { group, made }: Member & { kind: "inside" },
  event: { readonly changes: readonly Change[]; readonly commit: string },
): Promise<Group> {
  if (made === undefined || made.commit !== event.commit) {
    const after = await applyCommit(parts, group, event);
    if (made !== undefined) forgetGroup(made.next, after);
    forgetGroup(group, after);
    return after;
  }
  made.forget();
  forgetGroup(group, made.next);
  return made.next;
}

function execute(member: Member, event: FromDelivery & { kind: "execute" }): Step {
  if (member.kind !== "inside" || !isNow(member.group, event)) return stay(member);
  return send(member);
}

function send(member: Member): Step {
  if (member.kind !== "inside" || member.sends) return stay(member);
  const place = keyIndexOf(member.keyIndex, member.group.epoch);
  return { member: { ...member, sends: true }, effects: [{ kind: "send", place }] };
}

async function giveUp(
  parts: GroupParts,
  member: Member,
  event: FromDelivery,
  fault: GroupFault,
): Promise<Step> {
  // What it was asked to commit is no commit: somebody else is asked, and what they make is looked at.
  if (event.kind === "please") return stay(member);
  const { member: anew, effects } = await startOver(parts, member, fault);
  if (!("epoch" in event)) return { member: anew, effects };
  const { group, epoch } = event;
  const broken = say({ kind: "broken", group, epoch });
  return { member: anew, effects: [broken, ...effects] };
}

async function startOver(
  parts: GroupParts,
  member: Member,
  fault: GroupFault | undefined,
): Promise<Step> {
  if (member.kind === "inside") {
    if (member.made !== undefined) forgetGroup(member.made.next);
    forgetGroup(member.group);
  }
  const keys = await makeKeys(parts);
  const { member: anew, effects } = await hello(parts, { kind: "outside", keys, said: false });
  return { member: anew, effects: [{ kind: "lost", fault }, ...effects] };
}

/** In an epoch that is new to it: it can receive, says so, and sends with the new key once it is told to. */
async function inside(
  parts: GroupParts,
  now: Pick<Member & { kind: "inside" }, "keyPackage" | "group" | "keyIndex">,
  word: ToDelivery,
): Promise<Step> {
  return {
    member: { kind: "inside", ...now, made: undefined, sends: false },
    effects: [...(await shown(parts, now.group, now.keyIndex)), say(word)],
  };
}

/** The keys of this epoch, and what is to be seen. */
async function shown(
  parts: GroupParts,
  group: Group,
  firstIndex: number,
): Promise<readonly Effect[]> {
  const insiders = insidersOf(group);
  const keys = {
    place: keyIndexOf(firstIndex, group.epoch),
    baseKey: await baseKeyOf(parts, group),
    ownLeaf: ownLeafOf(group),
    members: insiders.map(({ leaf, identity }) => ({ leaf, identity })),
  };
  return [
    { kind: "receive", keys },
    { kind: "show", insiders, authenticator: authenticatorOf(group) },
  ];
}

function say(message: ToDelivery): Effect & { kind: "say" } {
  return { kind: "say", message };
}

function stay(member: Member): Step {
  return { member, effects: [] };
}

function isNow(group: Group, event: { readonly group: string; readonly epoch: number }): boolean {
  return group.id === event.group && group.epoch === event.epoch;
}

function at({ id, epoch }: Pick<Group, "id" | "epoch">) {
  return { group: id, epoch };
}
