import type { DeskRole } from "./staff.ts";

/** What someone of the desk holds, or would hold. */
export interface Holding {
  readonly roles: readonly DeskRole[];
  /** Series of authorities whose liaison they are. */
  readonly liaisonTo: readonly string[];
}

/**
 * Whether a change gives nothing: no role, and no authority's requests to someone who was its liaison. As
 * `takes_only_from` in the database.
 */
export function takesOnly(held: Holding, would: Holding): boolean {
  return (
    isWithin(would.roles, held.roles) &&
    (would.roles.length === 0 || isWithin(held.liaisonTo, would.liaisonTo))
  );
}

/** Whether anyone may hold this. Who acts under the terms of service works for no authority. */
export function mayHold({ roles, liaisonTo }: Holding): "yes" | "safety-and-liaison" {
  return roles.includes("safety") && liaisonTo.length > 0 ? "safety-and-liaison" : "yes";
}

/** An open change that takes two people, and someone who looks at it. */
export interface LookedAt {
  readonly isProposer: boolean;
  /** It is about the roles of this person. */
  readonly isConcerned: boolean;
  /** See {@link takesOnly}; false for a change of another kind. */
  readonly takes: boolean;
  /** It takes effect by itself, if nobody declines it. */
  readonly waits: boolean;
  readonly approver: "no" | "too-new" | "yes";
}

/** Why someone decides no change. */
export type MayNotDecide = "no-such-role" | "proposed-it" | "about-you" | "too-new";

/** Whether they are the second person. */
export function mayConfirm({
  isProposer,
  isConcerned,
  takes,
  approver,
}: LookedAt): "yes" | MayNotDecide {
  if (isProposer) return "proposed-it";
  if (approver === "no") return "no-such-role";
  if (isConcerned && takes) return "about-you";
  return approver;
}

/**
 * One person suffices: an approver, also a new one, but not of the taking of their own roles while another could confirm it;
 * and whoever a change is about that nobody could confirm.
 */
export function mayDecline(looked: LookedAt): "yes" | MayNotDecide {
  const { isProposer, isConcerned, waits } = looked;
  if (!isProposer && isConcerned && waits) return "yes";
  const may = mayConfirm(looked);
  return may === "too-new" ? "yes" : may;
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((entry) => all.includes(entry));
}
