import { sql, type Transaction } from "kysely";
import { inserter } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";

/** A meeting that a content names, as it is stored. */
export interface FoundMeeting {
  readonly room: string;
  readonly accountId: string;
}

/** By code; those that there are. */
export async function findMeetings(
  tx: Transaction<Database>,
  codes: readonly string[],
): Promise<ReadonlyMap<string, FoundMeeting>> {
  if (codes.length === 0) return new Map();
  const rows = await tx
    .selectFrom("meeting as m")
    .innerJoin("room as r", "r.name", "m.room")
    .select(["m.code", "m.room", "r.account_id as accountId"])
    .where("m.code", "in", [...codes])
    .execute();
  return new Map(rows.map(({ code, ...meeting }) => [code, meeting]));
}

/** Whether this is the newest entry of its series, and not withdrawn. */
export async function isInRegister(
  tx: Transaction<Database>,
  authorityId: string,
): Promise<boolean> {
  const { rows } = await sql`SELECT FROM authority a WHERE a.id = ${authorityId}
    AND NOT EXISTS (SELECT FROM authority_withdrawal w WHERE w.authority_id = a.id)
    AND NOT EXISTS (SELECT FROM authority b WHERE b.series = a.series AND b.entered_at > a.entered_at)`.execute(
    tx,
  );
  return rows.length > 0;
}

export const insertRequest = inserter("request");

/** @param no its number in the record of the request */
export async function insertMeeting(
  tx: Transaction<Database>,
  requestId: string,
  { no, room, accountId }: FoundMeeting & { readonly no: number },
): Promise<void> {
  await sql`INSERT INTO request_meeting (request_id, no, room, meeting_commitment, host_commitment)
    VALUES (${requestId}, ${no}, ${room}, commitment_to_room(${room}),
      commitment_to_account(${accountId}))`.execute(tx);
}
