import type { ChangeInput, DeskChange } from "@graticule/api/desk-changes";
import type { DeskSignatureInput } from "@graticule/api/desk-keys";
import type { SignatureInLog } from "@graticule/desk/entry";
import type { DeskMember } from "@graticule/desk/staff";
import { isBarredFrom } from "@graticule/desk/staff-change";
import type { Kysely, Transaction } from "kysely";
import { askTransaction } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import type { WaitingDecided } from "../../location/corrections.ts";
import type { Publication } from "../../public-record/publication.ts";
import {
  type SignatureRefusal,
  type SigningPlace,
  signatureHeld,
  takeSignature,
} from "../signing/sign.ts";
import { endChange, enterChange, type GivenRoles, givenBy, type Proposal } from "./enter-change.ts";
import {
  type Inspected,
  type InspectParts,
  inspectProposal,
  type ProposalProblem,
} from "./inspect-proposal.ts";
import { insertRuleReview, readRuleReviews } from "./rule-review-store.ts";
import { lockOpenChange, type RecordedChange, readChanges, readGivenKey } from "./store.ts";
import { neverTakesEffect, takeEffect } from "./take-effect.ts";
import {
  type Asker,
  askerId,
  type ChangeStep,
  changeStatementOf,
  describeChange,
  type MayNot,
  mayDo,
} from "./view.ts";

export type ProposeOutcome =
  | { readonly kind: "proposed"; readonly change: DeskChange }
  | { readonly kind: "invalid"; readonly problems: readonly ProposalProblem[] }
  | { readonly kind: "forbidden"; readonly reason: MayNot }
  | { readonly kind: "conflict" };

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
  /** Location data of this digest must not decide, or need no longer be taken back. */
  readonly geofeedDecided: (decision: WaitingDecided) => Promise<void>;
}

/**
 * INVARIANT: an administrator sees nothing of a rule's change: that it waits for a review can tell the territory of a sender whom a
 * law hides. Their rules are lifted where they are made.
 */
const isFor = ({ kind }: RecordedChange, asker: Asker): boolean =>
  asker.kind === "member" || kind === "staff";

