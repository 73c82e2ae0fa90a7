import { dailyEntries, type PublicEntryKind } from "@graticule/desk/entry";
import { type Kysely, sql } from "kysely";
import { createDailyMarkers, type DailyMarkers } from "../../db/daily-markers.ts";
import type { Database } from "../../db/schema.ts";

/** Inserts public entries about orders in force, each once a day. */
export async function insertOrderEntries(
  db: Kysely<Database>,
  kind: PublicEntryKind,
  bodies: readonly { readonly order: string }[],
): Promise<void> {
  await sql`
    INSERT INTO public_entry (kind, daily, body)
    SELECT ${kind}, ${dailyEntries.has(kind)}, one
    FROM jsonb_array_elements(${JSON.stringify(bodies)}::jsonb) AS one
    WHERE was_in_force(one ->> 'order') ORDER BY one ON CONFLICT DO NOTHING`.execute(db);
}

/**
 * Notes that an order kept someone out on a day: yes or no, never how many, and no finer than the
 * day. Once for an order and a day, also after a restart and by several servers.
 */
export function createOrderEffects(db: Kysely<Database>, now?: () => number): DailyMarkers {
  return createDailyMarkers({
    ...(now && { now }),
    write: (orders) =>
      insertOrderEntries(
        db,
        "order-effect",
        orders.map((order) => ({ order })),
      ),
  });
}
