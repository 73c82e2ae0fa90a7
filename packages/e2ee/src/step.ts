import { change, commit, execute, send } from "./changing.ts";
import { begin, enter, hello, startOver, unvouchedStep } from "./coming-in.ts";
import type { DeliveryRefusal, FromDelivery, LastKeys } from "./delivery.ts";
import { GroupError, type GroupFault } from "./group.ts";
import { forgetKeys, type GroupParts, type MemberParts } from "./keys.ts";
import {
  at,
  type KnownMember,
  type Member,
  type MemberInput,
  type MemberStep,
  say,
  stay,
} from "./member.ts";

/**
 * The next state, and what to do. Whatever is not as it must be leads outside and in again with new keys, never to keys that
 * someone else may have. The steps of one member are to be taken one after the other.
 */
export async function step(
  parts: MemberParts,
  member: Member,
  input: MemberInput,
): Promise<MemberStep> {
  const next = await taken(parts, member, input);
  // Of a hello that led nowhere. Inside, the key of its leaf goes on, and the other one is zeroed already.
  if (member.kind === "outside" && next.member.kind !== "inside" && next.member !== member) {
    forgetKeys(member.keys);
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

/** On each stream: it says where it stands, or that it wants in. */
async function meet(
  parts: GroupParts,
  member: Exclude<Member, { kind: "refused" }>,
): Promise<MemberStep> {
  if (member.kind !== "inside") return await hello(parts);
  // Everyone there proved that they have the link in another sitting: nobody new would be believed.
  if (member.sitting !== parts.sitting) {
    // Of that sitting nobody knows who was to go.
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
  // It may have been someone's removal, or told that someone goes.
  const why = { fault: "unreadable", lastKeys: "soon-over" } as const;
  if (member.kind !== "inside") return { member, effects: [{ kind: "lost", ...why }] };
  const broken = say({ kind: "broken", ...at(member.group) });
  const { member: anew, effects } = await startOver(parts, member, why);
  return { member: anew, effects: [broken, ...effects] };
}

async function hear(
  parts: GroupParts,
  member: KnownMember,
  event: FromDelivery,
): Promise<MemberStep> {
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

async function refused(
  parts: GroupParts,
  member: KnownMember,
  because: DeliveryRefusal,
): Promise<MemberStep> {
  const tooOften = { member, effects: [{ kind: "refused", because: "too-often" }] } as const;
  // Of what it asked: hosts are not shown its key. It asks again.
  if (member.kind === "unvouched" && because === "too-often") return tooOften;
  // It came too late, or is of another hello.
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
  // What it was asked to commit is no commit: someone else is asked, and what they make is looked at.
  if (event.kind === "please") return stay(member);
  // What can't be used may have been someone's removal.
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
  member: KnownMember,
  lastKeys: LastKeys,
): Promise<MemberStep> {
  const why = { fault: undefined, lastKeys };
  if (member.kind === "inside") return await startOver(parts, member, why);
  return { member, effects: [{ kind: "lost", ...why }] };
}
