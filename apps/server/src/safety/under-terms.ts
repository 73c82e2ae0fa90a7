import type { Kysely, Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Participant, TermsTools } from "../hosting/terms-tools.ts";
import type { Meetings } from "../meetings/meetings.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import { type ActKind, findParticipant, type StoredAct } from "./act-store.ts";
import { insertEffect, insertNotices, markUsedToday, roomsOf } from "./effect-store.ts";

declare const approved: unique symbol;

/**
 * An act under the terms of service that enough people approved. Made by {@link approvedAct} alone,
 * which only this folder can import.
 */
export type TermsActOrder = {
  readonly act: StoredAct;
  /** Whose approval was the last. */
  readonly byPerson: string;
  readonly [approved]: true;
};

/** Of the participant whom a report names, for one sitting: the most that one person does alone. */
function isOnParticipant(kind: ActKind): boolean {
  return kind === "mute-participant" || kind === "remove-participant";
}

/** Undefined: it needs more people, or is closed. The database has the last word. */
export function approvedAct(act: StoredAct, byPerson: string): TermsActOrder | undefined {
  const has = (review: "second" | "third") => act.approvals.some((one) => one.review === review);
  const needsSecond = !isOnParticipant(act.kind);
  const needsThird = needsSecond && act.requests.length > 0 && act.kind !== "reinstate-account";
  if (act.tookEffect || act.isWithdrawn || (needsSecond && !has("second"))) return undefined;
  if (needsThird && !has("third")) return undefined;
  return { act, byPerson } as TermsActOrder;
}

/** Thrown so that nothing of an act is stored that can't be done to that participant. */
export class ParticipantError extends Error {
  readonly code: "conflict" | "is-host" | "outage";

  constructor(code: ParticipantError["code"]) {
    super(code);
    this.name = "ParticipantError";
    this.code = code;
  }
}

/** What follows once the transaction is durable. The act holds without it. */
export type Afterwards = () => Promise<void>;

export type UnderTerms = ReturnType<typeof createUnderTerms>;

export interface UnderTermsParts {
  readonly db: Kysely<Database>;
  readonly meetings: Pick<Meetings, "endWithin" | "reopenWithin">;
  readonly termsTools: Pick<TermsTools, "nameInside" | "mute" | "beforeTakeOut" | "takeOut">;
  /** Reads rooms and keys of an account again. */
  readonly refreshAccount: (accountId: string) => Promise<void>;
  /** Makes everyone in a room leave. */
  readonly emptyRoom: (room: string) => void;
  /** Writes to the owners of these rooms that there is a notice. Never rejects. */
  readonly mail: (rooms: readonly string[]) => Promise<void>;
}

/**
 * THE one way by which anyone but a host ends a meeting, suspends an account, mutes or removes
 * someone: effect, public entry and notice in the transaction that is given.
 */
export function createUnderTerms(parts: UnderTermsParts) {
  /** The mail goes to the host of a meeting, or of any room of the account. */
  const mailed =
    ({ room, accountId }: StoredAct, effect: Afterwards | undefined): Afterwards =>
    async () => {
      await effect?.();
      const rooms = accountId === null ? [] : await roomsOf(parts.db, accountId);
      await parts.mail(room === null ? rooms : [room]);
    };
  return {
    /**
     * Before an act, and outside of any transaction: the owner of the room is asked about the
     * participant whom the report names. Undefined: the act isn't on a participant, or they aren't
     * inside.
     */
    async ask({
      kind,
      reportId,
    }: {
      readonly kind: ActKind;
      readonly reportId: string | null;
    }): Promise<Concerned | undefined> {
      if (!isOnParticipant(kind) || reportId === null) return undefined;
      const found = await findParticipant(parts.db, reportId);
      if (found === undefined) return undefined;
      const { nameInside, beforeTakeOut } = parts.termsTools;
      const name = await (kind === "mute-participant" ? nameInside : beforeTakeOut)(found);
      return name === undefined ? undefined : { ...found, name };
    },
    /**
     * @param concerned what {@link ask} answered
     * @throws ParticipantError where it can't be done to that participant
     */
    async act(
      tx: Transaction<Database>,
      { act, byPerson }: TermsActOrder,
      concerned: Concerned | undefined,
    ): Promise<Afterwards> {
      const { id, kind, reportId, meetingCommitment, hostCommitment, requests, reason } = act;
      await insertEffect(tx, { id, reportId, byPerson });
      await appendEntry(tx, {
        kind: "terms-act",
        act: id,
        what: kind,
        host: hostCommitment,
        requests,
        meeting: meetingCommitment ?? undefined,
      });
      await insertNotices(tx, act, { how: kind, reason });
      return mailed(act, await effects[kind](tx, act, parts, concerned));
    },
    /** After a review found that it was wrong: what it closed is open again, as it was. */
    async reverse(tx: Transaction<Database>, act: StoredAct, reason: string): Promise<Afterwards> {
      await insertNotices(tx, act, { how: `${act.kind}-reversed`, reason });
      return mailed(act, await reversals[act.kind]?.(tx, act, parts));
    },
  };
}

/** A participant who was inside just before the act. */
type Concerned = Participant & { readonly name: string };

type Effect = (
  tx: Transaction<Database>,
  act: StoredAct,
  parts: UnderTermsParts,
  concerned?: Concerned,
) => Promise<Afterwards | undefined>;

/** An account is suspended by what the database says of its acts, and keeps everything. */
const effects: Readonly<Record<StoredAct["kind"], Effect>> = {
  "end-meeting": async (tx, { code }, { meetings }) =>
    code === null ? undefined : await meetings.endWithin(tx, code),
  "suspend-account": async (_tx, { accountId }, { db, refreshAccount, emptyRoom }) =>
    accountId === null
      ? undefined
      : async () => {
          await refreshAccount(accountId);
          for (const room of await roomsOf(db, accountId)) emptyRoom(room);
        },
  "reinstate-account": openAccount,
  // Within the transaction, for about a second at most: what can't be done is neither stored nor public.
  "mute-participant": async (_tx, _act, { termsTools }, concerned) => {
    if (concerned === undefined) throw new ParticipantError("conflict");
    const outcome = await termsTools.mute(concerned);
    if (outcome !== "done") throw new ParticipantError(outcome);
    return undefined;
  },
  "remove-participant": async (tx, _act, { termsTools }, concerned) => {
    if (concerned === undefined) throw new ParticipantError("conflict");
    const outcome = await termsTools.takeOut(tx, concerned);
    if (outcome.kind !== "done") throw new ParticipantError(outcome.kind);
    return outcome.afterwards;
  },
};

/** The host, who gets a notice, lets in those muted or removed; the sitting is mostly over. */
const reversals: Readonly<Partial<Record<StoredAct["kind"], Effect>>> = {
  "end-meeting": (tx, { id }, { meetings }) => meetings.reopenWithin(tx, id),
  "suspend-account": openAccount,
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