export function createChanges(parts: DeskChangesParts) {
  const { db, publication, now, refresh } = parts;
  const described = async (asker: Asker, id: string): Promise<DeskChange> => {
    const [change] = await readChanges(db, id);
    if (change === undefined) throw new TypeError("a change that was recorded is missing");
    return describeChange(change, asker, {
      now: now(),
      review: (await readRuleReviews(db, askerId(asker))).get(id),
    });
  };

  /** Does this to a change in one transaction, if the asker may. */
  const attempt = async (
    asker: Asker,
    { id, act }: { readonly id: string; readonly act: ChangeStep },
    work: (tx: Transaction<Database>, deciding: Deciding) => Promise<string>,
  ): Promise<DecideOutcome | { readonly kind: "done"; readonly change: RecordedChange }> => {
    const [change] = await readChanges(db, id);
    if (change === undefined || !isFor(change, asker)) return { kind: "absent" };
    const may = mayDo(change, asker, { act, now: now() });
    if (may === "closed") return { kind: "conflict" };
    if (may !== "yes") return { kind: "forbidden", reason: may };
    const place = { publicUrl: parts.publicUrl, now: now() };
    const word = await askTransaction(db, (tx) => work(tx, { change, asker, place }));
    return word === "done" ? { kind: "done", change } : refusalOf(word);
  };

  /** What was decided is durable, and a change that was confirmed holds as soon as the public log says so. */
  const follow = async (
    { id, body }: RecordedChange,
    outcome: ChangeDecision["outcome"],
  ): Promise<void> => {
    const isConfirmed = outcome === "confirmed";
    if (isConfirmed) await publication.awaits("change-decided", id).catch(() => false);
    await refresh();
    if (body?.kind === "geofeed") await parts.geofeedDecided({ digest: body.digest, isConfirmed });
  };

  return {
    /** The open ones, then the newest of the decided ones, with what this asker may do. */
    async list(asker: Asker): Promise<readonly DeskChange[]> {
      const reviews = await readRuleReviews(db, askerId(asker));
      return (await readChanges(db)).map((change) =>
        describeChange(change, asker, { now: now(), review: reviews.get(change.id) }),
      );
    },
    async propose(asker: Asker, input: ChangeInput): Promise<ProposeOutcome> {
      if (asker.kind === "member" && isBarredFrom(input.kind, asker.member)) {
        return { kind: "forbidden", reason: "is-liaison" };
      }
      const inspected = await inspectProposal(parts, { input, by: askerId(asker) });
      if (inspected.kind === "invalid") return inspected;
      const proposal = { body: inspected.body, by: askerId(asker), as: asker.kind };
      const takes = isOwnTaking(inspected, asker) ? "one" : "two";
      const id = await askTransaction(db, (tx) => record(tx, proposal, takes));
      if (id === "forbidden" || id === "conflict") return { kind: "conflict" };
      return { kind: "proposed", change: await described(asker, id) };
    },
    /** Signs the proposal of a change: who made it, or another member for an administrator. */
    async sign(
      member: DeskMember,
      id: string,
      signature: DeskSignatureInput,
    ): Promise<DecideOutcome> {
      const asker = { kind: "member", member } as const;
      const tried = await attempt(asker, { id, act: "proposed" }, (tx, deciding) =>
        signProposal(tx, deciding, signature),
      );
      if (tried.kind !== "done") return tried;
      return { kind: "decided", change: await described(asker, id) };
    },
    /** A confirmed change takes effect once it is in the public log. */
    async decide(asker: Asker, decision: ChangeDecision): Promise<DecideOutcome> {
      const { id, outcome } = decision;
      const tried = await attempt(asker, { id, act: outcome }, (tx, deciding) =>
        end(tx, deciding, decision),
      );
      if (tried.kind !== "done") return tried;
      await follow(tried.change, outcome);
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
  if (word === "new-key" || word === "not-proposed") return { kind: "forbidden", reason: word };
  const isUnsigned = word === "no-desk-key" || word === "not-signed";
  return isUnsigned ? { kind: "forbidden", reason: "not-signed" } : { kind: "conflict" };
}

/** Alone one takes only one's own roles: who emptied the desk could fill it with none to decline. */
function isOwnTaking(inspected: Inspected, asker: Asker): boolean {
  return inspected.kind === "takes" && inspected.person === askerId(asker);
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

async function signProposal(
  tx: Transaction<Database>,
  { change, asker, place }: Deciding,
  signature: DeskSignatureInput,
): Promise<"done" | "conflict" | SignatureRefusal> {
  if (!(await lockOpenChange(tx, change.id))) return "conflict";
  const statement = changeStatementOf("propose-change", change, await givenIn(tx, change));
  if (statement === undefined) return "not-signed";
  const signed = await takeSignature(tx, place, {
    ...{ act: "propose-change", about: change.id, statement },
    ...{ by: askerId(asker), signature },
  });
  return typeof signed === "string" ? signed : "done";
}

async function end(
  tx: Transaction<Database>,
  { change, asker, place }: Deciding,
  { id, outcome, signature }: ChangeDecision,
): Promise<"done" | "conflict" | "not-proposed" | SignatureRefusal> {
  if (!(await lockOpenChange(tx, id))) return "conflict";
  const by = askerId(asker);
  if (outcome !== "confirmed") {
    await endChange(tx, { id, outcome, by });
    await neverTakesEffect(tx, id);
    return "done";
  }
  const { body } = change;
  if (body === undefined) return "conflict";
  const given = await givenIn(tx, change);
  const proposal = await proposalHeld(tx, change, given);
  if (proposal === undefined) return "not-proposed";
  const statement = changeStatementOf("confirm-change", change, given);
  if (statement === undefined || signature === undefined) return "not-signed";
  const signed = await takeSignature(tx, place, {
    act: "confirm-change",
    about: id,
    ...{ statement, by, signature, after: proposal },
  });
  if (typeof signed === "string") return signed;
  await endChange(tx, { id, outcome, by, proposal, confirmation: signed, ...given });
  await takeEffect(tx, { id, body });
  return "done";
}

async function givenIn(
  tx: Transaction<Database>,
  { id, body }: RecordedChange,
): Promise<GivenRoles> {
  return body === undefined ? {} : givenBy(body, await readGivenKey(tx, id));
}

/** The signature of its proposal; undefined: there is none, or it was of something else, such as another key. */
async function proposalHeld(
  tx: Transaction<Database>,
  change: RecordedChange,
  given: GivenRoles,
): Promise<SignatureInLog | undefined> {
  const statement = changeStatementOf("propose-change", change, given);
  const by = change.proposalSignedBy?.id;
  if (statement === undefined || by === undefined) return undefined;
  return await signatureHeld(tx, { act: "propose-change", about: change.id, statement, by });
}
