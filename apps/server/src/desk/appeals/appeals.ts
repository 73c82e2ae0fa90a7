import { randomUUID } from "node:crypto";
import type {
  AppealCase,
  AppealDecision,
  AppealInput,
  AppealStatus,
  MoreStatements,
  PublicOrder,
} from "@graticule/api/appeals";
import { caseFor } from "@graticule/desk/appeal";
import { findSparingCitations, namedIn, refusedIn } from "@graticule/desk/must-hide";
import { mayAct, whyForOthers } from "@graticule/desk/staff";
import type { ActSignature } from "@graticule/ledger/act-signature";
import { decisionStatement } from "@graticule/ledger/act-statement";
import type { Kysely, Transaction } from "kysely";
import type { Seal } from "../../config/seal.ts";
import { askTransaction } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import { readTextKeys, textKeyFor } from "../../db/text-keys.ts";
import { hashSecret, newSecret } from "../../http/secret.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import { commitmentToText } from "../../rooms/signed-order.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { writeNotice } from "../orders/notice-store.ts";
import type { HostNotices } from "../orders/notices.ts";
import { UndoneAct } from "../requests/act.ts";
import { senderOf } from "../requests/case.ts";
import { readRequest } from "../requests/store.ts";
import { type SignatureRefusal, takeSignature } from "../signing/sign.ts";
import type { StaffSession } from "../staff-guard.ts";
import { readKnown } from "../words/store.ts";
import { proveAppellant } from "./appellant-proof.ts";
import {
  appealCaseOf,
  asTold,
  circumstancesOf,
  dayTold,
  heardIn,
  isAppealClosed,
  isOver,
  mayDecide,
  publicOrderOf,
  sayStatement,
  statusOf,
  textPaths,
} from "./describe-appeal.ts";
import {
  type AppealedOrder,
  findAppeal,
  findOrder,
  findStanding,
  insertAppeal,
  insertCase,
  insertDecision,
  listCases,
  lockAppealedOrder,
  type NewAppeal,
  type NewDecision,
  publicAfter,
  publicPage,
  statementsOf,
} from "./store.ts";

/** Who appeals, proved by the route: someone whom this order keeps out, a host, or anyone. */
export type AppellantClaim =
  | { readonly kind: "refused"; readonly room: string }
  | { readonly kind: "host"; readonly room: string }
  | { readonly kind: "public" };

export type AppealOutcome =
  | { readonly kind: "made"; readonly url: string; readonly dueOn: string }
  /** `forbidden`: of another meeting. `conflict`: decided for these appellants, or the order is over. */
  | { readonly kind: "not-found" | "forbidden" | "conflict" };

export type DecisionOutcome =
  | { readonly kind: "decided" }
  | { readonly kind: "not-found" | "conflict" }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  | { readonly kind: "forbidden"; readonly reason: string };

type SignedDecision = NonNullable<AppealDecision["signed"]>;

export type Appeals = ReturnType<typeof createAppeals>;

/** `after`: the arrival of the last statement that was read. */
type AskedMore = Parameters<typeof publicAfter>[1];

export interface AppealsParts {
  readonly db: Kysely<Database>;
  /** Of the instance; it seals the keys of texts. */
  readonly seal: Seal;
  /** By which the database knows the program: it checks who appeals. */
  readonly programSecret: string;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
  readonly notices: Pick<HostNotices, "mail">;
  readonly publicUrl: string;
}

