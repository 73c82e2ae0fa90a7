import type { Kysely, Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../desk/public-entries.ts";
import type { StoredAct } from "./act-store.ts";
import { insertEffect, insertNotices, markUsedToday, roomsOf } from "./effect-store.ts";

declare const approved: unique symbol;

/**
 * An act under the terms of service that enough people approved. Made by {@link approvedAct} alone, which
 * only this folder can import.
 */
export type TermsActOrder = {
  readonly act: StoredAct;
  /** Whose approval was the last. */
  readonly byPerson: string;
  readonly [approved]: true;
};

/** Undefined: it needs more people, or nothing happens to it any more. The database has the last word. */
export function approvedAct(act: StoredAct, byPerson: string): TermsActOrder | undefined {
  const has = (review: "second" | "third") => act.approvals.some((one) => one.review === review);
  const needsThird = act.requests.length > 0 && act.kind !== "reinstate-account";
  if (act.tookEffect || act.isWithdrawn || !has("second")) return undefined;
  if (needsThird && !has("third")) return undefined;
  return { act, byPerson } as TermsActOrder;
}

/** What is to be done once the transaction is durable; nothing of it is needed for the act to hold. */
export type Afterwards = () => Promise<void>;

/**
 * THE one way by which a meeting is ended or an account suspended other than by its host: effect, public
 * entry and notice in the transaction that is given.
 */
export type UnderTerms = (tx: Transaction<Database>, order: TermsActOrder) => Promise<Afterwards>;

export interface UnderTermsParts {
  readonly db: Kysely<Database>;
  /** A host's end for all, in the transaction; undefined: there is no such meeting. */
  readonly endMeeting: (tx: Transaction<Database>, code: string) => Promise<Afterwards | undefined>;
  /** Reads rooms and keys of an account again. */
  readonly refreshAccount: (accountId: string) => Promise<void>;
  /** Makes everybody in a room leave. */
  readonly emptyRoom: (room: string) => void;
  /** Writes to whoever these rooms belong to that there is a notice. Never rejects. */
  readonly mail: (rooms: readonly string[]) => Promise<void>;
}

type MailParts = Pick<UnderTermsParts, "db" | "mail">;

export function createUnderTerms(parts: UnderTermsParts): UnderTerms {
  return async (tx, { act, byPerson }) => {
    const { id, kind, reportId, meetingCommitment, hostCommitment, requests, reason } = act;
    await insertEffect(tx, { id, reportId, byPerson });
    await appendEntry(tx, {
      ...{ kind: "terms-act", act: id, what: kind, host: hostCommitment, requests },
      ...(meetingCommitment === null ? {} : { meeting: meetingCommitment }),
    });
    await insertNotices(tx, act, { how: kind, reason });
    const effect = await effects[kind](tx, act, parts);
    return async () => {
      await effect?.();
      await mailAbout(act, parts);
    };
  };
}

/** To the host of a meeting, or of any room of the account. */
async function mailAbout({ room, accountId }: StoredAct, parts: MailParts): Promise<void> {
  const rooms = accountId === null ? [] : await roomsOf(parts.db, accountId);
  await parts.mail(room === null ? rooms : [room]);
}

type Effect = (
  tx: Transaction<Database>,
  act: StoredAct,
  parts: UnderTermsParts,
) => Promise<Afterwards | undefined>;

/** An account is suspended by what the database says of its acts, and keeps everything. */
const effects: Readonly<Record<StoredAct["kind"], Effect>> = {
  "end-meeting": async (tx, { code }, { endMeeting }) =>
    code === null ? undefined : await endMeeting(tx, code),
  "suspend-account": async (_tx, { accountId }, { db, refreshAccount, emptyRoom }) =>
    accountId === null
      ? undefined
      : async () => {
          await refreshAccount(accountId);
          for (const room of await roomsOf(db, accountId)) emptyRoom(room);
        },
  "reinstate-account": async (tx, { accountId }, { refreshAccount }) => {
    if (accountId === null) return undefined;
    await markUsedToday(tx, accountId);
    return () => refreshAccount(accountId);
  },
};
