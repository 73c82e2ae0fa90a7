import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { ScheduleColumns } from "../../meetings/schedule-columns.ts";

/** An order that is not over by the clock, as far as something else can end it. */
export interface OpenOrder {
  readonly orderId: string;
  /** Null: the meeting is deleted. */
  readonly room: string | null;
  readonly due: "appeal" | "ended" | "look";
  /** Since when its occurrence can be empty, milliseconds since the epoch. */
  readonly openSince: number;
  /** Of its meeting, as it is now; undefined: not needed. INVARIANT: unread, so that one that can't be read hides no other order. */
  readonly schedule?: ScheduleColumns;
}

/** So many are read at once; the others in the next round. */
export const atMost = 500;

const notEnded = sql`
  FROM order_approval a JOIN order_proposal p ON p.id = a.order_id
  LEFT JOIN meeting m ON m.room = p.room
  WHERE NOT EXISTS (SELECT FROM order_end e WHERE e.order_id = a.order_id)`;

/**
 * Appeals that no one decided in time, also if the order's own time was over before anyone looked, and meetings that were ended within
 * the occurrence. INVARIANT: at random, so that as many as are read at once, and can't be ended, keep no other in force.
 */
export async function readDue(db: Kysely<Database>): Promise<readonly OpenOrder[]> {
  const { rows } = await sql<OpenOrder>`
    SELECT * FROM (SELECT p.id AS "orderId", p.room, 0 AS "openSince",
        CASE WHEN appeal_due(p.id) <= now() THEN 'appeal'
          WHEN p.room IS NULL OR m.ended_at >= p.occurrence_from
            OR (m.ended_at IS NOT NULL AND m.reopens_at IS NULL) THEN 'ended' END AS "due"
      ${notEnded} AND (p.ends_at > now() OR appeal_due(p.id) < p.ends_at)) AS one
    WHERE "due" IS NOT NULL ORDER BY random() LIMIT ${sql.lit(atMost)}`.execute(db);
  return rows;
}

/**
 * Orders whose occurrence is open for an hour at least: it may be over since nobody is there, or another one is open. By id.
 * @param after the id of the last one that was read
 */
export async function readPage(db: Kysely<Database>, after: string): Promise<readonly OpenOrder[]> {
  const { rows } = await sql<Omit<OpenOrder, "schedule"> & ScheduleColumns>`
    SELECT p.id AS "orderId", p.room, 'look' AS "due",
      m.starts_at, m.duration_minutes, m.time_zone, m.repeat,
      (extract(epoch FROM p.occurrence_from
        + CASE WHEN m.starts_at IS NULL THEN interval '0' ELSE interval '15 minutes' END) * 1000)::float8
        AS "openSince"
    ${notEnded} AND p.ends_at > now() AND p.occurrence_from <= now() - interval '1 hour' AND p.id > ${after}
    ORDER BY p.id LIMIT ${sql.lit(atMost)}`.execute(db);
  return rows.map(({ orderId, room, due, openSince, ...schedule }) => ({
    ...{ orderId, room, due, openSince },
    schedule,
  }));
}
