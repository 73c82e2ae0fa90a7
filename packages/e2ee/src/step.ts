import { change, commit, execute, send } from "./changing.ts";
import type { DeliveryRefusal, FromDelivery, LastKeys } from "./delivery.ts";
import { GroupError, type GroupFault } from "./group.ts";
import { begin, enter, hello, startOver, unvouchedStep } from "./joining.ts";
import { forgetKeyPackage, type GroupParts, type MemberParts } from "./keys.ts";
import {
  at,
  type KnownMember,
  type Member,
  type MemberInput,
  type MemberStep,
  say,
  stay,
} from "./member.ts";

/** The next state and its effects. Faults lead outside, and in again with new keys. */
export async function step(
  parts: MemberParts,
  member: Member,
  input: MemberInput,
): Promise<MemberStep> {
  const next = await taken(parts, member, input);
  // Of a hello that led nowhere. Inside, the leaf's key is in use, and the init key is zeroed.
  if (member.kind === "outside" && next.member.kind !== "inside" && next.member !== member) {
    forgetKeyPackage(member.keys);
  }
  return next;
}

async function taken(parts: MemberParts, member: Member, input: MemberInput): Promise<MemberStep> {
  if (member.kind === "refused") return stay(member);
  if (input.kind === "heard" && input.event.kind === "sitting") {
    return await meet({ ...parts, sitting: input.event.sitting }, member);
  }
  if (member.kind === "new") return stay(member);
  return await go({ ...parts, sitting: member.sitting }, member, input);
}

/** On each stream: says where it stands, or hello. */
async function meet(
  parts: GroupParts,
  member: Exclude<Member, { kind: "refused" }>,
): Promise<MemberStep> {
  if (member.kind !== "inside") return await hello(parts);
  // The proofs in its group are of another sitting, so no newcomer's would hold in it. Whether one
  // was to be removed in that sitting is unknown.
  if (member.sitting !== parts.sitting) {
    return await startOver(parts, member, { fault: undefined, lastKeys: "go-on" });
  }
  return { member, effects: [say({ kind: "resume", ...at(member.group) })] };
}

async function go(parts: GroupParts, member: KnownMember, input: MemberInput): Promise<MemberStep> {
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

async function garbled(parts: GroupParts, member: KnownMember): Promise<MemberStep> {
  // It may have been about a removal.
  const why = { fault: "unreadable", lastKeys: "soon-over" } as const;
  if (member.kind !== "inside") return { member, effects: [{ kind: "lost", ...why }] };
  return await startOver(parts, member, { ...why, broken: at(member.group) });
}

async function hear(
  parts: GroupParts,
  member: KnownMember,
  event: FromDelivery,
): Promise<MemberStep> {
  switch (event.kind) {
    // Handled before, in `taken` and by the key line.
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
      return await startOverAsTold(parts, member, event.lastKeys);
    case "refused":
      return await refused(parts, member, event.because);
  }
}

async function refused(
  parts: GroupParts,
  member: KnownMember,
  because: DeliveryRefusal,
): Promise<MemberStep> {
  const tooOften = { member, effects: [{ kind: "refused", because: "too-often" }] } as const;
  // Hosts are not shown its key: it asks again.
  if (member.kind === "unvouched" && because === "too-often") return tooOften;
  // Too late, or of another hello.
  if (member.kind !== "outside") return stay(member);
  switch (because) {
    case "unvouched":
      return unvouchedStep(parts);
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

async function giveUp(
  parts: GroupParts,
  member: KnownMember,
  event: FromDelivery,
  fault: GroupFault,
): Promise<MemberStep> {
  // It can't commit this: another member is asked, and that commit is checked.
  if (event.kind === "please") return stay(member);
  const isRemoval = event.kind === "change" && event.changes.some(({ kind }) => kind === "remove");
  const lastKeys = isRemoval ? "soon-over" : "go-on";
  const broken = "epoch" in event ? { group: event.group, epoch: event.epoch } : undefined;
  return await startOver(parts, member, { fault, lastKeys, broken });
}

/** Outside it has said hello already: only its last keys may end sooner. */
async function startOverAsTold(
  parts: GroupParts,
  member: KnownMember,
  lastKeys: LastKeys,
): Promise<MemberStep> {
  const why = { fault: undefined, lastKeys };
  if (member.kind === "inside") return await startOver(parts, member, why);
  return { member, effects: [{ kind: "lost", ...why }] };
}
