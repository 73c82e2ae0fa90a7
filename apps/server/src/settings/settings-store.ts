import type { Settings } from "@graticule/api/administration";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";

const asShipped: Settings = { signUp: "closed", serviceName: "Graticule", placeNames: {} };

/** The settings: one row, or none as shipped. */
export interface SettingsStore {
  read(): Promise<Settings>;
  write(settings: Settings): Promise<void>;
}

export function createSettingsStore(db: Kysely<Database>): SettingsStore {
  return {
    async read() {
      const row = await db.selectFrom("settings").selectAll().executeTakeFirst();
      if (row === undefined) return asShipped;
      return {
        signUp: row.sign_up,
        serviceName: row.service_name,
        placeNames: row.place_names,
        ...(row.contact === null ? {} : { contact: row.contact }),
      };
    },
    async write({ signUp, serviceName, contact, placeNames }) {
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
