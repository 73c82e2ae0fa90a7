import { randomBytes, randomUUID } from "node:crypto";
import type { DeskSignatureInput } from "@graticule/api/desk-keys";
import type {
  DraftedTermsAct,
  TermsAct,
  TermsActInput,
  TermsActToDraft,
  termsReviewInput,
} from "@graticule/api/safety";
import type { DeskMember } from "@graticule/desk/staff";
import { statementText } from "@graticule/ledger/act-signature";
import { dayOf } from "@graticule/ledger/day";
import { takesKeys } from "@graticule/ledger/signed-terms";
import type { Kysely, Transaction } from "kysely";
import type { z } from "zod";
import type { Seal } from "../config/seal.ts";
import { askTransaction } from "../db/database-word.ts";
import { lockRequestsAndActs } from "../db/requests-and-acts.ts";
import type { Database } from "../db/schema.ts";
import { isPast } from "../db/text-key.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import { commitmentToText } from "../rooms/signed-order.ts";
import {
  barToActing,
  commitmentsOf,
  findAct,
  insertAct,
  insertActApproval,
  insertActWithdrawal,
  insertReinstatement,
  insertReview,
  listActs,
  lockAct,
  type StoredAct,
  whyNoAct,
} from "./act-store.ts";
import {
  barToReview,
  barToWithdrawing,
  describeAct,
  isActClosed,
  mayApprove,
} from "./describe-act.ts";
import {
  type ActSigning,
  draftedAct,
  signAct,
  signable,
  signaturesOf,
  termsStatementOf,
} from "./signed-terms.ts";
import { type Afterwards, approvedAct, CannotBeDoneError, type UnderTerms } from "./under-terms.ts";

export type TermsActOutcome =
  | { readonly kind: "act"; readonly act: TermsAct }
  /** `conflict`: someone was faster, or that participant left. */
  | { readonly kind: "not-found" | "conflict" }
  | { readonly kind: "forbidden"; readonly reason: string };

/** Acts under the terms of service: one proposes, others approve. */
export type Acts = ReturnType<typeof createActs>;

type ReviewInput = z.infer<typeof termsReviewInput>;

export interface ActsParts {
  readonly db: Kysely<Database>;
  /** Of the instance; it seals the keys of texts. */
  readonly seal: Seal;
  readonly underTerms: UnderTerms;
  readonly publicUrl: string;
}

/** What a change came to, inside its transaction. */
type Change =
  | { readonly kind: "done"; readonly actId: string; readonly afterwards?: Afterwards }
  | Exclude<TermsActOutcome, { readonly kind: "act" }>;

interface Taken {
  readonly actId: string;
  readonly member: DeskMember;
  readonly concerned: Awaited<ReturnType<UnderTerms["ask"]>>;
}

