import type { ChangeInput, DeskChange } from "@graticule/api/desk-changes";
import type { DeskSignatureInput } from "@graticule/api/desk-keys";
import { type DeskMember, signsLongEnough } from "@graticule/desk/staff";
import { type LookedAt, mayConfirm, mayDecline } from "@graticule/desk/staff-change";
import { type ActStatement, statementText } from "@graticule/ledger/act-signature";
import { changeStatement } from "@graticule/ledger/act-statement";
import { commitmentOf } from "@graticule/ledger/commitment";
import { dayOf } from "@graticule/ledger/day";
import type { Kysely, Transaction } from "kysely";
import { askTransaction } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import type { Publication } from "../../public-record/publication.ts";
import { sha256 } from "../../public-record/translate.ts";
import { approvesFrom } from "../register/store.ts";
import { type SignatureRefusal, type SigningPlace, takeSignature } from "../signing/sign.ts";
import { endChange, enterChange, type GivenRoles, givenBy, type Proposal } from "./enter-change.ts";
import {
  type Inspected,
  type InspectParts,
  inspectProposal,
  type ProposalProblem,
} from "./inspect-proposal.ts";
import { insertRuleReview, type RuleReview, readRuleReviews } from "./rule-review-store.ts";
import { sayChange } from "./say-change.ts";
import { lockOpenChange, type RecordedChange, readChanges, readGivenKey } from "./store.ts";
import { neverTakesEffect, takeEffect } from "./take-effect.ts";

/** The caller: someone of the desk, or the administrator, who confirms nothing. */
export type Asker =
  | { readonly kind: "member"; readonly member: DeskMember }
  | { readonly kind: "administrator"; readonly id: string };

export type ProposeOutcome =
  | { readonly kind: "proposed"; readonly change: DeskChange }
  | { readonly kind: "invalid"; readonly problems: readonly ProposalProblem[] }
  | { readonly kind: "conflict" };

type MayNot = Exclude<DeskChange["mayConfirm"], "yes">;
export type DecideOutcome =
  | { readonly kind: "decided"; readonly change: DeskChange }
  | { readonly kind: "forbidden"; readonly reason: MayNot }
  | { readonly kind: "conflict" }
  | { readonly kind: "absent" };

type RuleOutcome = "stands" | "reversed";

interface ChangeDecision {
  readonly id: string;
  readonly outcome: "confirmed" | "declined" | "withdrawn";
  /** Of the person who confirms it. */
  readonly signature?: DeskSignatureInput | undefined;
}

/** What one proposes and another confirms. What is answered is durable. */
export type DeskChanges = ReturnType<typeof createChanges>;

export interface DeskChangesParts extends InspectParts {
  readonly db: Kysely<Database>;
  readonly publication: Publication;
  readonly publicUrl: string;
  /** The database's time. */
  readonly now: () => number;
  /** Makes what was decided known to the decisions of this process. */
  readonly refresh: () => Promise<void>;
  /** Location data of this digest must not decide. */
  readonly geofeedDeclined: (digest: string) => Promise<void>;
}

