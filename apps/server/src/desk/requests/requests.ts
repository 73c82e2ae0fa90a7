import type { DraftedOrder, OrderInput } from "@graticule/api/orders";
import type {
  RequestAct,
  RequestContent,
  RequestSummary,
  RequestView,
} from "@graticule/api/requests";
import { canBeEstablishedIn, exceptedFrom } from "@graticule/desk/reach";
import { type DeskMember, mayAct, whyForOthers } from "@graticule/desk/staff";
import type { Kysely, Transaction } from "kysely";
import type { Seal } from "../../config/seal.ts";
import { askTransaction } from "../../db/database-word.ts";
import { lockRequestsAndActs } from "../../db/requests-and-acts.ts";
import type { Database } from "../../db/schema.ts";
import { ProblemError, problemOf } from "../../http/problem.ts";
import type { Locator } from "../../location/locator.ts";
import { type RoomUsage, withNoted } from "../../meetings/room-use.ts";
import { type Sitting, type SittingMeeting, sittingOf } from "../../meetings/sitting.ts";
import type { Publication } from "../../public-record/publication.ts";
import type { ReadSigners, Signers } from "../../rooms/order-signers.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { noteUse, readNotedUse } from "../orders/noted-use-store.ts";
import type { HostNotices } from "../orders/notices.ts";
import { draftOrder } from "../orders/order-acts.ts";
import { readDisputedPlaces } from "../register/store.ts";
import type { StaffSession } from "../staff-guard.ts";
import { type ActContext, type ActRefusal, absent, type DeskActOutcome, UndoneAct } from "./act.ts";
import { perform } from "./acts.ts";
import { involvedStaffOf } from "./case.ts";
import type { DraftParts } from "./draft.ts";
import { receiveRequest } from "./intake.ts";
import { readingRightsOf, summaryFor, viewFor } from "./reader.ts";
import {
  databaseNow,
  listRequests,
  lockRequest,
  readLooksSpent,
  readReach,
  readRequest,
} from "./store.ts";

export type ActAnswer = ActRefusal | { readonly kind: "done"; readonly request: RequestView };

export type DraftAnswer = ActRefusal | ({ readonly kind: "drafted" } & DraftedOrder);

/** `not-allowed`: see {@link whyForOthers}. */
type ReadAnswer = Extract<ActAnswer, { readonly kind: "done" | "not-allowed" | "absent" }>;

/** Requests of authorities, from their receipt to their answer. */
export type Requests = ReturnType<typeof createRequests>;

export interface RequestParts extends DraftParts {
  readonly db: Kysely<Database>;
  readonly signers: ReadSigners;
  readonly seal: Seal;
  readonly findingSecret: string;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
  readonly lookAt: ActContext["lookAt"];
  readonly locator: Pick<Locator, "establishable" | "certain">;
  readonly findMeeting: (code: string) => Promise<SittingMeeting | undefined>;
  /** Undefined: it can't be asked now. */
  readonly usageOf: (room: string) => Promise<RoomUsage | undefined>;
  readonly notices: Pick<HostNotices, "mail">;
  readonly publication: Publication;
}

type UsageAt = (room: string) => Promise<RoomUsage>;

/** What was noted of a room counts beside it. */
const unknownUsage: RoomUsage = { inside: { emptySince: undefined }, since: undefined };

