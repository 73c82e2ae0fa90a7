import type { MeetingName } from "@graticule/api/meeting-name";
import { leadsSomewhere } from "@graticule/desk/must-hide";
import { type Kysely, sql, type Transaction } from "kysely";
import { inserter } from "../db/rows.ts";
import type { Database } from "../db/schema.ts";

/** Why the public log does not say which meeting a commitment means. */
export type NoName = Extract<MeetingName, { readonly kind: "cannot" }>["reason"];

/** A meeting, and what keeps its host from naming it; null: nothing. */
export interface NameableMeeting {
  readonly title: string;
  readonly why: NoName | "named" | null;
}

/** A meeting that the log names. */
export interface StoredMeetingName {
  readonly entryId: number;
  readonly title: string;
  readonly day: string;
  /** Null: not in the log yet. */
  readonly leaf: number | null;
}

/** Undefined: the log does not say it, or not any more. */
export async function findNamed(
  db: Kysely<Database>,
  room: string,
): Promise<StoredMeetingName | undefined> {
  const { rows } = await sql<StoredMeetingName>`
    SELECT n.entry_id AS "entryId", t.value AS "title", e.day, t.leaf
    FROM meeting_name n JOIN public_entry e ON e.id = n.entry_id
    JOIN ledger_text t ON t.entry_id = n.entry_id AND t.name = 'title'
    WHERE n.room = ${room} AND t.value IS NOT NULL
      AND NOT EXISTS (SELECT FROM meeting_name_end x WHERE x.entry_id = n.entry_id)`.execute(db);
  return rows[0];
}

export async function findNameable(
  db: Kysely<Database>,
  room: string,
): Promise<NameableMeeting | undefined> {
  const { rows } = await sql<NameableMeeting>`
    SELECT title, why_no_name(room) AS "why" FROM meeting WHERE room = ${room}`.execute(db);
  return rows.map(leadingNowhere)[0];
}

/** As {@link findNameable}, locked, with its commitment in lower-case hexadecimal. */
export async function lockNameable(
  tx: Transaction<Database>,
  room: string,
): Promise<(NameableMeeting & { readonly commitment: string }) | undefined> {
  const { rows } = await sql<NameableMeeting & { readonly commitment: string }>`
    SELECT title, why_no_name(room) AS "why",
      encode(commitment_to_room(room), 'hex') AS "commitment"
    FROM meeting WHERE room = ${room} FOR UPDATE`.execute(tx);
  return rows.map(leadingNowhere)[0];
}

/** INVARIANT: what the log names leads to no one, and to no other meeting. */
const leadingNowhere = <Found extends NameableMeeting>(meeting: Found): Found =>
  meeting.why === null && leadsSomewhere(meeting.title) !== ""
    ? { ...meeting, why: "leads-somewhere" }
    : meeting;

export const insertName = inserter("meeting_name");
export const insertNameEnd = inserter("meeting_name_end");
