import type { TermsAct } from "@graticule/api/safety";
import type { DeskMember } from "@graticule/desk/staff";
import { statementText } from "@graticule/ledger/act-signature";
import { dayOf } from "@graticule/ledger/day";
import { takesKeys } from "@graticule/ledger/signed-terms";
import { destroyedText, stateOfTexts } from "../db/text-key.ts";
import type { StoredAct } from "./act-store.ts";
import { signable, termsStatementOf } from "./signed-terms.ts";

export function isReviewer({ roles }: DeskMember): boolean {
  return roles.includes("safety") || roles.includes("appeals");
}

/** What keeps someone from looking at an act; undefined: nothing. */
export function barToReview(
  act: StoredAct,
  member: DeskMember,
): "no-such-role" | "own-meeting" | "proposed-it" | "approved-it" | "near-request" | undefined {
  if (!isReviewer(member)) return "no-such-role";
  if (act.isOwn) return "own-meeting";
  if (act.proposedBy === member.id) return "proposed-it";
  if (act.approvals.some(({ personId }) => personId === member.id)) return "approved-it";
  return act.isNear && act.kind !== "reinstate-account" ? "near-request" : undefined;
}

/** What keeps someone from withdrawing an act; undefined: nothing. INVARIANT: no one else's withdrawal keeps an account closed. */
export function barToWithdrawing(
  { kind, proposedBy, isOwn }: Pick<StoredAct, "kind" | "proposedBy" | "isOwn">,
  member: DeskMember,
): "no-such-role" | "own-meeting" | "near-request" | undefined {
  if (!isReviewer(member)) return "no-such-role";
  if (isOwn) return "own-meeting";
  if (kind === "reinstate-account") return proposedBy === member.id ? undefined : "no-such-role";
  return member.liaisonTo.length > 0 ? "near-request" : undefined;
}

export function isActClosed({ tookEffect, isWithdrawn }: StoredAct): boolean {
  return tookEffect || isWithdrawn;
}

/** One whose reason no one can read waits for its withdrawal alone. */
export function mayApprove(act: StoredAct, member: DeskMember): TermsAct["mayApprove"] {
  const bar = barToReview(act, member);
  if (bar !== undefined) return bar;
  if (isActClosed(act) || act.reason === undefined) return "closed";
  if (act.isBroughtBack) return "proposal-brought-back";
  if (act.isOfLostRole) return "role-lost";
  if (takesKeys(act.kind) && member.isBroughtBack) return "brought-back";
  return act.isLate ? "report-too-old" : "yes";
}

/** What takes something from people waits for the public log. */
function begins({ isPublished, kind }: StoredAct): boolean {
  return isPublished || kind === "reinstate-account";
}

function stateOf(act: StoredAct): TermsAct["state"] {
  if (act.isReversed) return "reversed";
  if (act.tookEffect) return begins(act) ? "in-effect" : "waits-for-log";
  if (act.isWithdrawn) return "withdrawn";
  return act.approvals.length === 0 ? "waits-for-second" : "waits-for-third";
}

/** An act as a member sees it. */
export function describeAct(act: StoredAct, member: DeskMember): TermsAct {
  const { id, kind, reason, reportId, proposedAt, proposerName, approvals, requests } = act;
  const texts = { kept: reason !== undefined, end: act.textsEnd ?? undefined };
  return {
    id,
    kind,
    reason: reason ?? destroyedText,
    texts: stateOfTexts(texts, act.now),
    proposedBy: proposerName,
    // What opens an account again is linked to none.
    requests: kind === "reinstate-account" ? [] : [...requests],
    reportId: reportId ?? undefined,
    proposedAt: proposedAt.toISOString(),
    approvals: approvals.map(({ review, by, at }) => ({ review, by, at })),
    state: stateOf(act),
    mayApprove: mayApprove(act, member),
    signing: mayApprove(act, member) === "yes" ? signingOf(act) : undefined,
  };
}

function signingOf(act: StoredAct): TermsAct["signing"] {
  const [signed, salt] = [signable(act), act.reasonSalt];
  if (signed === undefined || salt === undefined) return undefined;
  const toSign = statementText(termsStatementOf("approve-terms", signed), dayOf(act.now.getTime()));
  return { toSign, salt };
}
