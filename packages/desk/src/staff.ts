import type { Place } from "@graticule/jurisdiction/place";
import { newApproverMs } from "./order-states.ts";
import type { SessionPlace } from "./reach.ts";

/** Roles of the desk. `safety` is for the terms of service alone. */
export const deskRoles = ["intake", "reviewer", "approver", "appeals", "safety"] as const;
export type DeskRole = (typeof deskRoles)[number];

/** Someone of the desk, as far as it decides what they may do. */
export interface DeskMember {
  readonly id: string;
  readonly roles: readonly DeskRole[];
  /** Since when they approve, milliseconds since the epoch; undefined: not at all. */
  readonly approverSince: number | undefined;
  /** Series of authorities whose liaison they are. */
  readonly liaisonTo: readonly string[];
}

/** Who did what to a request so far. */
export interface InvolvedStaff {
  /** The series of the authority that asks. */
  readonly authority: string;
  /** Everyone who typed it in or corrected it. */
  readonly enteredBy: readonly string[];
  readonly proposedBy: string | undefined;
  readonly approvedBy: string | undefined;
  /** Who decided the case before, of an order against which someone appealed again. */
  readonly decidedBy: string | undefined;
}

/** What takes a certain person. */
export type DeskAct =
  | "type-in"
  | "call-back"
  | "review"
  | "propose"
  | "approve"
  | "decline"
  | "lift"
  | "decide-appeal"
  | "answer-contest"
  | "prepare-words"
  | "publish-words";

/** Why someone may not; each with a text of its own. */
export type NotAllowed =
  | "no-such-role"
  | "typed-it-in"
  | "liaison"
  | "proposed-it"
  | "approved-it"
  | "decided-it"
  | "too-new"
  | "inside"
  | "may-be-inside";

const rolesFor: Readonly<Record<DeskAct, readonly DeskRole[]>> = {
  "type-in": ["intake"],
  "call-back": ["intake", "reviewer", "approver"],
  review: ["reviewer", "approver"],
  propose: ["reviewer"],
  approve: ["approver"],
  decline: ["reviewer", "approver"],
  lift: ["reviewer", "approver", "appeals"],
  "decide-appeal": ["appeals"],
  // Nobody can wait long for it: whoever of the desk is there answers.
  "answer-contest": ["intake", "reviewer", "approver", "appeals"],
  "prepare-words": ["reviewer"],
  "publish-words": ["reviewer", "approver"],
};

/** What is asked of a member, and from where. */
export interface Circumstances {
  readonly involvedStaff: InvolvedStaff;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Where this session is, beside the jurisdiction of the authority. */
  readonly session: SessionPlace;
}

/**
 * Whether a member may do something to a request, or why not: the first reason that fits. One person
 * suffices to type in, to decline and to lift, whoever it is.
 */
export function mayAct(
  member: DeskMember,
  act: DeskAct,
  circumstances: Circumstances,
): "yes" | NotAllowed {
  if (!rolesFor[act].some((role) => member.roles.includes(role))) return "no-such-role";
  if (act === "type-in" || act === "lift" || act === "decline") return "yes";
  const { involvedStaff, now, session } = circumstances;
  if (involvedStaff.enteredBy.includes(member.id)) return "typed-it-in";
  if (member.liaisonTo.includes(involvedStaff.authority)) return "liaison";
  const other = isOther(member, act, involvedStaff);
  if (other !== undefined) return other;
  if (act === "approve" && !approvesLongEnough(member, now)) return "too-new";
  const orders = act === "propose" || act === "approve";
  return orders && session !== "outside" ? session : "yes";
}

/**
 * What a member of the desk reads of a request: a liaison to its authority nothing, or if they typed it in,
 * what they typed; everyone else all.
 */
export function mayRead(
  { id, liaisonTo }: Pick<DeskMember, "id" | "liaisonTo">,
  { authority, enteredBy }: Pick<InvolvedStaff, "authority" | "enteredBy">,
): "all" | "what-they-typed" | "nothing" {
  if (!liaisonTo.includes(authority)) return "all";
  return enteredBy.includes(id) ? "what-they-typed" : "nothing";
}

/** Who approves or publishes did not propose; who decides an appeal did neither, nor decided the one before. */
function isOther(
  { id }: DeskMember,
  act: DeskAct,
  involvedStaff: InvolvedStaff,
): NotAllowed | undefined {
  if (act !== "approve" && act !== "decide-appeal" && act !== "publish-words") return undefined;
  if (involvedStaff.proposedBy === id) return "proposed-it";
  if (act !== "decide-appeal") return undefined;
  if (involvedStaff.approvedBy === id) return "approved-it";
  return involvedStaff.decidedBy === id ? "decided-it" : undefined;
}

function approvesLongEnough({ approverSince }: DeskMember, now: number): boolean {
  return approverSince !== undefined && approverSince <= now - newApproverMs;
}

/**
 * What the desk can't do, for lack of people, or of location sources that can establish a place (`no-sources`); each
 * with a text of its own.
 */
export type Shortage = "no-intake" | "no-call-back" | "no-orders" | "no-sources" | "no-appeals";

/**
 * What the desk, with these members, can't do. An order takes three: one types in, another proposes, a
 * third approves; refusing and lifting take one. An order also takes a place that can be established.
 * @param establishable places that the location sources of now can establish
 */
export function shortagesOf(
  members: readonly DeskMember[],
  now: number,
  establishable: ReadonlySet<Place>,
): readonly Shortage[] {
  const having = (role: DeskRole) => members.filter(({ roles }) => roles.includes(role));
  const found: Shortage[] = [];
  if (having("intake").length === 0) found.push("no-intake");
  if (
    members.filter(({ roles }) => roles.some((role) => rolesFor["call-back"].includes(role)))
      .length < 2
  ) {
    found.push("no-call-back");
  }
  if (!canOrder(members, now)) found.push("no-orders");
  if (establishable.size === 0) found.push("no-sources");
  if (having("appeals").length === 0) found.push("no-appeals");
  return found;
}

function canOrder(members: readonly DeskMember[], now: number): boolean {
  return members.some((typist) =>
    typist.roles.includes("intake")
      ? members.some(
          (proposer) =>
            proposer !== typist &&
            proposer.roles.includes("reviewer") &&
            members.some(
              (approver) =>
                approver !== typist &&
                approver !== proposer &&
                approver.roles.includes("approver") &&
                approvesLongEnough(approver, now),
            ),
        )
      : false,
  );
}
