import type { PublicEntry } from "@graticule/desk/entry";
import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import type { Database } from "../db/schema.ts";
import type { TermsTools } from "../hosting/terms-tools.ts";
import type { Jobs, Tried } from "../jobs/jobs.ts";
import type { Meetings } from "../meetings/meetings.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import type { Publication } from "../public-record/publication.ts";
import { type ActKind, findParticipant, type StoredAct } from "./act-store.ts";
import {
  type ActInEffect,
  findInEffect,
  findWronglyRemoved,
  insertEffect,
  insertNotices,
  isSomethingLeft,
  markUsedToday,
  roomsOf,
} from "./effect-store.ts";
import type { SignedInLog } from "./signed-terms.ts";

declare const approved: unique symbol;

/**
 * An act under the terms of service that enough people approved. Made by {@link approvedAct} alone,
 * which only this folder can import.
 */
export type TermsActOrder = {
  readonly act: StoredAct & { readonly reason: string };
  /** Whose approval was the last. */
  readonly byPerson: string;
  /** Those of all whom it takes; `none`: it takes no keys. */
  readonly signed: Partial<SignedInLog> | "none";
  readonly [approved]: true;
};

/** Of the participant whom a report names, for one sitting. One person does that alone, up to a bound. */
function isOnParticipant(kind: ActKind): boolean {
  return kind === "mute-participant" || kind === "remove-participant";
}

/** Undefined: it needs more people, or is closed. The database has the last word. */
export function approvedAct(
  act: StoredAct,
  by: Pick<TermsActOrder, "byPerson" | "signed">,
): TermsActOrder | undefined {
  const { tookEffect, isWithdrawn, approvals, takes, reason } = act;
  if (tookEffect || isWithdrawn || approvals.length + 1 < takes) return undefined;
  // Its host could not read why.
  if (reason === undefined) return undefined;
  return { act: { ...act, reason }, ...by } as TermsActOrder;
}

/** Thrown so that nothing of an act is stored that can't be done, or not to that participant. */
export class CannotBeDoneError extends Error {
  readonly code: "conflict" | "is-host";

  constructor(code: CannotBeDoneError["code"]) {
    super(code);
    this.name = "CannotBeDoneError";
    this.code = code;
  }
}

/** What follows once the transaction is durable. The act holds without it. */
export type Afterwards = () => Promise<void>;

export type UnderTerms = ReturnType<typeof createUnderTerms>;

export interface UnderTermsParts {
  readonly db: Kysely<Database>;
  readonly jobs: Jobs;
  readonly publication: Publication;
  readonly meetings: Pick<Meetings, "endWithin" | "reopenWithin" | "clear">;
  readonly termsTools: Pick<
    TermsTools,
    "nameInside" | "mute" | "mayTakeOut" | "takeOut" | "takeBack"
  >;
  /** Reads rooms and keys of an account again. */
  readonly refreshAccount: (accountId: string) => Promise<void>;
  /** Whether all signed an act whom it takes, and just what it is done to. True of one that takes no keys. */
  readonly isSigned: (act: string, done: ActInEffect) => Promise<boolean>;
  /** Makes everyone in a room leave. */
  readonly emptyRoom: (room: string) => void;
  /** Writes to the owners of these rooms that there is a notice. Never rejects. */
  readonly mail: (rooms: readonly string[]) => Promise<void>;
}

/** Seconds before each further try: a minute for a day, after which jobs are given up. */
const waits = [1, 5, 15, ...Array.from({ length: 1_440 }, () => 60)];

/**
 * THE one way by which anyone but a host ends a meeting, suspends an account, mutes or removes
 * someone: what holds of it, public entry and notice in the transaction that is given.
 *
 * INVARIANT: nobody feels anything of it before the public log says so. What is to be done then is a
 * job, kept in the same transaction.
 */
