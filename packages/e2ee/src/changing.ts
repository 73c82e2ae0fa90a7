import { applyCommit, type MadeCommit, makeCommit } from "./commit.ts";
import type { Change, FromDelivery } from "./delivery.ts";
import { keyIndexOf } from "./frame-key.ts";
import { forgetGroup, type Group } from "./group.ts";
import type { GroupParts } from "./keys.ts";
import {
  at,
  type Inside,
  inside,
  type KnownMember,
  type MemberEffect,
  type MemberStep,
  say,
  stay,
} from "./member.ts";

/** Commits what the service proposes. */
export async function commit(
  parts: GroupParts,
  member: KnownMember,
  event: FromDelivery & { kind: "please" },
): Promise<MemberStep> {
  if (member.kind !== "inside" || !isNow(member.group, event)) return stay(member);
  // Asked again on a new stream: it must say the commit that it made.
  if (member.made !== undefined && areSame(member.made.changes, event.changes)) {
    return { member, effects: [sayCommit(member.group, member.made)] };
  }
  const result = await makeCommit(parts, member.group, event.changes);
  // Only now: where no commit can be made, the one before stands, and the service may choose it.
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

function sayCommit(group: Group, { commit, welcome }: MadeCommit): MemberEffect {
  const forNewcomers = welcome === undefined ? {} : { welcome };
  return say({ kind: "commit", ...at(group), commit, ...forNewcomers });
}

function areSame(some: readonly Change[], others: readonly Change[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ proposal }, place) => proposal === others[place]?.proposal)
  );
}

/** Goes on to the next epoch, by its own commit or another's. */
export async function change(
  parts: GroupParts,
  member: KnownMember,
  event: FromDelivery & { kind: "change" },
): Promise<MemberStep> {
  if (member.kind !== "inside" || event.group !== member.group.id) return stay(member);
  // A repetition, or one that came before the answer to `resume`.
  if (event.epoch !== member.group.epoch) return stay(member);
  const group = await next(parts, member, event);
  const { keyPackage, keyIndex } = member;
  return await inside(parts, { keyPackage, group, keyIndex }, { kind: "ready", ...at(group) });
}

async function next(
  parts: GroupParts,
  { group, made }: Inside,
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

export function execute(
  member: KnownMember,
  event: FromDelivery & { kind: "execute" },
): MemberStep {
  if (member.kind !== "inside" || !isNow(member.group, event)) return stay(member);
  return send(member);
}

export function send(member: KnownMember): MemberStep {
  if (member.kind !== "inside" || member.sends) return stay(member);
  const place = keyIndexOf(member.keyIndex, member.group.epoch);
  return { member: { ...member, sends: true }, effects: [{ kind: "send", place }] };
}

function isNow(group: Group, event: { readonly group: string; readonly epoch: number }): boolean {
  return group.id === event.group && group.epoch === event.epoch;
}