export function createActs({ db, seal, underTerms, publicUrl }: ActsParts) {
  const change = async (
    member: DeskMember,
    make: (tx: Transaction<Database>) => Promise<Change>,
  ): Promise<TermsActOutcome> => {
    const made = await askTransaction(db, async (tx) => {
      // Nor can a request come near to it meanwhile: see 10-requests.sql. First, as in requests.ts.
      await lockRequestsAndActs(tx);
      return await make(tx);
    }).catch(asChange);
    if (made === "conflict") return { kind: "conflict" };
    // Only the database knows of the report.
    if (made === "forbidden") return forbidden("no-report-from-inside");
    if (made.kind !== "done") return made;
    await made.afterwards?.();
    const act = await findAct(db, seal, { id: made.actId, who: member.id });
    return act === undefined
      ? { kind: "not-found" }
      : { kind: "act", act: describeAct(act, member) };
  };

  /** A change of an act that is there, locked. */
  const changeOf = (
    member: DeskMember,
    actId: string,
    make: (tx: Transaction<Database>, act: StoredAct) => Promise<Change>,
  ): Promise<TermsActOutcome> =>
    change(member, async (tx) => {
      const act = await lockAct(tx, seal, { id: actId, who: member.id });
      return act === undefined ? { kind: "not-found" } : await make(tx, act);
    });

  /** If nobody else has to agree. */
  const takeEffect = async (
    tx: Transaction<Database>,
    { actId, member, concerned }: Taken,
  ): Promise<Change> => {
    const act = await lockAct(tx, seal, { id: actId, who: member.id });
    const signed = act && (await signaturesOf(tx, act));
    const order = signed && approvedAct(act, { byPerson: member.id, signed });
    if (order === undefined) return { kind: "done", actId };
    return { kind: "done", actId, afterwards: await underTerms.act(tx, order, concerned) };
  };

  return {
    list: async (member: DeskMember): Promise<readonly TermsAct[]> =>
      (await listActs(db, seal, member.id)).map((act) => describeAct(act, member)),
    /** What the member would sign to propose this. Nothing is recorded. */
    draft: (
      member: DeskMember,
      { kind, reportId, reason }: TermsActToDraft,
    ): Promise<
      | ({ readonly kind: "drafted" } & DraftedTermsAct)
      | Exclude<TermsActOutcome, { readonly kind: "act" }>
    > =>
      db.transaction().execute(async (tx) => {
        const bar = barToProposing(member, kind);
        if (bar !== undefined) return forbidden(bar);
        const of = await commitmentsOf(tx, { kind, reportId });
        if (of === undefined) return { kind: "not-found" };
        const draft = { id: randomUUID(), salt: randomBytes(32).toString("hex") };
        const act = draftedAct(draft, { ...of, kind, reason });
        const toSign = statementText(
          termsStatementOf("propose-terms", act),
          dayOf(of.now.getTime()),
        );
        return { kind: "drafted", draft, toSign };
      }),
    /** An act on the participant whom a report names takes one person, until there were several. */
    async propose(member: DeskMember, input: TermsActInput): Promise<TermsActOutcome> {
      const asks = input.kind !== "reinstate-account" && member.roles.includes("safety");
      const concerned = asks ? await underTerms.ask(input) : undefined;
      return await change(member, async (tx) => {
        const own = barToProposing(member, input.kind);
        if (own !== undefined) return forbidden(own);
        const bar =
          (await barTo({ tx, seal }, member, input)) ??
          (await signProposal(tx, publicUrl, member, input));
        if (bar !== undefined) return bar;
        const actId = await insertProposal(tx, seal, { member, input });
        if (actId === undefined) return { kind: "not-found" };
        return await takeEffect(tx, { actId, member, concerned });
      });
    },
    /** It takes effect with the last approval that it needs. */
    async approve(
      member: DeskMember,
      actId: string,
      signature: DeskSignatureInput | undefined,
    ): Promise<TermsActOutcome> {
      const asked = await findAct(db, seal, { id: actId, who: member.id });
      const concerned = asked && (await underTerms.ask(asked));
      return await changeOf(member, actId, async (tx, act) => {
        const may = mayApprove(act, member);
        if (may === "closed") return { kind: "conflict" };
        if (may !== "yes") return forbidden(may);
        const review = act.approvals.length === 0 ? "second" : "third";
        const id = randomUUID();
        const signing = { about: id, by: member.id, signature };
        const unsigned = await signApproval(tx, { publicUrl, act, signing });
        if (unsigned !== undefined) return unsigned;
        await insertActApproval(tx, { id, actId, byPerson: member.id, review });
        return await takeEffect(tx, { actId, member, concerned });
      });
    },
    /** One person suffices, as long as it has no effect. */
    withdraw: (member: DeskMember, actId: string) =>
      changeOf(member, actId, async (tx, act) => {
        const bar = barToWithdrawing(act, member);
        if (bar !== undefined) return forbidden(bar);
        if (isActClosed(act)) return { kind: "conflict" };
        await insertActWithdrawal(tx, { actId, byPerson: member.id });
        return { kind: "done", actId };
      }),
    /** Looks at it again because of a request that came later. */
    review: (member: DeskMember, actId: string, review: ReviewInput) =>
      changeOf(member, actId, async (tx, act) => {
        const { request, outcome, reasons } = review;
        const bar = barToReview(act, member);
        if (bar !== undefined) return forbidden(bar);
        const isOver = isPast(act.textsEnd ?? undefined, act.now);
        if (!act.tookEffect || isOver || !act.requests.includes(request))
          return { kind: "conflict" };
        await insertReview(tx, seal, { ...review, act, byPerson: member.id });
        await appendEntry(tx, { kind: "terms-review", act: act.id, request, outcome });
        if (outcome === "stands") return { kind: "done", actId };
        return { kind: "done", actId, afterwards: await underTerms.reverse(tx, act, reasons) };
      }),
  };
}

