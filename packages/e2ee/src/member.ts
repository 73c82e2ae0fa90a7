import type { EpochKeys } from "@graticule/frames/frame-format";
import { toBase64Url } from "./base64url.ts";
import { applyCommit, type MadeCommit, makeCommit } from "./commit.ts";
import type { Change, FromDelivery, LastKeys, Refusal, ToDelivery } from "./delivery.ts";
import { isRingPlace, keyIndexOf } from "./frame-key.ts";
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
import { forgetKeys, type GroupParts, type Keys, type MemberParts, makeKeys } from "./keys.ts";
import { hostHashIn } from "./link-secret.ts";

/** One page's part in a group. A new value with each step. */
export type Member =
  /** Nothing is known of the sitting yet, for which it would say hello. */
  | { readonly kind: "new" }
  /** In a vouched meeting: no one has vouched for it yet. It has no keys, and goes on asking. */
  | { readonly kind: "unvouched"; readonly sitting: string }
  | {
      readonly kind: "outside";
      readonly sitting: string;
      /** With which it has said hello, once. */
      readonly keys: Keys;
    }
  | {
      readonly kind: "inside";
      /** For which everybody in the group has proven that they have the link. */
      readonly sitting: string;
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
  /** It does not come in, and does not ask again. */
  | { readonly kind: "refused" };

/** Of whom the service has heard. */
type Known = Extract<Member, { readonly sitting: string }>;

export type MemberInput =
  | { readonly kind: "heard"; readonly event: FromDelivery }
  /** Something came that is no message at all. */
  | { readonly kind: "garbled" }
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
  | {
      readonly kind: "lost";
      readonly fault: GroupFault | undefined;
      readonly lastKeys: LastKeys;
    }
  /** Its hello is refused, or what it asked. But for `too-often`, after which it asks again, that is the end. */
  | { readonly kind: "refused"; readonly because: Exclude<Refusal, "doubted" | "unvouched"> };

export interface Step {
  readonly member: Member;
  readonly effects: readonly Effect[];
}

/** A page that wants in. */
export const newMember: Member = { kind: "new" };

/** With which it came in, or wants in; undefined: it does not. */
export function keyPackageOf(member: Member): string | undefined {
  switch (member.kind) {
    case "outside":
      return member.keys.keyPackage;
    case "inside":
      return member.keyPackage;
    case "new":
    case "unvouched":
    case "refused":
      return undefined;
  }
}

/**
 * The next state, and what to do. Whatever is not as it must be leads outside and in again with new keys, never to keys that
 * somebody else may have. The steps of one member are to be taken one after the other.
 */
export async function step(parts: MemberParts, member: Member, input: MemberInput): Promise<Step> {
  const next = await taken(parts, member, input);
  // Of a hello that led nowhere. Inside, the key of its leaf goes on, and the other one is zeroed already.
  if (member.kind === "outside" && next.member.kind !== "inside" && next.member !== member) {
    forgetKeys(member.keys);
  }
  return next;
}

/** Zeroes what it has, once it is in use no more: the private keys of its key package, and what its group and its own commit hang on. */
export function forgetMember(member: Member): void {
  if (member.kind === "outside") forgetKeys(member.keys);
  if (member.kind !== "inside") return;
  const { group, made } = member;
  made?.forget();
  if (made !== undefined) forgetGroup(made.next);
  forgetGroup(group);
}

/** The same of a step that came too late to be taken, with the frame keys that it would have given out. */
export function forgetStep({ member, effects }: Step): void {
  forgetMember(member);
  for (const effect of effects) if (effect.kind === "receive") effect.keys.baseKey.fill(0);
}

async function taken(parts: MemberParts, member: Member, input: MemberInput): Promise<Step> {
  if (member.kind === "refused") return stay(member);
  if (input.kind === "heard" && input.event.kind === "sitting") {
    return await meet({ ...parts, sitting: input.event.sitting }, member);
  }
  if (member.kind === "new") return stay(member);
  return await go({ ...parts, sitting: member.sitting }, member, input);
}

/** On each stream: it says where it stands, or that it wants in. */
async function meet(
  parts: GroupParts,
  member: Exclude<Member, { kind: "refused" }>,
): Promise<Step> {
  if (member.kind !== "inside") return await hello(parts);
  // Everybody there proved that they have the link in another sitting: nobody new would be believed.
  if (member.sitting !== parts.sitting) {
    // Of that sitting nobody knows who was to go.
    return await startOver(parts, member, { fault: undefined, lastKeys: "go-on" });
  }
  return { member, effects: [say({ kind: "resume", ...at(member.group) })] };
}

async function go(parts: GroupParts, member: Known, input: MemberInput): Promise<Step> {
  switch (input.kind) {
    case "overdue":
      return send(member);
    case "impatient":
      return member.kind === "inside" ? stay(member) : await hello(parts);
    case "garbled":
      return await garbled(parts, member);
    case "heard":
      try {
        return await hear(parts, member, input.event);
      } catch (error) {
        if (!(error instanceof GroupError)) throw error;
        return await giveUp(parts, member, input.event, error.code);
      }
  }
}

/** Each time with other keys; in a vouched meeting only once someone vouched for it. */
async function hello(parts: GroupParts): Promise<Step> {
  const { sitting } = parts;
  const isVouched = hostHashIn(parts.meeting.secret) !== undefined;
  const voucher = isVouched ? await parts.voucherFor?.(sitting) : undefined;
  if (isVouched && voucher === undefined) return unvouched(parts);
  const keys = await makeKeys({ ...parts, voucher });
  const { keyPackage } = keys;
  return {
    member: { kind: "outside", sitting, keys },
    effects: [say({ kind: "hello", keyPackage, sitting })],
  };
}

function unvouched({ sitting, signature }: GroupParts): Step {
  const signatureKey = toBase64Url(signature.publicKey);
  return {
    member: { kind: "unvouched", sitting },
    effects: [say({ kind: "asks", signatureKey })],
  };
}

async function garbled(parts: GroupParts, member: Known): Promise<Step> {
  // It may have been somebody's removal, or told that someone goes.
  const why = { fault: "unreadable", lastKeys: "soon-over" } as const;
  if (member.kind !== "inside") return { member, effects: [{ kind: "lost", ...why }] };
  const broken = say({ kind: "broken", ...at(member.group) });
  const { member: anew, effects } = await startOver(parts, member, why);
  return { member: anew, effects: [broken, ...effects] };
}

async function hear(parts: GroupParts, member: Known, event: FromDelivery): Promise<Step> {
  switch (event.kind) {
    // Taken before: it may be the first that is heard.
    case "sitting":
    case "delegation":
      return stay(member);
    case "voucher":
      return member.kind === "unvouched" ? await hello(parts) : stay(member);
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
      return await toldToStartOver(parts, member, event.lastKeys);
    case "refused":
      return await refused(parts, member, event.because);
  }
}

async function refused(parts: GroupParts, member: Known, because: Refusal): Promise<Step> {
  const tooOften = { member, effects: [{ kind: "refused", because: "too-often" }] } as const;
  // Of what it asked: hosts are not shown its key. It asks again.
  if (member.kind === "unvouched" && because === "too-often") return tooOften;
  // It came too late, or is of another hello.
  if (member.kind !== "outside") return stay(member);
  switch (because) {
    case "unvouched":
      return unvouched(parts);
    case "doubted":
      return await hello(parts);
    case "too-often":
      return tooOften;
    case "another-link":
    case "full":
      return {
        member: { kind: "refused" },
        effects: [
          { kind: "lost", fault: undefined, lastKeys: "go-on" },
          { kind: "refused", because },
        ],
      };
  }
}

async function begin(
  parts: GroupParts,
  member: Known,
  event: FromDelivery & { kind: "begin" },
): Promise<Step> {
  if (member.kind === "unvouched") return stay(member);
  if (member.kind !== "outside") return await elsewhere(parts, member, event.group);
  const { group: id, sender, keyIndex } = event;
  if (!isRingPlace(keyIndex)) throw new GroupError("wrong-group");
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
  member: Member & { kind: "inside" },
  group: string,
): Promise<Step> {
  const why = { fault: undefined, lastKeys: "go-on" } as const;
  return member.group.id === group ? stay(member) : await startOver(parts, member, why);
}

async function enter(
  parts: GroupParts,
  member: Known,
  event: FromDelivery & { kind: "welcome" },
): Promise<Step> {
  if (member.kind === "unvouched") return stay(member);
  if (member.kind !== "outside") return await elsewhere(parts, member, event.group);
  const { group: id, epoch, sender, welcome, commit, keyIndex } = event;
  const { keys } = member;
  // To keys that it has no more: it has said hello again since.
  if (!(await isWelcomed(parts, keys, welcome))) return stay(member);
  if (!isRingPlace(keyIndex)) throw new GroupError("wrong-group");
  const group = await enterGroup(parts, keys, { id, epoch, sender, welcome, commit });
  const { keyPackage } = keys;
  return await inside(parts, { keyPackage, group, keyIndex }, { kind: "ready", ...at(group) });
}

async function commit(
  parts: GroupParts,
  member: Known,
  event: FromDelivery & { kind: "please" },
): Promise<Step> {
  if (member.kind !== "inside" || !isNow(member.group, event)) return stay(member);
  // Asked once more, because its stream is new: whichever copy arrives, it is the same commit.
  if (member.made !== undefined && areSame(member.made.changes, event.changes)) {
    return { member, effects: [sayCommit(member.group, member.made)] };
  }
  const result = await makeCommit(parts, member.group, event.changes);
  // Only now: where none can be made, the one before stays, and may be what all are told.
  if (member.made !== undefined) forgetGroup(member.made.next, member.group);
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
  member: Known,
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

function execute(member: Known, event: FromDelivery & { kind: "execute" }): Step {
  if (member.kind !== "inside" || !isNow(member.group, event)) return stay(member);
  return send(member);
}

function send(member: Known): Step {
  if (member.kind !== "inside" || member.sends) return stay(member);
  const place = keyIndexOf(member.keyIndex, member.group.epoch);
  return { member: { ...member, sends: true }, effects: [{ kind: "send", place }] };
}

async function giveUp(
  parts: GroupParts,
  member: Known,
  event: FromDelivery,
  fault: GroupFault,
): Promise<Step> {
  // What it was asked to commit is no commit: somebody else is asked, and what they make is looked at.
  if (event.kind === "please") return stay(member);
  // What can't be used may have been somebody's removal.
  const isRemoval = event.kind === "change" && event.changes.some(({ kind }) => kind === "remove");
  const lastKeys = isRemoval ? "soon-over" : "go-on";
  const { member: anew, effects } = await startOver(parts, member, { fault, lastKeys });
  if (!("epoch" in event)) return { member: anew, effects };
  const { group, epoch } = event;
  const broken = say({ kind: "broken", group, epoch });
  return { member: anew, effects: [broken, ...effects] };
}

/** Who is outside already has said hello, and says it once: their last keys may be over sooner, that is all. */
async function toldToStartOver(
  parts: GroupParts,
  member: Known,
  lastKeys: LastKeys,
): Promise<Step> {
  const why = { fault: undefined, lastKeys };
  if (member.kind === "inside") return await startOver(parts, member, why);
  return { member, effects: [{ kind: "lost", ...why }] };
}

async function startOver(
  parts: GroupParts,
  member: Member,
  why: Pick<Effect & { kind: "lost" }, "fault" | "lastKeys">,
): Promise<Step> {
  forgetMember(member);
  const { member: anew, effects } = await hello(parts);
  return { member: anew, effects: [{ kind: "lost", ...why }, ...effects] };
}

/** In an epoch that is new to it: it can receive, says so, and sends with the new key once it is told to. */
async function inside(
  parts: GroupParts,
  now: Pick<Member & { kind: "inside" }, "keyPackage" | "group" | "keyIndex">,
  word: ToDelivery,
): Promise<Step> {
  return {
    member: { kind: "inside", sitting: parts.sitting, ...now, made: undefined, sends: false },
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
