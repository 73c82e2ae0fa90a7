import type { Settings } from "@graticule/api/administration";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";

/** The one row of settings. */
export interface SettingsStore {
  read(): Promise<Settings>;
  write(settings: Settings): Promise<void>;
}

export function createSettingsStore(db: Kysely<Database>): SettingsStore {
  return {
    async read() {
      const row = await db.selectFrom("settings").selectAll().executeTakeFirstOrThrow();
      return {
        signUp: row.sign_up,
        serviceName: row.service_name,
        placeNames: row.place_names,
        ...(row.contact === null ? {} : { contact: row.contact }),
      };
    },
    async write({ signUp, serviceName, contact, placeNames }) {
      await db
        .updateTable("settings")
        .set({
          sign_up: signUp,
          service_name: serviceName,
          contact: contact ?? null,
          place_names: JSON.stringify(placeNames),
        })
        .execute();
    },
  };
}
