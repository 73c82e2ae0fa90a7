import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";
import { type RoomUsage, spanOf } from "../../meetings/room-use.ts";
import type { UseSpan } from "../../meetings/use-span.ts";

/** What was noted last of a room's use. */
export async function readNotedUse(
  db: Kysely<Database>,
  room: string,
): Promise<UseSpan | undefined> {
  const noted = await db
    .selectFrom("noted_use")
    .select(["since", "seen_at"])
    .where("room", "=", room)
    .executeTakeFirst();
  return noted && { first: noted.since.getTime(), last: noted.seen_at.getTime() };
}

/**
 * Notes when a room was in use, by the database's clock. The database continues the note before, where
 * less than an hour is between them, and keeps the newer of two.
 */
export async function noteUse(
  db: Kysely<Database>,
  room: string,
  usage: RoomUsage,
  now: number,
): Promise<void> {
  const span = spanOf(usage, now);
  if (span === undefined) return;
  const note = { since: new Date(span.first), seen_at: new Date(span.last) };
  await db
    .insertInto("noted_use")
    .values({ room, ...note })
    .onConflict((conflict) => conflict.column("room").doUpdateSet(note))
    .execute();
}

const waitsForApproval = sql`
  FROM order_proposal p
  WHERE p.ends_at > now()
    AND NOT EXISTS (SELECT FROM order_refusal f WHERE f.order_id = p.id)
    AND NOT EXISTS (SELECT FROM order_approval a WHERE a.order_id = p.id)
    AND NOT EXISTS (SELECT FROM request_event e WHERE e.request_id = p.request_id
      AND e.kind IN ('returned', 'rejected', 'answered'))`;

/** Rooms whose sitting has begun and for which an order waits for approval. */
export async function roomsToNote(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ room: string }>`
    SELECT DISTINCT p.room ${waitsForApproval} AND p.room IS NOT NULL
      AND p.occurrence_from <= now()`.execute(db);
  return rows.map(({ room }) => room);
}

/** Forgets the use of rooms for which no order waits any more. */
export async function forgetNotedUse(db: Kysely<Database>): Promise<void> {
  await sql`
    DELETE FROM noted_use n
    WHERE NOT EXISTS (SELECT ${waitsForApproval} AND p.room = n.room)`.execute(db);
}
