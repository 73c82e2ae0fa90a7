import { toBase64Url } from "./base64url.ts";
import type { At, FromDelivery } from "./delivery.ts";
import { isRingPlace } from "./frame-key.ts";
import { beginGroup, GroupError, isWelcomed, joinGroup } from "./group.ts";
import { type GroupParts, makeKeyPackage } from "./keys.ts";
import { hostHashIn } from "./link-secret.ts";
import {
  at,
  forgetMember,
  type Inside,
  inside,
  type KnownMember,
  type Member,
  type MemberEffect,
  type MemberStep,
  say,
  stay,
} from "./member.ts";

/** With a new key package. In a vouched meeting it asks for a voucher first. */
export async function hello(parts: GroupParts): Promise<MemberStep> {
  const { sitting } = parts;
  const isVouched = hostHashIn(parts.meeting.secret) !== undefined;
  const voucher = isVouched ? await parts.voucherFor?.(sitting) : undefined;
  if (isVouched && voucher === undefined) return unvouchedStep(parts);
  const keys = await makeKeyPackage({ ...parts, voucher });
  const { keyPackage } = keys;
  return {
    member: { kind: "outside", sitting, keys },
    effects: [say({ kind: "hello", keyPackage, sitting })],
  };
}

export function unvouchedStep({ sitting, signature }: GroupParts): MemberStep {
  const signatureKey = toBase64Url(signature.publicKey);
  return {
    member: { kind: "unvouched", sitting },
    effects: [say({ kind: "asks", signatureKey })],
  };
}

/** Asked to make the group, it does so alone. */
export async function begin(
  parts: GroupParts,
  member: KnownMember,
  event: FromDelivery & { kind: "begin" },
): Promise<MemberStep> {
  if (member.kind === "unvouched") return stay(member);
  if (member.kind !== "outside") return await elsewhere(parts, member, event.group);
  const { group: id, sender, keyIndex } = event;
  if (!isRingPlace(keyIndex)) throw new GroupError("wrong-group");
  const group = await beginGroup(parts, member.keys, { id, sender });
  const { keyPackage } = member.keys;
  return await inside(parts, { keyPackage, group, keyIndex }, { kind: "begun", group: id });
}

/**
 * Inside already: a repetition, or the service forgot its group, whose keys must not serve again.
 */
async function elsewhere(parts: GroupParts, member: Inside, group: string): Promise<MemberStep> {
  const why = { fault: undefined, lastKeys: "go-on" } as const;
  return member.group.id === group ? stay(member) : await startOver(parts, member, why);
}

export async function enter(
  parts: GroupParts,
  member: KnownMember,
  event: FromDelivery & { kind: "welcome" },
): Promise<MemberStep> {
  if (member.kind === "unvouched") return stay(member);
  if (member.kind !== "outside") return await elsewhere(parts, member, event.group);
  const { group: id, epoch, sender, welcome, commit, keyIndex } = event;
  const { keys } = member;
  // For an older key package: it has said hello again since.
  if (!(await isWelcomed(parts, keys, welcome))) return stay(member);
  if (!isRingPlace(keyIndex)) throw new GroupError("wrong-group");
  const group = await joinGroup(parts, keys, { id, epoch, sender, welcome, commit });
  const { keyPackage } = keys;
  return await inside(parts, { keyPackage, group, keyIndex }, { kind: "ready", ...at(group) });
}

/** Leaves its group, and says hello with new keys. */
export async function startOver(
  parts: GroupParts,
  member: Member,
  {
    broken,
    ...why
  }: Pick<MemberEffect & { kind: "lost" }, "fault" | "lastKeys"> & {
    /** The epoch of what can't be used. */
    readonly broken?: At | undefined;
  },
): Promise<MemberStep> {
  forgetMember(member);
  const { member: anew, effects } = await hello(parts);
  const complaint = broken === undefined ? [] : [say({ kind: "broken", ...broken })];
  return { member: anew, effects: [...complaint, { kind: "lost", ...why }, ...effects] };
}