export function createChanges(parts: DeskChangesParts) {
  const { db, publication, now, refresh } = parts;
  const described = async (asker: Asker, id: string): Promise<DeskChange> => {
    const [change] = await readChanges(db, id);
    if (change === undefined) throw new TypeError("a change that was recorded is missing");
    return describe(change, asker, {
      now: now(),
      review: (await readRuleReviews(db, idOf(asker))).get(id),
    });
  };

  /** What was decided is durable, and a change that was confirmed holds as soon as the public log says so. */
  const follow = async (
    { id, body }: RecordedChange,
    outcome: ChangeDecision["outcome"],
  ): Promise<void> => {
    const isConfirmed = outcome === "confirmed";
    if (isConfirmed) await publication.awaits("change-decided", id).catch(() => false);
    await refresh();
    if (body.kind === "geofeed" && !isConfirmed) await parts.geofeedDeclined(body.digest);
  };

  return {
    /** The open ones, then the newest of the decided ones, with what this asker may do. */
    async list(asker: Asker): Promise<readonly DeskChange[]> {
      const reviews = await readRuleReviews(db, idOf(asker));
      return (await readChanges(db)).map((change) =>
        describe(change, asker, { now: now(), review: reviews.get(change.id) }),
      );
    },
    async propose(asker: Asker, input: ChangeInput): Promise<ProposeOutcome> {
      const inspected = await inspectProposal(parts, { input, by: idOf(asker) });
      if (inspected.kind === "invalid") return inspected;
      const proposal = { body: inspected.body, by: idOf(asker), as: asker.kind };
      const takes = isOwnTaking(inspected, asker) ? "one" : "two";
      const id = await askTransaction(db, (tx) => record(tx, proposal, takes));
      if (id === "forbidden" || id === "conflict") return { kind: "conflict" };
      return { kind: "proposed", change: await described(asker, id) };
    },
    /** A confirmed change takes effect once it is in the public log. */
    async decide(asker: Asker, decision: ChangeDecision): Promise<DecideOutcome> {
      const { id, outcome } = decision;
      const [change] = await readChanges(db, id);
      if (change === undefined) return { kind: "absent" };
      const may = mayDecide(change, asker, { outcome, now: now() });
      if (may === "closed") return { kind: "conflict" };
      if (may !== "yes") return { kind: "forbidden", reason: may };
      const place = { publicUrl: parts.publicUrl, now: now() };
      const word = await askTransaction(db, (tx) => end(tx, { change, asker, place }, decision));
      if (word !== "done") return refusalOf(word);
      await follow(change, outcome);
      return { kind: "decided", change: await described(asker, id) };
    },
    /** A third person's look at a rule around requests. Reversed, it is lifted at once. */
    async review(member: DeskMember, id: string, outcome: RuleOutcome): Promise<DecideOutcome> {
      const asker = { kind: "member", member } as const;
      const review = (await readRuleReviews(db, member.id)).get(id);
      if (review === undefined) return { kind: "absent" };
      if (!review.mayReview) return { kind: "forbidden", reason: "no-such-role" };
      const word = await askTransaction(db, async (tx) => {
        const made = await insertRuleReview(tx, { change: id, by: member.id, outcome });
        if (made === "reviewed" && outcome === "reversed") await neverTakesEffect(tx, id);
        return made;
      });
      if (word !== "reviewed") return { kind: "conflict" };
      await refresh();
      return { kind: "decided", change: await described(asker, id) };
    },
  };
}

function refusalOf(word: string): DecideOutcome {
  if (word === "new-key") return { kind: "forbidden", reason: word };
  const isUnsigned = word === "no-desk-key" || word === "not-signed";
  return isUnsigned ? { kind: "forbidden", reason: "not-signed" } : { kind: "conflict" };
}

/** Alone one takes only one's own roles: who emptied the desk could fill it with none to decline. */
function isOwnTaking(inspected: Inspected, asker: Asker): boolean {
  return inspected.kind === "takes" && inspected.person === idOf(asker);
}

/** Records a change; what takes one person is ended and done at once. */
async function record(
  tx: Transaction<Database>,
  proposal: Proposal,
  takes: "one" | "two",
): Promise<string> {
  const id = await enterChange(tx, proposal);
  if (takes === "two") return id;
  const { by, body } = proposal;
  await endChange(tx, { id, outcome: "alone", by, ...givenBy(body, await readGivenKey(tx, id)) });
  await takeEffect(tx, { id, body });
  return id;
}

interface Deciding {
  readonly change: RecordedChange;
  readonly asker: Asker;
  readonly place: SigningPlace;
}

async function end(
  tx: Transaction<Database>,
  { change, asker, place }: Deciding,
  { id, outcome, signature }: ChangeDecision,
): Promise<"done" | "conflict" | SignatureRefusal> {
  const body = await lockOpenChange(tx, id);
  if (body === undefined) return "conflict";
  const by = idOf(asker);
  if (outcome !== "confirmed") {
    await endChange(tx, { id, outcome, by });
    await neverTakesEffect(tx, id);
    return "done";
  }
  const given = givenBy(body, await readGivenKey(tx, id));
  const statement = statementOfChange(change, given);
  if (statement === undefined || signature === undefined) return "not-signed";
  const signed = await takeSignature(tx, place, {
    act: "confirm-change",
    about: id,
    ...{ statement, by, signature },
  });
  if (typeof signed === "string") return signed;
  await endChange(tx, { id, outcome, by, confirmation: signed, ...given });
  await takeEffect(tx, { id, body });
  return "done";
}

