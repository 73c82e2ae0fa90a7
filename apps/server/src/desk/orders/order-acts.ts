import { randomBytes, randomUUID } from "node:crypto";
import type { DraftedOrder, OrderInput } from "@graticule/api/orders";
import { beyondsOf } from "@graticule/desk/asked";
import type { SignatureInLog } from "@graticule/desk/entry";
import { type ActSignature, statementText } from "@graticule/ledger/act-signature";
import { dayOf } from "@graticule/ledger/day";
import { textKeyFor } from "../../db/text-keys.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import {
  againStatementOf,
  type OrderSalts,
  statementOf,
  termsOf,
} from "../../rooms/signed-order.ts";
import {
  type ActContext,
  type ActRefusal,
  type ActTable,
  absent,
  conflict,
  type DeskActOutcome,
  done,
  refuseAct,
  UndoneAct,
} from "../requests/act.ts";
import {
  type CaseMeeting,
  caseAuthorityOf,
  lastLook,
  measuresOf,
  namedMeetings,
} from "../requests/case.ts";
import { orderPermitsOf } from "../requests/permits.ts";
import { commitToFindings, digestsOfFindings, sealFindings } from "../requests/texts.ts";
import { signatureHeld, type ToBeSigned, takeSignature } from "../signing/sign.ts";
import { knownOf } from "../words/describe-words.ts";
import { endOrder, noticeOf } from "./end-order.ts";
import { namingProblems } from "./inspect-order.ts";
import { writeNotice } from "./notice-store.ts";
import type { CaseOrder } from "./order.ts";
import { isOpenDemand, type PlannedOrder, planOrder, toSignOf } from "./plan-order.ts";
import {
  areFresh,
  insertConfirmation,
  insertOrderApproval,
  insertPlaces,
  insertProposal,
  insertRefusal,
  sealEnd,
  sealRefusal,
} from "./store.ts";

/** What the member who asks would sign to propose this order. Nothing is recorded. */
export async function draftOrder(
  context: ActContext,
  order: OrderInput,
): Promise<({ readonly kind: "drafted" } & DraftedOrder) | ActRefusal> {
  const planned = await planOrder(context, order);
  if (planned.kind !== "planned") return planned;
  const salt = () => randomBytes(32).toString("hex");
  const salts = { reason: salt(), law: salt(), beyondWhy: salt(), terms: salt() };
  const draft = { id: randomUUID(), salts };
  const statement = statementOf("propose-order", toSignOf(context, planned, draft));
  const toSign = statementText(statement, dayOf(context.now.getTime()));
  return { kind: "drafted", draft, toSign };
}

/**
 * Orders: proposed by one, approved by another, each by a signature; declined or lifted by one. Both
 * confirm it after a restore.
 */
export const orderActs: Pick<
  ActTable,
  "propose" | "approve" | "propose-again" | "approve-again" | "decline" | "lift"
