import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { ServedRecord } from "../../location/served-record.ts";

/** Digests of location data: what decided, and what was confirmed. */
export function createServedRecord(db: Kysely<Database>): ServedRecord {
  return {
    async read() {
      const { rows } = await sql<{
        places: readonly string[];
        served: Buffer | null;
        confirmed: readonly string[];
      }>`
        SELECT
          coalesce((SELECT array_agg(DISTINCT place) FROM published_order o, unnest(o.jurisdiction) AS place
            WHERE o.lifted_at IS NULL AND o.ends_at > now()), '{}') AS "places",
          last.digest AS "served",
          coalesce((SELECT array_agg(c.body ->> 'digest') FROM desk_change c
            JOIN desk_change_outcome o ON o.change_id = c.id
            WHERE c.kind = 'geofeed' AND o.outcome = 'confirmed'
              AND o.at > coalesce(last.at, '-infinity')), '{}') AS "confirmed"
        FROM (SELECT 1) AS one
        LEFT JOIN LATERAL (SELECT * FROM geofeed_accepted WHERE serves = 'everywhere' ORDER BY id DESC LIMIT 1) last ON true`.execute(
        db,
      );
      const [row] = rows;
      return {
        jurisdictions: (row?.places ?? [])
          .map(parsePlace)
          .filter((place): place is Place => place !== undefined),
        served: row?.served?.toString("hex"),
        confirmed: row?.confirmed ?? [],
      };
    },
    async serves({ digest, where, makers }) {
      const raw = Buffer.from(digest, "hex");
      await sql`
        WITH last AS (SELECT digest, serves FROM geofeed_accepted ORDER BY id DESC LIMIT 1)
        INSERT INTO geofeed_accepted (digest, serves, makers, change_id)
        SELECT ${raw}, ${where}, ${makersTold(makers)}, (SELECT c.id FROM desk_change c
          JOIN desk_change_outcome o ON o.change_id = c.id
          WHERE c.kind = 'geofeed' AND o.outcome = 'confirmed' AND c.body ->> 'digest' = ${digest}
            AND ${where} = 'everywhere'
            AND NOT EXISTS (SELECT FROM geofeed_accepted g WHERE g.change_id = c.id)
          ORDER BY o.at DESC LIMIT 1)
        WHERE NOT EXISTS (SELECT FROM last WHERE digest = ${raw} AND serves = ${where})`.execute(
        db,
      );
    },
  };
}

/** Whole names, as many as fit; null: there is none. */
function makersTold(makers: readonly string[]): string | null {
  let told = "";
  for (const maker of makers) {
    const longer = told === "" ? maker : `${told}; ${maker}`;
    if (longer.length > 2_000) break;
    told = longer;
  }
  return told === "" ? null : told;
}
