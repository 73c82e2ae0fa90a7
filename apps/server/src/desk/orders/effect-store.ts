import { dailyEntries } from "@graticule/desk/entry";
import { type Kysely, sql } from "kysely";
import { createDailyMarkers, type DailyMarkers } from "../../db/daily-markers.ts";
import type { Database } from "../../db/schema.ts";

/**
 * Notes that an order kept someone out on a day: yes or no, never how many, and no finer than the day.
 * Once for an order and a day, also after a restart, and of several servers.
 */
export function createOrderEffects(db: Kysely<Database>): DailyMarkers {
  return createDailyMarkers({
    async write(orders) {
      await sql`
        INSERT INTO public_entry (kind, daily, body)
        SELECT 'order-effect', ${dailyEntries.has("order-effect")}, jsonb_build_object('order', one.id)
        FROM unnest(${orders as string[]}::text[]) AS one (id) WHERE was_in_force(one.id)
        ORDER BY one.id ON CONFLICT DO NOTHING`.execute(db);
    },
  });
}