> = {
  propose: async (context, { order, draft, signature }) => {
    const planned = await planOrder(context, order);
    if (planned.kind !== "planned") return planned;
    const act = "propose-order";
    const statement = statementOf(act, toSignOf(context, planned, draft));
    const signed = await sign(context, { act, about: draft.id, statement, signature });
    if (typeof signed === "string") return refuseAct(signed);
    await insertOrder(context, planned, draft);
    await context.noteUse(planned.meeting.room);
    // INVARIANT: last of all, and by no draft. A guess at a host's name that fails is a proposal, so no one tests names unseen.
    const problems = namingProblems(order, await knownOf(context));
    if (problems.length > 0) throw new UndoneAct({ kind: "invalid", problems });
    return done;
  },

  approve: onOrder("approve", async (context, order, { signature }) => {
    const meeting = namedMeetings(context.request).find(({ no }) => no === order.meetingNo);
    if (meeting?.room === undefined || !isOpenDemand(context, meeting)) return conflict;
    const sitting = await context.sittingOf(meeting.code);
    // Its sitting is over, or was put off: what comes next, if anything, is another one.
    const isSame =
      sitting !== undefined && "from" in sitting && sitting.from <= order.sittingFrom.getTime();
    if (!isSame) return refuseAct("session-moved");
    const last = lastLook(context.request, meeting.no)?.bucket;
    if (last === "cannot-tell") return refuseAct("look-cannot-tell");
    // A look since it was proposed may have said that fewer are there, or more: the log says which it was.
    const beyond = beyondsOf(measuresOf(context.request, order), last);
    if (beyond.join() !== order.beyond.join()) return refuseAct("not-explained");
    const { tx, request, findingSecret } = context;
    const digests = digestsOfFindings(order.findings, findingSecret);
    if (!(await areFresh(tx, { requestId: request.id, meetingNo: meeting.no }, digests)))
      return refuseAct("findings-not-fresh");
    // Else the two would have made an order that no one obeys.
    const proposal = await signatureHeld(tx, {
      act: "propose-order",
      about: order.id,
      statement: statementOf("propose-order", order.signing),
      by: order.proposedBy.id,
    });
    if (proposal === undefined) return refuseAct("not-signed");
    const act = "approve-order";
    const statement = statementOf(act, order.signing);
    const approval = { act, about: order.id, statement, signature, after: proposal } as const;
    const signed = await sign(context, approval);
    if (typeof signed === "string") return refuseAct(signed);
    return await approve(context, order, { meeting, proposal, approval: signed });
  }),

  "propose-again": onOrder("proposeAgain", async (context, order, { signature }) => {
    const signed = await confirm(context, order, { part: "proposed", signature });
    return "key" in signed ? done : signed;
  }),

  "approve-again": onOrder("approveAgain", async (context, order, { signature }) => {
    const { tx, request } = context;
    const { restoredEntry: restored, proposedAgainBy, proposedAgainId } = order;
    if (proposedAgainBy === undefined || proposedAgainId === undefined || restored === undefined) {
      return conflict;
    }
    // Else the two would have confirmed what no one obeys.
    const proposal = await signatureHeld(tx, {
      act: "propose-order-again",
      about: proposedAgainId,
      statement: againStatementOf("propose-order-again", order.signing, restored),
      by: proposedAgainBy.id,
    });
    if (proposal === undefined) return refuseAct("not-signed");
    const approval = await confirm(context, order, {
      part: "approved",
      signature,
      after: proposal,
    });
    if (!("key" in approval)) return approval;
    const entry = {
      kind: "order-confirmed",
      order: order.id,
      restored,
      proposal,
      approval,
    } as const;
    await appendEntry(tx, entry);
    await noticeBeginning(tx, order, caseAuthorityOf(request).name);
    return doneIn(order.room, { kind: "order-confirmed", order: order.id });
  }),

  decline: onOrder("decline", async ({ tx, seal, request, session }, { id: orderId }, { why }) => {
    const sealed = sealRefusal(why, orderId, await textKeyFor(tx, seal, request.id));
    await insertRefusal(tx, { orderId, byPerson: session.member.id, why: sealed });
    return done;
  }),

  lift: onOrder("lift", async ({ tx, seal, request, session }, { id: orderId }, { why }) => {
    const byPerson = session.member.id;
    const sealed = sealEnd(why, orderId, await textKeyFor(tx, seal, request.id));
    const ended = await endOrder(tx, { orderId, kind: "lifted", byPerson, why: sealed });
    return ended.kind === "too-late" ? conflict : doneIn(ended.room);
  }),
};

/** Does an act on one order where its permit says yes. */
function onOrder<Act extends { readonly orderId: string }>(
  which: keyof ReturnType<typeof orderPermitsOf>,
  perform: (context: ActContext, order: CaseOrder, act: Act) => Promise<DeskActOutcome>,
): (context: ActContext, act: Act) => Promise<DeskActOutcome> {
  return async (context, act) => {
    const order = context.request.orders.find(({ id }) => id === act.orderId);
    if (order === undefined) return absent;
    const permit = orderPermitsOf(context, order)[which];
    return permit === "yes" ? await perform(context, order, act) : refuseAct(permit);
  };
}

/** Undefined: the meeting is deleted. */
function doneIn(
  room: string | undefined,
  begins?: Extract<DeskActOutcome, { readonly kind: "done" }>["begins"],
): DeskActOutcome {
  return room === undefined ? done : { kind: "done", refresh: [room], notified: [room], begins };
}