/** What keeps someone from proposing any act of this kind; undefined: nothing. No act that takes keys rests on a role from before a restore. */
function barToProposing(
  { roles, isBroughtBack }: DeskMember,
  kind: TermsActInput["kind"],
): "no-such-role" | "brought-back" | undefined {
  if (!roles.includes("safety")) return "no-such-role";
  return isBroughtBack && takesKeys(kind) ? "brought-back" : undefined;
}

/** Why an act can't rest on that report, or this person can't propose it; undefined: it can. */
async function barTo(
  { tx, seal }: { readonly tx: Transaction<Database>; readonly seal: Seal },
  { id: who }: DeskMember,
  act: TermsActInput,
): Promise<Change | undefined> {
  if (act.kind === "reinstate-account") {
    const closed = await findAct(tx, seal, { id: act.actId, who });
    return closed?.isOwn === true ? forbidden("own-meeting") : undefined;
  }
  const bar = await barToActing(tx, act.reportId, who);
  if (bar !== undefined) return forbidden(bar);
  const why = await whyNoAct(tx, act);
  if (why === undefined) return { kind: "not-found" };
  return why === "nothing" ? undefined : forbidden(why);
}

/** Nothing is stored of what could not be done to someone. */
function asChange(error: unknown): Change {
  if (!(error instanceof CannotBeDoneError)) throw error;
  return error.code === "is-host" ? forbidden(error.code) : { kind: "conflict" };
}

function forbidden(reason: string): { readonly kind: "forbidden"; readonly reason: string } {
  return { kind: "forbidden", reason };
}

/** What keeps a proposal from counting as signed; undefined: nothing, or it takes no key. */
async function signProposal(
  tx: Transaction<Database>,
  publicUrl: string,
  { id: by }: DeskMember,
  input: TermsActInput,
): Promise<Change | undefined> {
  if (!("draft" in input)) return undefined;
  const { kind, reason, draft, signature } = input;
  const of = await commitmentsOf(tx, input);
  if (of === undefined) return { kind: "not-found" };
  const act = draftedAct(draft, { ...of, kind, reason });
  const signing = { doing: "propose-terms", act, about: draft.id, by, signature } as const;
  const signed = await signAct(tx, { publicUrl, now: of.now.getTime() }, signing);
  return typeof signed === "string" ? forbidden(signed) : undefined;
}

/** The same of an approval. */
async function signApproval(
  tx: Transaction<Database>,
  {
    publicUrl,
    act,
    signing,
  }: { readonly publicUrl: string; readonly act: StoredAct; readonly signing: ActSigning },
): Promise<Change | undefined> {
  const before = await signaturesOf(tx, act);
  if (before === "none") return undefined;
  const toSign = signable(act);
  // Else they would have agreed to what has no effect.
  if (before === undefined || toSign === undefined) return forbidden("not-signed");
  const place = { publicUrl, now: act.now.getTime() };
  const approving = { doing: "approve-terms", act: toSign, after: before.proposal } as const;
  const signed = await signAct(tx, place, { ...signing, ...approving });
  return typeof signed === "string" ? forbidden(signed) : undefined;
}

function insertProposal(
  tx: Transaction<Database>,
  seal: Seal,
  { member, input }: { readonly member: DeskMember; readonly input: TermsActInput },
): Promise<string | undefined> {
  const { reason } = input;
  const proposedBy = member.id;
  if (input.kind === "reinstate-account") {
    return insertReinstatement(tx, seal, { actId: input.actId, reason, proposedBy });
  }
  const { kind, reportId } = input;
  const draft = "draft" in input ? input.draft : undefined;
  const signed = draft && { draft, reasonCommitment: commitmentToText(draft.salt, reason) };
  return insertAct(tx, seal, { kind, reportId, reason, proposedBy, signed });
}
