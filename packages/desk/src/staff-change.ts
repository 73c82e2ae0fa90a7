import type { DeskRole } from "./staff.ts";

/** What a member of the desk holds, or would hold. */
export interface Holding {
  readonly roles: readonly DeskRole[];
  /** Series of authorities whose liaison they are. */
  readonly liaisonTo: readonly string[];
}

/**
 * Whether a change gives nothing: no role, no new key, and to no former liaison the authority's
 * requests. As `takes_only_from` in the database.
 */
export function takesOnly(
  held: Holding,
  would: Holding & { readonly newKey?: true | undefined },
): boolean {
  return (
    would.newKey === undefined &&
    isWithin(would.roles, held.roles) &&
    (would.roles.length === 0 || isWithin(held.liaisonTo, would.liaisonTo))
  );
}

/** Whether a person may hold this. A member who acts under the terms of service is no liaison. */
export function mayHold({ roles, liaisonTo }: Holding): "yes" | "safety-and-liaison" {
  return roles.includes("safety") && liaisonTo.length > 0 ? "safety-and-liaison" : "yes";
}

/** An open change that takes two people, and the member who looks at it. */
export interface LookedAt {
  readonly isProposer: boolean;
  /** An administrator proposed it, who has no desk key: any other member signs the proposal. */
  readonly byAdministrator: boolean;
  /** Who signed the proposal, if anyone did. */
  readonly signed: "no" | "by-them" | "by-another";
  /** It is about the roles of this person. */
  readonly isConcerned: boolean;
  /** See {@link takesOnly}; false for a change of another kind. */
  readonly takes: boolean;
  /** It puts a new desk key in the place of theirs. */
  readonly asksNewKey: boolean;
  /** It takes effect by waiting, if nobody declines it. */
  readonly waits: boolean;
  readonly approver: "no" | "too-new" | "new-key" | "yes";
  /** No other approver could confirm it. */
  readonly isOnlyApprover: boolean;
  /** Whether they have a role of the desk, and a key that is old enough to sign. */
  readonly member: "no" | "new-key" | "yes";
  /** It changes what authorities reach, and they are a liaison, to any authority. */
  readonly isLiaison: boolean;
  /** The same of the proposer, who was none when they proposed it. */
  readonly isProposerLiaison: boolean;
  /** Of the staff: its person was appointed after it was proposed. */
  readonly isOutdated: boolean;
  /** A restored database brought it back, or those whom it would rest on: see `change_is_of_now`. */
  readonly isBroughtBack: boolean;
}

/** Why a member may not decide a change. */
export type MayNotDecide =
  | "no-such-role"
  | "proposed-it"
  | "signed-it"
  | "only-approver"
  | "not-proposed"
  | "about-you"
  | "too-new"
  | "new-key"
  | "is-liaison"
  | "proposer-is-liaison"
  | "appointed-since"
  | "brought-back";

/** The kinds of changes that decide what authorities reach, or where people seem to be. */
const ofReach: ReadonlySet<string> = new Set(["authority", "disputed-places", "geofeed"]);

/**
 * Whether someone has no part in a change of this kind: a liaison doesn't decide what authorities
 * reach, not even another's, since two entries can name one territory.
 * @param kind as in the contract's `changeInput`, or `platform-rule`
 */
export function isBarredFrom(kind: string, { liaisonTo }: Pick<Holding, "liaisonTo">): boolean {
  return liaisonTo.length > 0 && ofReach.has(kind);
}

/** Whether they may be the second person, who confirms it once the proposal is signed. */
export function mayConfirm(change: LookedAt): "yes" | MayNotDecide {
  const { isProposer, signed } = change;
  if (isProposer) return "proposed-it";
  if (signed === "by-them") return "signed-it";
  const may = mayJudge(change);
  if (may === "yes" && change.isProposerLiaison) return "proposer-is-liaison";
  if (may === "yes" && change.isOutdated) return "appointed-since";
  return may === "yes" && signed === "no" ? "not-proposed" : may;
}

/**
 * Whether they may sign its proposal: who made it, or for an administrator any member whose own
 * confirmation isn't the only possible one.
 */
export function mayPropose(change: LookedAt): "yes" | MayNotDecide {
  const { isProposer, byAdministrator, isConcerned, asksNewKey, signed, member } = change;
  if (signed !== "no") return "signed-it";
  if (member === "no" || !(isProposer || byAdministrator)) return "no-such-role";
  if (isConcerned && asksNewKey) return "about-you";
  if (change.isLiaison) return "is-liaison";
  if (!isProposer && change.isOnlyApprover) return "only-approver";
  return change.isBroughtBack && member === "yes" ? "brought-back" : member;
}

function mayJudge(change: LookedAt): "yes" | MayNotDecide {
  const { isConcerned, takes, asksNewKey, approver, isBroughtBack } = change;
  if (approver === "no") return "no-such-role";
  if (isConcerned && (takes || asksNewKey)) return "about-you";
  if (change.isLiaison) return "is-liaison";
  return isBroughtBack && (approver === "yes" || approver === "new-key")
    ? "brought-back"
    : approver;
}

/**
 * One person suffices: an approver, even a new one, except for taking their own roles while another
 * could confirm that; or the person concerned by a change that nobody could confirm.
 */
export function mayDecline(looked: LookedAt): "yes" | MayNotDecide {
  const { isProposer, isConcerned, waits } = looked;
  if (isProposer) return "proposed-it";
  if (isConcerned && waits) return "yes";
  const may = mayJudge(looked);
  return may === "too-new" || may === "new-key" || may === "brought-back" ? "yes" : may;
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((entry) => all.includes(entry));
}