export function createUnderTerms(parts: UnderTermsParts) {
  const { db, publication } = parts;
  /** The mail goes to the host of a meeting, or of any room of the account. */
  const mailed =
    ({ room, accountId }: StoredAct, effect: Afterwards | undefined): Afterwards =>
    async () => {
      await effect?.();
      const rooms = accountId === null ? [] : await roomsOf(db, accountId);
      await parts.mail(room === null ? rooms : [room]);
    };
  /** Undefined: it removed no one, or that stands. */
  const takeBack = async (act: string): Promise<Tried | undefined> => {
    const room = await findWronglyRemoved(db, act);
    if (room === undefined) return undefined;
    return (await parts.termsTools.takeBack(room, act)) === "outage" ? "again" : "done";
  };
  const effect = parts.jobs.define("terms-effect", {
    payload: z.object({ act: z.uuid() }),
    waits,
    async run({ act }) {
      if (!(await publication.awaits("terms-act", act))) return "again";
      const found = await findInEffect(db, act);
      const holds = found !== undefined && (await parts.isSigned(act, found));
      const tried = holds ? await effects[found.kind](found, parts) : "done";
      // INVARIANT: a review that came meanwhile is seen here, or its own job sees what was done here.
      return (await takeBack(act)) ?? tried;
    },
  });
  const makeTrue = async (tx: Transaction<Database>, { id }: StoredAct): Promise<Afterwards> => {
    const tryIt = await effect.addWithin(tx, { act: id });
    return async () => void (await tryIt());
  };
  return {
    /**
     * Before an act, and outside of any transaction: whether the participant whom the report names
     * may be removed, and is inside. Undefined: the act isn't on a participant.
     */
    async ask({
      kind,
      reportId,
    }: {
      readonly kind: ActKind;
      readonly reportId: string | null;
    }): Promise<Concerned | undefined> {
      if (!isOnParticipant(kind) || reportId === null) return undefined;
      const found = await findParticipant(db, reportId);
      if (found === undefined) return undefined;
      // First: the answer doesn't tell whether a host is inside.
      const may = kind === "remove-participant" && (await parts.termsTools.mayTakeOut(found));
      if (may === "is-host") return may;
      return (await parts.termsTools.nameInside(found)) === undefined ? "not-inside" : "inside";
    },
    /**
     * @param concerned what {@link ask} answered
     * @throws CannotBeDoneError where it can't be done to that participant, or nothing is left to end, to suspend or to open
     */
    async act(
      tx: Transaction<Database>,
      { act, byPerson, signed }: TermsActOrder,
      concerned: Concerned | undefined,
    ): Promise<Afterwards> {
      const { id, kind, reportId, reason } = act;
      await expectPossible(tx, act, concerned);
      await insertEffect(tx, { id, reportId, byPerson });
      await appendEntry(tx, entryOf(act, signed));
      await insertNotices(tx, act, { how: kind, reason });
      if (kind === "reinstate-account") return mailed(act, await openAccount(tx, act, parts));
      if (kind === "end-meeting" && act.code !== null) {
        const ended = await parts.meetings.endWithin(tx, act.code);
        // Its host did meanwhile.
        if (ended === "unchanged") throw new CannotBeDoneError("conflict");
      }
      return mailed(act, await makeTrue(tx, act));
    },
    /** After a review found that it was wrong: what it closed is open again, and whom it removed may come in, as before. */
    async reverse(tx: Transaction<Database>, act: StoredAct, reason: string): Promise<Afterwards> {
      await insertNotices(tx, act, { how: `${act.kind}-reversed`, reason });
      return mailed(act, await reversals[act.kind]?.(tx, act, { ...parts, makeTrue }));
    },
  };
}

/** An entry names the newest of them: with more the log couldn't say it. */
const mostRequests = 500;

function entryOf(
  { id, kind, meetingCommitment, hostCommitment, requests, approvals }: StoredAct,
  signed: TermsActOrder["signed"],
): PublicEntry {
  return {
    kind: "terms-act",
    act: id,
    what: kind,
    host: hostCommitment,
    // What opens an account again is no way around a request.
    requests: kind === "reinstate-account" ? [] : requests.slice(-mostRequests),
    meeting: meetingCommitment ?? undefined,
    ...(signed === "none" ? { agreed: approvals.length + 1 } : signed),
  };
}

/** Of the participant just before the act. */
type Concerned = "inside" | "not-inside" | "is-host";

/** @throws CannotBeDoneError */
async function expectPossible(
  tx: Transaction<Database>,
  { id, kind }: StoredAct,
  concerned: Concerned | undefined,
): Promise<void> {
  if (isOnParticipant(kind) && concerned !== "inside") {
    throw new CannotBeDoneError(concerned === "is-host" ? "is-host" : "conflict");
  }
  if (!(await isSomethingLeft(tx, id))) throw new CannotBeDoneError("conflict");
}

/** Made true once it is published. The database says already that the meeting is over, or the account suspended. */
const effects: Readonly<
  Record<ActKind, (act: ActInEffect, parts: UnderTermsParts) => Promise<Tried>>
> = {
  async "end-meeting"({ room }, { meetings }) {
    if (room !== null) await meetings.clear({ room });
    return "done";
  },
  async "suspend-account"({ accountId }, { db, refreshAccount, emptyRoom }) {
    if (accountId === null) return "done";
    await refreshAccount(accountId);
    for (const room of await roomsOf(db, accountId)) emptyRoom(room);
    return "done";
  },
  "reinstate-account": async () => "done",
  async "mute-participant"({ participant }, { termsTools }) {
    const muted = participant && (await termsTools.mute(participant));
    return muted === "outage" ? "again" : "done";
  },
  async "remove-participant"({ id, participant, since }, { termsTools }) {
    const removed = participant && (await termsTools.takeOut(participant, { id, since }));
    return removed === "outage" ? "again" : "done";
  },
};

type Reversal = (
  tx: Transaction<Database>,
  act: StoredAct,
  parts: UnderTermsParts & {
    readonly makeTrue: (tx: Transaction<Database>, act: StoredAct) => Promise<Afterwards>;
  },
) => Promise<Afterwards | undefined>;

/** Those muted can unmute themselves. */
const reversals: Readonly<Partial<Record<StoredAct["kind"], Reversal>>> = {
  "end-meeting": (tx, { id }, { meetings }) => meetings.reopenWithin(tx, id),
  "suspend-account": openAccount,
  "remove-participant": (tx, act, { makeTrue }) => makeTrue(tx, act),
};

/** Once the suspension counts no more. */
async function openAccount(
  tx: Transaction<Database>,
  { accountId }: StoredAct,
  { refreshAccount }: UnderTermsParts,
): Promise<Afterwards | undefined> {
  if (accountId === null) return undefined;
  await markUsedToday(tx, accountId);
  return () => refreshAccount(accountId);
}