export function createAppeals(parts: AppealsParts) {
  const { db, seal, programSecret, directory, notices, publicUrl } = parts;
  // Durable already: if the database fails now, the feed brings it later.
  const known = async ({ room }: AppealedOrder): Promise<void> => {
    if (room !== null) await directory.refresh({ kind: "room", room }).catch(() => undefined);
  };

  const make = async (
    { orderId, text }: Pick<AppealInput, "orderId" | "text">,
    appellant: AppellantClaim,
  ): Promise<AppealOutcome> => {
    const secret = newSecret();
    const secretHash = hashSecret(secret);
    const proof = proveAppellant(programSecret, { orderId, by: appellant.kind, secretHash });
    const appeal = { orderId, text, secretHash, proof };
    const made = await db
      .transaction()
      .execute((tx) => appealWithin({ tx, seal }, appeal, appellant));
    if (!("due" in made)) return made;
    // A case can end the order before its time.
    await known(made.order);
    return { kind: "made", url: `${publicUrl}/appeal#${secret}`, dueOn: dayTold(made.due) };
  };

  /**
   * Decides the newest case of an order. One that is overturned ends in the same transaction: those
   * whom it kept out can join at once. `conflict` also where the refused or the host appealed after
   * what was read.
   */
  const decide = async (
    { member }: StaffSession,
    orderId: string,
    decision: AppealDecision,
  ): Promise<DecisionOutcome> => {
    const found = await findOrder(db, orderId);
    if (found === undefined || found.caseNo === null) return { kind: "not-found" };
    const not = whyNot(mayDecide(member, found));
    if (not !== undefined) return not;
    const { no: caseNo, signed, ...decided } = decision;
    const made = { ...decided, id: randomUUID(), caseNo, orderId, byPerson: member.id };
    const word = await askTransaction(db, (tx) =>
      decideWithin({ tx, seal, publicUrl }, made, signed),
    ).catch(problemsIn);
    if (typeof word !== "string") return { kind: "invalid", problems: word };
    if (word !== "decided") return refusalOf(word);
    await known(found);
    await notices.mail(found.room === null ? [] : [found.room]);
    return { kind: "decided" };
  };

  return {
    /** Whether there is such an order. Those whom it concerns may appeal before the public log says it. */
    exists: async (id: string): Promise<boolean> => (await findOrder(db, id)) !== undefined,
    async order(id: string): Promise<PublicOrder | undefined> {
      const order = await findOrder(db, id);
      const standing = await findStanding(db, id);
      return order && standing?.isPublished === true
        ? publicOrderOf(order, standing.hasEffect)
        : undefined;
    },
    make,
    async status(secret: string): Promise<AppealStatus | undefined> {
      const appeal = await findAppeal(db, hashSecret(secret));
      const order = appeal && (await findOrder(db, appeal.orderId, appeal.caseNo));
      if (order === undefined || appeal === undefined) return undefined;
      const keys = await readTextKeys(db, seal, [order.requestId]);
      const seen = appeal.by === "public" ? asTold(order) : order;
      return statusOf(seen, appeal, keys.get(order.requestId));
    },
    /**
     * Newest first, without those about requests that are for others: see {@link whyForOthers}. Only those who may decide
     * see what appellants wrote.
     */
    async list({ member }: StaffSession): Promise<readonly AppealCase[]> {
      const orders = (await listCases(db)).filter(
        ({ involvedStaff }) => whyForOthers(member, involvedStaff) === undefined,
      );
      const readable = orders.filter(
        (order) => mayAct(member, "decide-appeal", circumstancesOf(order)) === "yes",
      );
      const statements = await statementsOf(db, [...new Set(readable.map(({ id }) => id))]);
      const requests = [...new Set(orders.map(({ requestId }) => requestId))];
      const keys = await readTextKeys(db, seal, requests);
      return orders.map((order) => ({
        ...appealCaseOf(
          order,
          readable.includes(order) ? statements : [],
          keys.get(order.requestId),
        ),
        mayDecide: mayDecide(member, order),
      }));
    },
    /** More of what the public wrote in a case; undefined: not for this member, or no such case. */
    async more({ member }: StaffSession, asked: AskedMore): Promise<MoreStatements | undefined> {
      const order = await findOrder(db, asked.orderId, asked.caseNo);
      if (order === undefined) return undefined;
      if (mayAct(member, "decide-appeal", circumstancesOf(order)) !== "yes") return undefined;
      const found = await publicAfter(db, asked);
      const keys = await readTextKeys(db, seal, [order.requestId]);
      return {
        statements: found.map((one) => sayStatement(one, keys.get(order.requestId))),
        publicAfter: found.length < publicPage ? undefined : found.at(-1)?.arrival,
      };
    },
    decide,
  };
}

function whyNot(may: AppealCase["mayDecide"]): DecisionOutcome | undefined {
  if (may === "yes") return undefined;
  return may === "closed" ? { kind: "conflict" } : { kind: "forbidden", reason: may };
}

function refusalOf(word: "conflict" | "forbidden" | SignatureRefusal): DecisionOutcome {
  if (word === "conflict") return { kind: word };
  // Forbidden by the database: the role was taken away meanwhile.
  return { kind: "forbidden", reason: word === "forbidden" ? "no-such-role" : word };
}

function problemsIn(error: unknown): readonly RuleProblem[] {
  if (error instanceof UndoneAct && error.refusal.kind === "invalid") return error.refusal.problems;
  throw error;
}

interface Within {
  readonly tx: Transaction<Database>;
  readonly seal: Seal;
}

async function appealWithin(
  { tx, seal }: Within,
  appeal: Pick<NewAppeal, "orderId" | "text" | "secretHash" | "proof">,
  appellant: AppellantClaim,
): Promise<
  | { readonly order: AppealedOrder; readonly due: Date }
  | { readonly kind: "not-found" | "forbidden" | "conflict" }
