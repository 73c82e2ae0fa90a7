import { sql, type Transaction } from "kysely";
import { inserter } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";
import { isConfirmed, type Signers } from "../../rooms/order-signers.ts";
import type { RecordedMeeting } from "./case.ts";

/** A meeting that a content names. */
export type FoundMeeting =
  | { readonly kind: "there"; readonly room: string; readonly accountId: string }
  | ({ readonly kind: "deleted" } & Pick<RecordedMeeting, "meetingCommitment" | "hostCommitment">);

/** By code; those that there are, or that were deleted in the last 90 days. */
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
  const found = new Map<string, FoundMeeting>(
    rows.map(({ code, ...meeting }) => [code, { kind: "there", ...meeting }]),
  );
  const deleted = await findDeleted(
    tx,
    codes.filter((code) => !found.has(code)),
  );
  for (const { code, ...commitments } of deleted) {
    found.set(code, { kind: "deleted", ...commitments });
  }
  return found;
}

async function findDeleted(tx: Transaction<Database>, codes: readonly string[]) {
  const { rows } = await sql<
    { readonly code: string } & Pick<RecordedMeeting, "meetingCommitment" | "hostCommitment">
  >`SELECT code, encode(meeting_commitment, 'hex') AS "meetingCommitment",
      encode(host_commitment, 'hex') AS "hostCommitment"
    FROM find_deleted_meetings(${[...codes]}::text[])`.execute(tx);
  return rows;
}

/** Whether this is the newest entry of its series, two keys signed it, and it is not withdrawn. */
export async function isInRegister(
  tx: Transaction<Database>,
  authorityId: string,
  signed: Signers,
): Promise<boolean> {
  const { rows } = await sql<{
    change: string;
  }>`SELECT a.change_id AS change FROM authority a WHERE a.id = ${authorityId}
    AND NOT EXISTS (SELECT FROM authority_withdrawal w WHERE w.authority_id = a.id)
    AND NOT EXISTS (SELECT FROM authority b WHERE b.series = a.series AND b.entered_at > a.entered_at)`.execute(
    tx,
  );
  return rows.some(({ change }) => isConfirmed(signed, change, "authority"));
}

export const insertRequest = inserter("request");

/** @param no its number in the record of the request */
export async function insertMeeting(
  tx: Transaction<Database>,
  requestId: string,
  { no, ...meeting }: FoundMeeting & { readonly no: number },
): Promise<void> {
  const named =
    meeting.kind === "there"
      ? sql`${meeting.room}, commitment_to_room(${meeting.room}), commitment_to_account(${meeting.accountId})`
      : sql`NULL, decode(${meeting.meetingCommitment}, 'hex'), decode(${meeting.hostCommitment}, 'hex')`;
  await sql`INSERT INTO request_meeting (request_id, no, room, meeting_commitment, host_commitment)
    VALUES (${requestId}, ${no}, ${named})`.execute(tx);
}