export function createRequests(parts: RequestParts) {
  const { db, signers, seal, findingSecret, usageOf, publicUrl } = parts;

  const usageAt: UsageAt = async (room) => {
    const usage = await usageOf(room);
    if (usage === undefined) throw new ProblemError(problemOf("cannot-check"));
    return usage;
  };

  /** INVARIANT: a room's owner that doesn't answer hides no request, and keeps no order from being lifted. */
  const usageIfKnown: UsageAt = async (room) => (await usageOf(room)) ?? unknownUsage;

  const sittingAt = async (
    tx: Transaction<Database>,
    code: string,
    { now, usageAt }: { readonly now: number; readonly usageAt: UsageAt },
  ): Promise<Sitting | undefined> => {
    const meeting = await parts.findMeeting(code);
    if (meeting === undefined) return undefined;
    const { room } = meeting;
    const usage = withNoted(await usageAt(room), await readNotedUse(tx, room), now);
    return sittingOf(meeting, { now, ...usage });
  };

  const contextOf = async (
    tx: Transaction<Database>,
    session: StaffSession,
    {
      id,
      signed,
      usageAt,
    }: { readonly id: string; readonly signed: Signers; readonly usageAt: UsageAt },
  ): Promise<ActContext | undefined> => {
    const request = await readRequest(tx, seal, id);
    if (request === undefined) return undefined;
    const now = await databaseNow(tx);
    const reach = await readReach(tx, request.authority?.id, signed);
    const disputed = await readDisputedPlaces(tx, signed);
    const excepted = exceptedFrom(reach, disputed, request.authority?.home);
    const establishable = parts.locator.establishable(now.getTime());
    return {
      tx,
      seal,
      findingSecret,
      session,
      request,
      now,
      lookAt: parts.lookAt,
      publicUrl,
      reach,
      disputed,
      looksSpent: await readLooksSpent(tx, id),
      canTell: canBeEstablishedIn(reach, excepted, establishable),
      sittingOf: (code) => sittingAt(tx, code, { now: now.getTime(), usageAt }),
      noteUse: async (room) => await noteUse(tx, room, await usageAt(room), now.getTime()),
    };
  };

  /** As this member sees it, with what they may do. */
  const view = async (session: StaffSession, id: string): Promise<ReadAnswer> => {
    const signed = await signers.read();
    return await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute(async (tx) => {
        const context = await contextOf(tx, session, { id, signed, usageAt: usageIfKnown });
        if (context === undefined) return { kind: "absent" };
        const request = await viewFor(context, parts);
        if (request === undefined) return refusalTo(context) ?? { kind: "absent" };
        return { kind: "done", request };
      });
  };

  return {
    /** Of the newest 200 those that this member reads, the newest first. */
    async list(member: DeskMember): Promise<readonly RequestSummary[]> {
      const now = (await databaseNow(db)).getTime();
      return (await listRequests(db, seal)).flatMap(
        (request) => summaryFor(request, member, now) ?? [],
      );
    },
    view,
    async receive(session: StaffSession, content: RequestContent): Promise<ActAnswer> {
      const permit = mayType(session);
      if (permit !== "yes") return { kind: "not-allowed", reason: permit };
      const signed = await signers.read();
      const received = await db.transaction().execute(async (tx) => {
        await lockRequestsAndActs(tx);
        const now = await databaseNow(tx);
        const by = session.member.id;
        return await receiveRequest(tx, { content, seal, by, now, signed });
      });
      if (received.kind !== "received") return received;
      await parts.notices.mail(received.notified);
      return await view(session, received.id);
    },
    /** What this member would sign to propose this order. Nothing is recorded. */
    async draft(session: StaffSession, id: string, order: OrderInput): Promise<DraftAnswer> {
      const signed = await signers.read();
      return await db
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute(async (tx): Promise<DraftAnswer> => {
          const context = await contextOf(tx, session, { id, signed, usageAt });
          if (context === undefined) return absent;
          return await asReader(context, "propose", () => draftOrder(context, order));
        });
    },
    /** When it answers, the act is durable, and decisions of this process know what an order changed. */
    async act(session: StaffSession, id: string, act: RequestAct): Promise<ActAnswer> {
      // Before the transaction: it would wait for a second connection.
      const signed = await signers.read();
      const outcome = await askTransaction(db, async (tx): Promise<DeskActOutcome> => {
        if (takesTurn.has(act.kind)) await lockRequestsAndActs(tx);
        if ((await lockRequest(tx, id)) === "absent") return absent;
        const context = await contextOf(tx, session, { id, signed, usageAt });
        if (context === undefined) return absent;
        return await asReader(context, act.kind, () => perform(context, act));
      }).catch(refusalIn);
      // Permits were asked just before: what the database refuses after all has changed meanwhile.
      if (typeof outcome === "string") return { kind: "conflict" };
      if (outcome.kind !== "done") return outcome;
      if (outcome.begins !== undefined) {
        const { kind, order } = outcome.begins;
        await parts.publication.awaits(kind, order).catch(() => false);
      }
      for (const room of outcome.refresh) {
        // Durable already: if the database fails now, the feed brings it later.
        await parts.directory.refresh({ kind: "room", room }).catch(() => undefined);
      }
      await parts.notices.mail(outcome.notified);
      return await view(session, id);
    },
  };
}

/**
 * What takes its turn of requests and acts does so first: a transaction that began before another one
 * whose turn it was begins again, and has done nothing by then.
 */
const takesTurn: ReadonlySet<RequestAct["kind"]> = new Set([
  "correct",
  "return",
  "reject",
  "close",
]);

/** Nobody acts on what they don't read. Who typed it in corrects that. */
async function asReader<Outcome>(
  context: ActContext,
  kind: RequestAct["kind"],
  perform: () => Promise<Outcome>,
): Promise<Outcome | ForOthers> {
  const reading = readingRightsOf(context.request, context.session.member);
  if (reading === "what-they-typed" && kind === "correct") return await perform();
  return refusalTo(context) ?? (await perform());
}

function refusalIn(error: unknown): ActRefusal {
  if (error instanceof UndoneAct) return error.refusal;
  throw error;
}

type ForOthers = { readonly kind: "not-allowed"; readonly reason: "liaison" | "own-meeting" };

function refusalTo({ request, session }: ActContext): ForOthers | undefined {
  const reason = whyForOthers(session.member, involvedStaffOf(request));
  return reason && { kind: "not-allowed", reason };
}

function mayType({ member }: StaffSession) {
  const nobody = {
    ...{ proposedBy: undefined, approvedBy: undefined, decidedBy: undefined },
    ...{ confirmedBy: [], handledBy: [] },
  };
  const involvedStaff = { request: undefined, authority: undefined, enteredBy: [], ...nobody };
  return mayAct(member, "type-in", { involvedStaff, now: 0, session: "may-be-inside" });
}