/** What the person who confirms a change signs; undefined: its sentence was taken down. */
function statementOfChange(
  { id, body, told }: RecordedChange,
  given: GivenRoles,
): ActStatement | undefined {
  if (told === null) return undefined;
  const says = commitmentOf(sha256, "text", told);
  return changeStatement({ change: id, what: body.kind, says, ...given });
}

function mayDecide(
  change: RecordedChange,
  asker: Asker,
  { outcome, now }: { readonly outcome: ChangeDecision["outcome"]; readonly now: number },
): "yes" | MayNot {
  if (change.outcome !== null) return "closed";
  const looked = lookAt(change, asker, now);
  switch (outcome) {
    case "withdrawn":
      return looked.isProposer ? "yes" : "no-such-role";
    case "declined":
      return mayDecline(looked);
    case "confirmed": {
      const may = mayConfirm(looked);
      return may === "yes" && change.keyless ? "no-key-yet" : may;
    }
  }
}

function lookAt(change: RecordedChange, asker: Asker, now: number): LookedAt {
  const { body, proposedBy, takesOnly, waitsUntil } = change;
  const by = idOf(asker);
  return {
    isProposer: proposedBy.id === by,
    isConcerned: body.kind === "staff" && body.person === by,
    takes: takesOnly,
    asksNewKey: body.kind === "staff" && body.newKey === true,
    waits: waitsUntil !== null,
    approver: approverIn(asker, now),
    isBroughtBack: change.isBroughtBack || restsOnRestored(change, asker),
  };
}

function approverIn(asker: Asker, now: number): LookedAt["approver"] {
  if (asker.kind === "administrator" || !asker.member.roles.includes("approver")) return "no";
  if (approvesFrom(asker.member, now) !== undefined) return "too-new";
  return signsLongEnough(asker.member, now) ? "yes" : "new-key";
}

/** As `change_is_of_now` in the database. */
function restsOnRestored(change: RecordedChange, asker: Asker): boolean {
  const { body, byAdministrator, isProposerBroughtBack } = change;
  if (body.kind === "staff" && body.roles.length === 0) return false;
  const isOther = asker.kind === "member" && asker.member.isBroughtBack;
  return isProposerBroughtBack || (isOther && !(body.kind === "staff" && byAdministrator));
}

function describe(
  change: RecordedChange,
  asker: Asker,
  { now, review }: { readonly now: number; readonly review: RuleReview | undefined },
): DeskChange {
  const { id, body, aboutName, aboutEmail, aboutKey, replaces, outcome } = change;
  const { decidedBy, decidedAt, waitsUntil } = change;
  const emailVerified = change.aboutVerified === true;
  // A change that only takes roles asks for no proof. Roles that were given show it later, too.
  const isGiven = aboutEmail !== null && (outcome !== null || !change.takesOnly);
  const may = mayDecide(change, asker, { outcome: "confirmed", now });
  const given = givenBy(body, {
    ...(aboutKey && { key: aboutKey.publicKey }),
    ...(replaces && { replaces }),
  });
  const statement = may === "yes" ? statementOfChange(change, given) : undefined;
  return {
    id,
    kind: body.kind,
    about: isGiven
      ? { email: aboutEmail, emailVerified, key: aboutKey?.id, replaces: replaces ?? undefined }
      : undefined,
    says: sayChange(body, aboutName ?? undefined),
    roles: body.kind === "staff" ? [...body.roles].sort() : undefined,
    proposedBy: change.proposedBy,
    proposedAt: change.proposedAt.toISOString(),
    state: outcome ?? "open",
    decidedBy: decidedBy ?? undefined,
    decidedAt: decidedAt?.toISOString(),
    waitsUntil: waitsUntil?.toISOString(),
    mayConfirm: may,
    toSign: statement && statementText(statement, dayOf(now)),
    mayDecline: mayDecide(change, asker, { outcome: "declined", now }),
    review,
  };
}

function idOf(asker: Asker): string {
  return asker.kind === "member" ? asker.member.id : asker.id;
}