async function insertOrder(
  { tx, request, session }: ActContext,
  { order, key, digests, meeting, sitting, places, excepted, beyond }: PlannedOrder,
  { id, salts }: { readonly id: string; readonly salts: OrderSalts },
): Promise<void> {
  const { reason, law, noticeMinutes, beyondWhy } = order;
  const findings = sealFindings(order.findings, id, key);
  const committed = commitToFindings(order.findings, id, key);
  const authorityId = caseAuthorityOf(request).id;
  const bytes = (salt: string) => Buffer.from(salt, "hex");
  await insertProposal(tx, {
    id,
    requestId: request.id,
    authorityId,
    meetingNo: meeting.no,
    room: meeting.room,
    startsAt: new Date(order.from),
    endsAt: new Date(order.until),
    occurrenceFrom: new Date(sitting.from),
    occurrenceUntil: sitting.until === undefined ? null : new Date(sitting.until),
    noticeMinutes,
    reason,
    law,
    sealedUntil: order.sealedUntil === undefined ? null : new Date(order.sealedUntil),
    excepted: [...excepted],
    beyond: [...beyond],
    beyondWhy,
    procedureFinding: findings.procedure,
    authorityFinding: findings.authority,
    legalityFinding: findings.legality,
    necessityFinding: findings.necessity,
    rightsFinding: findings.rights,
    findingCommitments: [
      ...[committed.procedure, committed.authority, committed.legality],
      ...[committed.necessity, committed.rights],
    ],
    findingDigests: [...digests],
    reasonSalt: bytes(salts.reason),
    lawSalt: bytes(salts.law),
    beyondSalt: bytes(salts.beyondWhy),
    termsSalt: bytes(salts.terms),
    proposedBy: session.member.id,
  });
  const orderPlaces = places.map((place) => ({ orderId: id, authorityId, place }));
  await insertPlaces(tx, orderPlaces);
}

async function approve(
  { tx, session, request }: ActContext,
  order: CaseOrder,
  {
    meeting,
    proposal,
    approval,
  }: {
    readonly meeting: CaseMeeting;
    readonly proposal: SignatureInLog;
    readonly approval: ActSignature;
  },
): Promise<DeskActOutcome> {
  await insertOrderApproval(tx, {
    orderId: order.id,
    requestId: request.id,
    meetingNo: order.meetingNo,
    byPerson: session.member.id,
  });
  const { terms, from, until } = termsOf(order.signing);
  const entry = {
    kind: "order-approved",
    request: request.number,
    order: order.id,
    meeting: meeting.meetingCommitment,
    places: order.places,
    from,
    until,
    reason: order.reason,
    law: order.law,
    look: lastLook(request, order.meetingNo) === undefined ? "none" : "made",
    beyond: order.beyondWhy === undefined ? undefined : order.beyond,
    beyondWhy: order.beyondWhy,
    sealedUntil: order.sealedUntil && dayOf(order.sealedUntil.getTime()),
    terms,
    proposal,
    approval,
  } as const;
  // What was signed are commitments to just these texts.
  await appendEntry(tx, entry, order.signing.salts);
  await noticeBeginning(tx, order, caseAuthorityOf(request).name);
  return doneIn(order.room, { kind: "order-approved", order: order.id });
}

const againActs = { proposed: "propose-order-again", approved: "approve-order-again" } as const;

/** Takes the signature of who asks. */
function sign(
  { tx, session, now, publicUrl }: ActContext,
  signed: Omit<ToBeSigned, "by">,
): ReturnType<typeof takeSignature> {
  const place = { publicUrl, now: now.getTime() };
  return takeSignature(tx, place, { ...signed, by: session.member.id });
}

/** Records one person's part of confirming an order again, if they signed it; answers the signature. */
async function confirm(
  context: ActContext,
  { id: orderId, signing, restoredEntry }: CaseOrder,
  {
    part,
    ...given
  }: { readonly part: keyof typeof againActs } & Pick<ToBeSigned, "signature" | "after">,
): Promise<ActSignature | ActRefusal> {
  if (restoredEntry === undefined) return conflict;
  const [id, act] = [randomUUID(), againActs[part]];
  const statement = againStatementOf(act, signing, restoredEntry);
  const signed = await sign(context, { act, about: id, statement, ...given });
  if (typeof signed === "string") return refuseAct(signed);
  const { tx, session } = context;
  await insertConfirmation(tx, { id, orderId, part, byPerson: session.member.id });
  return signed;
}

async function noticeBeginning(
  tx: ActContext["tx"],
  order: CaseOrder,
  authority: string,
): Promise<void> {
  if (order.room === undefined) return;
  await writeNotice(tx, order.room, { kind: "order-began", ...noticeOf(order, authority) });
}