> {
  const { orderId } = appeal;
  const { kind: by } = appellant;
  const order = await lockAppealedOrder(tx, orderId);
  if (order === undefined) return { kind: "not-found" };
  if (appellant.kind !== "public" && appellant.room !== order.room) return { kind: "forbidden" };
  const seen = by === "public" ? asTold(order) : order;
  const place = caseFor(by, seen.cases);
  if (isOver(seen) || place.kind === "closed") return { kind: "conflict" };
  const { no: caseNo } = place;
  if (place.kind === "opens") {
    const due = dayTold(await insertCase(tx, { orderId, no: caseNo, openedBy: by }));
    const entry = { order: orderId, case: caseNo, by: heardIn([by]), due };
    await appendEntry(tx, { kind: "appeal-made", ...entry });
  }
  const id = randomUUID();
  const key = await textKeyFor(tx, seal, order.requestId);
  const text = key.seal(appeal.text, textPaths.appeal(id));
  return { order, due: await insertAppeal(tx, { ...appeal, id, text, caseNo, by }) };
}

async function decideWithin(
  { tx, seal, publicUrl }: Within & { readonly publicUrl: string },
  decision: NewDecision,
  signed: SignedDecision | undefined,
): Promise<"decided" | "conflict" | SignatureRefusal> {
  const { id, orderId, caseNo, readTo, outcome } = decision;
  const order = await lockAppealedOrder(tx, orderId);
  if (order === undefined || order.caseNo !== caseNo || isAppealClosed(order)) return "conflict";
  if (order.concernedTo !== readTo) return "conflict";
  // INVARIANT: no order stands without a signature. What ends one needs none, as a key may be away.
  if (signed === undefined && outcome === "upheld") return "not-signed";
  const proof =
    signed && (await takeDecision(tx, decision, { ...signed, publicUrl, now: order.now }));
  if (typeof proof === "string") return proof;
  const key = await textKeyFor(tx, seal, order.requestId);
  await insertDecision(tx, {
    ...decision,
    reasons: key.seal(decision.reasons, textPaths.reasons(id)),
    reasonsCommitment: proof?.reasons ?? null,
    salt: signed ? key.seal(signed.salt, textPaths.salt(id)) : null,
  });
  const by = heardIn(order.cases[caseNo - 1]?.madeBy ?? []);
  const decided = { kind: "appeal-decided", order: orderId, case: caseNo, by, outcome } as const;
  await appendEntry(tx, { ...decided, ...proof });
  if (outcome === "overturned") {
    await appendEntry(tx, { kind: "order-ended", order: orderId, how: outcome });
  }
  await noticeDecision(tx, order, outcome);
  // INVARIANT: last of all. A guess at a host's name that fails is a decision, so no one tests names unseen.
  const problems = await namingProblems({ tx, seal, publicUrl }, order, decision.reasons);
  if (problems.length > 0) throw new UndoneAct({ kind: "invalid", problems });
  return "decided";
}

async function noticeDecision(
  tx: Transaction<Database>,
  { id: orderId, room, places, excepted }: AppealedOrder,
  how: NewDecision["outcome"],
): Promise<void> {
  if (room === null) return;
  const parts = { demands: [], places: [...places], excepted: [...excepted] };
  await writeNotice(tx, room, { kind: "appeal-decided", orderId, how, ...parts });
}

/** INVARIANT: what strangers who appealed read leads to no meeting, host or other person, nor under a seal to who asked. Its request may be unreadable. */
async function namingProblems(
  { tx, seal, publicUrl }: Within & Pick<AppealsParts, "publicUrl">,
  { requestId, sender }: AppealedOrder,
  reasons: string,
): Promise<readonly RuleProblem[]> {
  const pointer = "/reasons";
  const request = sender.length === 0 ? undefined : await readRequest(tx, seal, requestId);
  const asker = namedIn(reasons, [...sender, ...(request === undefined ? [] : senderOf(request))]);
  if (asker !== "") {
    const detail = `Everyone who appealed reads this while a law forbids telling who asked. Leave out ${asker}.`;
    return [{ pointer, detail }];
  }
  const known = { ...(await readKnown(tx, requestId)), host: new URL(publicUrl).hostname };
  const kinds = ["contact", "link", "meeting", "person"] as const;
  return refusedIn([{ pointer, text: reasons, kinds }], known, {
    find: findSparingCitations,
    reader: "Everyone who appealed reads this.",
  });
}

/** What the log says of a decision that its member's desk key signed. */
async function takeDecision(
  tx: Transaction<Database>,
  { id: about, orderId: order, caseNo, outcome, reasons, byPerson: by }: NewDecision,
  {
    salt,
    signature,
    publicUrl,
    now,
  }: SignedDecision & {
    readonly publicUrl: string;
    readonly now: Date;
  },
): Promise<{ readonly reasons: string; readonly decision: ActSignature } | SignatureRefusal> {
  const terms = { order, case: caseNo, outcome, reasons: commitmentToText(salt, reasons) };
  const place = { publicUrl, now: now.getTime() };
  const act = { act: "decide-appeal", about, statement: decisionStatement(terms), by } as const;
  const decision = await takeSignature(tx, place, { ...act, signature });
  return typeof decision === "string" ? decision : { reasons: terms.reasons, decision };
}
