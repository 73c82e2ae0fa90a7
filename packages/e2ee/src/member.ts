import type { EpochKeys } from "@graticule/frames/frame-format";
import type { MadeCommit } from "./commit.ts";
import type { DeliveryRefusal, FromDelivery, LastKeys, ToDelivery } from "./delivery.ts";
import { keyIndexOf } from "./frame-key.ts";
import {
  authenticatorOf,
  baseKeyOf,
  forgetGroup,
  type Group,
  type GroupFault,
  type Insider,
  insidersOf,
  ownLeafOf,
} from "./group.ts";
import { forgetKeyPackage, type GroupParts, type KeyPackageBundle } from "./keys.ts";

/** One page's state in a group. Immutable. */
export type Member =
  /** It does not know the sitting yet. */
  | { readonly kind: "new" }
  /** In a vouched meeting: nobody has vouched for it. It has no keys, and goes on asking. */
  | { readonly kind: "unvouched"; readonly sitting: string }
  | {
      readonly kind: "outside";
      readonly sitting: string;
      /** Of its hello. */
      readonly keys: KeyPackageBundle;
    }
  | {
      readonly kind: "inside";
      /** The one that all proofs in the group are for. */
      readonly sitting: string;
      /** Public. INVARIANT: its private keys were deleted on joining (RFC 9420 section 9.2). */
      readonly keyPackage: string;
      readonly group: Group;
      /** Where epoch 0 stands in the ring of frame keys. */
      readonly keyIndex: number;
      /** Its own commit, while the service has not chosen one. */
      readonly made: MadeCommit | undefined;
      /** It sends with this epoch's key. */
      readonly sends: boolean;
    }
  /** For good: it does not ask again. */
  | { readonly kind: "refused" };

/** A member that knows its sitting. */
export type KnownMember = Extract<Member, { readonly sitting: string }>;

export type MemberInput =
  | { readonly kind: "heard"; readonly event: FromDelivery }
  /** What came is not a message. */
  | { readonly kind: "garbled" }
  /** It has waited too long for an answer. */
  | { readonly kind: "impatient" }
  /** It has new keys for too long, and was not told to send with them. */
  | { readonly kind: "overdue" };

/** What its page must do, in order. */
export type MemberEffect =
  | { readonly kind: "say"; readonly message: ToDelivery }
  | { readonly kind: "receive"; readonly keys: EpochKeys }
  /** Seal with the keys at this place; retire all others once frames on their way have come. */
  | { readonly kind: "send"; readonly place: number }
  | {
      readonly kind: "show";
      readonly insiders: readonly Insider[];
      readonly authenticator: Uint8Array;
    }
  /** It is in no group. `fault`: something was not to be trusted. */
  | {
      readonly kind: "lost";
      readonly fault: GroupFault | undefined;
      readonly lastKeys: LastKeys;
    }
  /** Final, but for `too-often`, after which it asks again. */
  | {
      readonly kind: "refused";
      readonly because: Exclude<DeliveryRefusal, "doubted" | "unvouched">;
    };

export interface MemberStep {
  readonly member: Member;
  readonly effects: readonly MemberEffect[];
}

export type Inside = Member & { readonly kind: "inside" };

export const newMember: Member = { kind: "new" };

/** The key package of its hello. */
export function keyPackageOf(member: Member): string | undefined {
  if (member.kind === "outside") return member.keys.keyPackage;
  return member.kind === "inside" ? member.keyPackage : undefined;
}

/**
 * Zeroes the secrets of a member that is over: of its key package, its group and its own commit.
 */
export function forgetMember(member: Member): void {
  if (member.kind === "outside") forgetKeyPackage(member.keys);
  if (member.kind !== "inside") return;
  const { group, made } = member;
  made?.forget();
  if (made !== undefined) forgetGroup(made.next);
  forgetGroup(group);
}

/** Zeroes the secrets of a step that came too late, with its frame keys. */
export function forgetStep({ member, effects }: MemberStep): void {
  forgetMember(member);
  for (const effect of effects) if (effect.kind === "receive") effect.keys.baseKey.fill(0);
}

export function say(message: ToDelivery): MemberEffect & { kind: "say" } {
  return { kind: "say", message };
}

export function stay(member: Member): MemberStep {
  return { member, effects: [] };
}

/** As messages name a group's epoch. */
export function at({ id, epoch }: Pick<Group, "id" | "epoch">) {
  return { group: id, epoch };
}

/** Enters an epoch: it can receive, and says so; it sends with the new key on `execute`. */
export async function inside(
  parts: GroupParts,
  now: Pick<Inside, "keyPackage" | "group" | "keyIndex">,
  word: ToDelivery,
): Promise<MemberStep> {
  const { group, keyIndex } = now;
  const insiders = insidersOf(group);
  const keys = {
    place: keyIndexOf(keyIndex, group.epoch),
    baseKey: await baseKeyOf(parts, group),
    ownLeaf: ownLeafOf(group),
    members: insiders.map(({ leaf, identity }) => ({ leaf, identity })),
  };
  return {
    member: { kind: "inside", sitting: parts.sitting, ...now, made: undefined, sends: false },
    effects: [
      { kind: "receive", keys },
      { kind: "show", insiders, authenticator: authenticatorOf(group) },
      say(word),
    ],
  };
}
