import type { EpochKeys } from "@graticule/frames/frame-format";
import type { MadeCommit } from "./commit.ts";
import type { DeliveryRefusal, FromDelivery, LastKeys, ToDelivery } from "./delivery.ts";
import { forgetGroup, type Group, type GroupFault, type Insider } from "./group.ts";
import { forgetKeys, type KeyPackageBundle } from "./keys.ts";

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
      readonly keys: KeyPackageBundle;
    }
  | {
      readonly kind: "inside";
      /** For which everyone in the group has proven that they have the link. */
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
export type KnownMember = Extract<Member, { readonly sitting: string }>;

export type MemberInput =
  | { readonly kind: "heard"; readonly event: FromDelivery }
  /** Something came that is no message at all. */
  | { readonly kind: "garbled" }
  /** Nothing was heard for long. */
  | { readonly kind: "impatient" }
  /** It can receive with new keys for long, and was not told to send with its own. */
  | { readonly kind: "overdue" };

/** What its page has to do, in this order. */
export type MemberEffect =
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
  | {
      readonly kind: "refused";
      readonly because: Exclude<DeliveryRefusal, "doubted" | "unvouched">;
    };

export interface MemberStep {
  readonly member: Member;
  readonly effects: readonly MemberEffect[];
}

/** In a group. */
export type Inside = Member & { readonly kind: "inside" };

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
export function forgetStep({ member, effects }: MemberStep): void {
  forgetMember(member);
  for (const effect of effects) if (effect.kind === "receive") effect.keys.baseKey.fill(0);
}

export function say(message: ToDelivery): MemberEffect & { kind: "say" } {
  return { kind: "say", message };
}

/** Nothing is to be done. */
export function stay(member: Member): MemberStep {
  return { member, effects: [] };
}

/** Where a group stands, as messages name it. */
export function at({ id, epoch }: Pick<Group, "id" | "epoch">) {
  return { group: id, epoch };
}
