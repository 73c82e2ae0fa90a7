import type { Settings } from "@graticule/api/administration";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

const asShipped: Settings = { signUp: "closed", serviceName: "Graticule", placeNames: {} };

/** The settings: one row, or none as shipped. */
export function createSettingsStore(db: Kysely<Database>) {
  return {
    async read(): Promise<Settings> {
      const row = await db.selectFrom("settings").selectAll().executeTakeFirst();
      if (row === undefined) return asShipped;
      return {
        signUp: row.sign_up,
        serviceName: row.service_name,
        placeNames: row.place_names,
        contact: row.contact ?? undefined,
      };
    },
    /** Codes of the places whose names two people took down from the public log, and which have no newer entry. */
    async readTakenDown(): Promise<ReadonlySet<string>> {
      const { rows } = await sql<{ place: string }>`
        SELECT e.body ->> 'place' AS place FROM ledger_text t JOIN public_entry e ON e.id = t.entry_id
        WHERE t.name = 'name' AND t.value IS NULL AND e.kind = 'place-named'
          AND NOT EXISTS (SELECT FROM public_entry newer WHERE newer.kind = 'place-named'
            AND newer.id > e.id AND newer.body ->> 'place' = e.body ->> 'place')`.execute(db);
      return new Set(rows.map(({ place }) => place));
    },
    async write({ signUp, serviceName, contact, placeNames }: Settings): Promise<void> {
      const row = {
        sign_up: signUp,
        service_name: serviceName,
        contact: contact ?? null,
        place_names: JSON.stringify(placeNames),
      };
      await db
        .insertInto("settings")
        .values(row)
        .onConflict((conflict) => conflict.column("the_only_one").doUpdateSet(row))
        .execute();
    },
  };
}
