import type { Settings } from "@graticule/api/administration";
import type { Kysely } from "kysely";
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
