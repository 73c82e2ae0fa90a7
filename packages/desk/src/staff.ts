import type { Place } from "@graticule/jurisdiction/place";
import { newKeyMs, newRoleMs } from "./order-states.ts";
import type { SessionPlace } from "./reach.ts";

/** `safety` is only for the terms of service. */
export const deskRoles = ["intake", "reviewer", "approver", "appeals", "safety"] as const;
export type DeskRole = (typeof deskRoles)[number];

/** What decides what a member of the desk may do. */
export interface DeskMember {
  readonly id: string;
  readonly roles: readonly DeskRole[];
  /** Since when they are an approver, milliseconds since the epoch; undefined: they are none. */
  readonly approverSince: number | undefined;
  /** Since when they decide appeals, likewise. */
  readonly appealsSince: number | undefined;
  /** Since when their desk key is in the public log, milliseconds since the epoch; undefined: they have none there. */
  readonly keySince: number | undefined;
  /** Series of authorities whose liaison they are. */
  readonly liaisonTo: readonly string[];
  /** Requests that name, or named before a correction, a meeting of their own account. */
  readonly ownRequests: readonly string[];
  /** Their roles came back with a restored database, and were not given again since. */
  readonly isBroughtBack: boolean;
}

/** Who did what to a request so far. */
export interface InvolvedStaff {
  /** Its id; undefined: it is not recorded yet. */
  readonly request: string | undefined;
  /** The series of the requesting authority; undefined: the sender is not in the register. */
  readonly authority: string | undefined;
  /** Everyone who entered or corrected it. */
  readonly enteredBy: readonly string[];
  readonly proposedBy: string | undefined;
  readonly approvedBy: string | undefined;
  /** Of an order after a restore: those who confirmed it again. */
  readonly confirmedBy: readonly string[];
  /** Of an order that is appealed against: everyone who dealt with its request in any way. */
  readonly handledBy: readonly string[];
  /** Who decided the previous case of an order with several appeals. */
  readonly decidedBy: string | undefined;
}

/** Acts that not every member may do. */
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

/** Why a member may not act; each with its own text. */
export type NotAllowed =
  | "no-such-role"
  | "typed-it-in"
  | "liaison"
  | "own-meeting"
  | "proposed-it"
  | "approved-it"
  | "handled-it"
  | "decided-it"
  | "too-new"
  | "new-key"
  | "inside"
  | "may-be-inside"
  | "brought-back";

/** Who may, with one of these roles. */
export const rolesFor: Readonly<Record<DeskAct, readonly DeskRole[]>> = {
  "type-in": ["intake"],
  "call-back": ["intake", "reviewer", "approver"],
  review: ["reviewer", "approver"],
  propose: ["reviewer"],
  approve: ["approver"],
  decline: ["reviewer", "approver"],
  lift: ["reviewer", "approver", "appeals"],
  "decide-appeal": ["appeals"],
  // Urgent: any member who is there answers.
  "answer-contest": ["intake", "reviewer", "approver", "appeals"],
  "prepare-words": ["reviewer"],
  "publish-words": ["reviewer", "approver"],
};

export interface Circumstances {
  readonly involvedStaff: InvolvedStaff;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Where this session is, relative to the authority's jurisdiction. */
  readonly session: SessionPlace;
}

/**
 * Whether a member may act on a request, or the first reason why not. Any one person with the role
 * suffices to type in, to decline and to lift.
 */
export function mayAct(
  member: DeskMember,
  act: DeskAct,
  circumstances: Circumstances,
): "yes" | NotAllowed {
  if (!rolesFor[act].some((role) => member.roles.includes(role))) return "no-such-role";
  if (act === "type-in" || act === "lift" || act === "decline") return "yes";
  const { involvedStaff, now } = circumstances;
  if (involvedStaff.enteredBy.includes(member.id)) return "typed-it-in";
  const others = whyForOthers(member, involvedStaff);
  if (others !== undefined) return others;
  const other = isOther(member, act, involvedStaff);
  if (other !== undefined) return other;
  if (act === "approve" && !isLongEnough(member.approverSince, now)) return "too-new";
  if (act === "decide-appeal" && !isLongEnough(member.appealsSince, now)) return "too-new";
  return ofPresentRoles.includes(act) ? mayByPresentRole(member, act, circumstances) : "yes";
}

/** They rest on no role from before a restore. */
const ofPresentRoles: readonly DeskAct[] = ["propose", "approve", "prepare-words", "publish-words"];

function mayByPresentRole(
  member: DeskMember,
  act: DeskAct,
  { now, session }: Circumstances,
): "yes" | NotAllowed {
  if (member.isBroughtBack) return "brought-back";
  if (act === "prepare-words" || act === "publish-words") return "yes";
  if (!signsLongEnough(member, now)) return "new-key";
  return session === "outside" ? "yes" : session;
}

