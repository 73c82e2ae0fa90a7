import type { Settings } from "@graticule/api/administration";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { countRenamed, mostRenamed } from "./place-names.ts";

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
    /** `too-many-names`: it would change more names of places than one save may. Nothing changes. */
    async write(next: Settings): Promise<"written" | "too-many-names"> {
      return await db.transaction().execute(async (tx) => {
        // INVARIANT: a save is compared with the one before it, so there is a row to lock.
        const shipped = tx.insertInto("settings").values(rowOf(asShipped));
        await shipped.onConflict((conflict) => conflict.doNothing()).execute();
        const before = await tx
          .selectFrom("settings")
          .select("place_names")
          .forUpdate()
          .executeTakeFirstOrThrow();
        if (countRenamed(before.place_names, next.placeNames) > mostRenamed) {
          return "too-many-names";
        }
        await tx.updateTable("settings").set(rowOf(next)).execute();
        return "written";
      });
    },
  };
}

function rowOf({ signUp, serviceName, contact, placeNames }: Settings) {
  return {
    sign_up: signUp,
    service_name: serviceName,
    contact: contact ?? null,
    place_names: JSON.stringify(placeNames),
  };
}
