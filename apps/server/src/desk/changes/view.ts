import type { DeskChange } from "@graticule/api/desk-changes";
import { type DeskMember, signsLongEnough } from "@graticule/desk/staff";
import {
  isBarredFrom,
  type LookedAt,
  mayConfirm,
  mayDecline,
  mayPropose,
} from "@graticule/desk/staff-change";
import { type ActStatement, statementText } from "@graticule/ledger/act-signature";
import { type ChangeAct, changeStatement } from "@graticule/ledger/act-statement";
import { commitmentOf } from "@graticule/ledger/commitment";
import { dayOf } from "@graticule/ledger/day";
import { sha256 } from "../../public-record/translate.ts";
import { approvesFrom } from "../register/store.ts";
import { type GivenRoles, givenBy } from "./enter-change.ts";
import type { RuleReview } from "./rule-review-store.ts";
import { sayChange } from "./say-change.ts";
import type { RecordedChange } from "./store.ts";

/** The caller: someone of the desk, or the administrator, who confirms nothing. */
export type Asker =
  | { readonly kind: "member"; readonly member: DeskMember }
  | { readonly kind: "administrator"; readonly id: string };

export type MayNot = Exclude<DeskChange["mayConfirm"], "yes">;

/**
 * What someone signs of a change; undefined: its sentence was taken down, or is another than what would be done, or it can't be
 * read. INVARIANT: two people sign what the log says.
 */
export function changeStatementOf(
  act: ChangeAct,
  { id, body, told }: RecordedChange,
  given: GivenRoles,
): ActStatement | undefined {
  if (body === undefined || told === null || told.value !== sayChange(body)) return undefined;
  const says = commitmentOf(sha256, "text", told);
  return changeStatement(act, { change: id, what: body.kind, says, ...given });
}

/** What someone does to a change; `proposed`: they sign its proposal. */
export type ChangeStep = "proposed" | "confirmed" | "declined" | "withdrawn";

export function mayDo(
  change: RecordedChange,
  asker: Asker,
  { act, now }: { readonly act: ChangeStep; readonly now: number },
): "yes" | MayNot {
  if (change.outcome !== null) return "closed";
  const looked = lookAt(change, asker, now);
  switch (act) {
    case "proposed":
      return maySign(change, mayPropose(looked));
    case "confirmed":
      return maySign(change, mayConfirm(looked));
    case "declined":
      return mayDecline(looked);
    case "withdrawn":
      return looked.isProposer ? "yes" : "no-such-role";
  }
}

/** No one signs what can't be read, or before the person whom it is about made a key. @param may apart from that */
function maySign({ body, keyless }: RecordedChange, may: "yes" | MayNot): "yes" | MayNot {
  if (body === undefined) return may === "proposed-it" ? may : "closed";
  return keyless && (may === "yes" || may === "not-proposed") ? "no-key-yet" : may;
}

function lookAt(change: RecordedChange, asker: Asker, now: number): LookedAt {
  const { kind, proposedBy, proposalSignedBy, byAdministrator, takesOnly, waitsUntil } = change;
  const body = change.body?.kind === "staff" ? change.body : undefined;
  const by = askerId(asker);
  const signed = proposalSignedBy?.id === by ? "by-them" : "by-another";
  return {
    isProposer: proposedBy.id === by,
    byAdministrator,
    signed: proposalSignedBy === null ? "no" : signed,
    isConcerned: body?.person === by,
    takes: takesOnly,
    asksNewKey: body?.newKey === true,
    waits: waitsUntil !== null,
    approver: approverIn(asker, now),
    isOnlyApprover: change.onlyApprover === by,
    member: memberIn(asker, now),
    isLiaison: asker.kind === "member" && isBarredFrom(kind, asker.member),
    isProposerLiaison: change.isProposerLiaison,
    isOutdated: change.isOutdated,
    isBroughtBack: change.isBroughtBack || restsOnRestored(change, asker),
  };
}

function approverIn(asker: Asker, now: number): LookedAt["approver"] {
  if (asker.kind === "administrator" || !asker.member.roles.includes("approver")) return "no";
  if (approvesFrom(asker.member, now) !== undefined) return "too-new";
  return signsLongEnough(asker.member, now) ? "yes" : "new-key";
}

function memberIn(asker: Asker, now: number): LookedAt["member"] {
  if (asker.kind === "administrator") return "no";
  return signsLongEnough(asker.member, now) ? "yes" : "new-key";
}

/** As `change_is_of_now` in the database. */
function restsOnRestored(change: RecordedChange, asker: Asker): boolean {
  const { body, byAdministrator, isProposerBroughtBack } = change;
  if (body?.kind === "staff" && body.roles.length === 0) return false;
  const isOther = asker.kind === "member" && asker.member.isBroughtBack;
  return isProposerBroughtBack || (isOther && !(body?.kind === "staff" && byAdministrator));
}

const unreadable =
  "This proposal can’t be read, so no one can confirm it. Decline it, or take it back.";

export function describeChange(
  change: RecordedChange,
  asker: Asker,
  { now, review }: { readonly now: number; readonly review: RuleReview | undefined },
): DeskChange {
  const { id, kind, body, aboutName, aboutEmail, aboutKey, replaces, outcome } = change;
  const { decidedBy, decidedAt, waitsUntil } = change;
  const emailVerified = change.aboutVerified === true;
  // A change that only takes roles asks for no proof. Roles that were given show it later, too.
  const isGiven = aboutEmail !== null && (outcome !== null || !change.takesOnly);
  const may = (act: ChangeStep) => mayDo(change, asker, { act, now });
  const [mayPropose, mayConfirm] = [may("proposed"), may("confirmed")];
  return {
    id,
    kind,
    about: isGiven
      ? { email: aboutEmail, emailVerified, key: aboutKey?.id, replaces: replaces ?? undefined }
      : undefined,
    says: body === undefined ? unreadable : sayChange(body, aboutName ?? undefined),
    roles: body?.kind === "staff" ? [...body.roles].sort() : undefined,
    proposedBy: change.proposedBy,
    proposedAt: change.proposedAt.toISOString(),
    state: outcome ?? "open",
    decidedBy: decidedBy ?? undefined,
    decidedAt: decidedAt?.toISOString(),
    waitsUntil: waitsUntil?.toISOString(),
    proposalSignedBy: change.proposalSignedBy ?? undefined,
    mayPropose,
    mayConfirm,
    toSign: toSignOf(change, { mayPropose, mayConfirm, now }),
    mayDecline: may("declined"),
    review,
  };
}

/** What the asker signs of it, who may do one of the two. */
function toSignOf(
  change: RecordedChange,
  {
    mayPropose: proposes,
    mayConfirm: confirms,
    now,
  }: Pick<DeskChange, "mayPropose" | "mayConfirm"> & { readonly now: number },
): string | undefined {
  const { body, aboutKey, replaces } = change;
  if (body === undefined || (proposes !== "yes" && confirms !== "yes")) return undefined;
  const given = givenBy(body, {
    ...(aboutKey && { key: aboutKey.publicKey }),
    ...(replaces && { replaces }),
  });
  const act = proposes === "yes" ? "propose-change" : "confirm-change";
  const statement = changeStatementOf(act, change, given);
  return statement && statementText(statement, dayOf(now));
}

export function askerId(asker: Asker): string {
  return asker.kind === "member" ? asker.member.id : asker.id;
}