/**
 * What a member of the desk reads of a request. A liaison to its authority, and a host whose meeting it names, read only what
 * they typed in.
 */
export function mayRead(
  member: Pick<DeskMember, "id" | "liaisonTo" | "ownRequests">,
  involved: Pick<InvolvedStaff, "request" | "authority" | "enteredBy">,
): "all" | "what-they-typed" | "nothing" {
  if (whyForOthers(member, involved) === undefined) return "all";
  return involved.enteredBy.includes(member.id) ? "what-they-typed" : "nothing";
}

/**
 * Why others deal with a request: they host a meeting that it names, or are a liaison to the authority that asks. No one is a
 * liaison to a sender who is not in the register. INVARIANT: a host isn't told by this whether an authority to which they are a
 * liaison asks, which a law may forbid to tell them.
 */
export function whyForOthers(
  { liaisonTo, ownRequests }: Pick<DeskMember, "liaisonTo" | "ownRequests">,
  { authority, request }: Pick<InvolvedStaff, "request" | "authority">,
): "liaison" | "own-meeting" | undefined {
  if (request !== undefined && ownRequests.includes(request)) return "own-meeting";
  return authority !== undefined && liaisonTo.includes(authority) ? "liaison" : undefined;
}

/**
 * Another person than the proposer approves or publishes; one who had no part in the request decides an appeal, and yet
 * another the next one.
 */
function isOther(
  { id }: DeskMember,
  act: DeskAct,
  involvedStaff: InvolvedStaff,
): NotAllowed | undefined {
  if (act !== "approve" && act !== "decide-appeal" && act !== "publish-words") return undefined;
  if (involvedStaff.proposedBy === id) return "proposed-it";
  if (act !== "decide-appeal") return undefined;
  const { approvedBy, confirmedBy, handledBy } = involvedStaff;
  if (approvedBy === id || confirmedBy.includes(id)) return "approved-it";
  if (handledBy.includes(id)) return "handled-it";
  return involvedStaff.decidedBy === id ? "decided-it" : undefined;
}

function isLongEnough(since: number | undefined, now: number): boolean {
  return since !== undefined && since <= now - newRoleMs;
}

/** Whether their desk key signs by now: a new one doesn't, so that its holder can notice it. */
export function signsLongEnough({ keySince }: DeskMember, now: number): boolean {
  return keySince !== undefined && keySince <= now - newKeyMs;
}

/**
 * What the desk can't do for lack of people, or of location sources that can establish a place
 * (`no-sources`); each with its own text.
 */
export type Shortage =
  | "no-intake"
  | "no-call-back"
  | "no-refusals"
  | "no-orders"
  | "no-sources"
  | "no-appeals";

/**
 * What the desk can't do with these members. An order takes three (one types in, another proposes,
 * a third approves) and a place that can be established; an appeal against it takes a fourth. Refusing takes one who did
 * not type it in, and lifting one.
 * @param establishable places that the present location sources can establish
 */
export function shortagesOf(
  members: readonly DeskMember[],
  now: number,
  establishable: ReadonlySet<Place>,
): readonly Shortage[] {
  const ableTo = (act: DeskAct) =>
    members.filter(({ roles }) => rolesFor[act].some((role) => roles.includes(role)));
  const isOfNow = ({ isBroughtBack }: DeskMember) => !isBroughtBack;
  const signs = (member: DeskMember) => isOfNow(member) && signsLongEnough(member, now);
  const approvers = ableTo("approve")
    .filter(signs)
    .filter(({ approverSince }) => isLongEnough(approverSince, now));
  const proposers = ableTo("propose").filter(signs);
  /** Whether three different people can make an order, and then this holds of them. */
  const canOrder = (holds: (makers: readonly DeskMember[]) => boolean) =>
    ableTo("type-in").some((entrant) =>
      proposers.some((proposer) =>
        approvers.some((approver) => {
          const makers = [entrant, proposer, approver];
          return new Set(makers).size === makers.length && holds(makers);
        }),
      ),
    );
  const judges = ableTo("decide-appeal").filter(({ appealsSince }) =>
    isLongEnough(appealsSince, now),
  );
  const makesOrders = canOrder(() => true);
  const hearsAppeals = makesOrders
    ? canOrder((makers) => judges.some((one) => !makers.includes(one)))
    : judges.length > 0;
  const [entrant, ...others] = ableTo("type-in");
  const canRefuse = ableTo("review").some((one) => others.length > 0 || one !== entrant);
  const found: Shortage[] = [];
  if (entrant === undefined) found.push("no-intake");
  if (ableTo("call-back").length < 2) found.push("no-call-back");
  if (!canRefuse) found.push("no-refusals");
  if (!makesOrders) found.push("no-orders");
  if (establishable.size === 0) found.push("no-sources");
  if (!hearsAppeals) found.push("no-appeals");
  return found;
}
