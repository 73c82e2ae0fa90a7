import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { hashSecret, newSecret } from "../http/secret.ts";
import {
  hasAdministrator,
  insertAdministrator,
  lookAtLink,
  type NewAdministrator,
  replaceLink,
  useSetupLink,
} from "./setup-store.ts";

/** The one-time link that makes the administrator; nothing else makes one. */
export interface Setup {
  /** Whether there is an administrator. */
  isDone(): Promise<boolean>;
  /**
   * The only link that works from now on. Its secret stands in the fragment, which browsers never
   * send. "done": there is an administrator already.
   */
  newUrl(): Promise<string | "done">;
  /** Whether a link's secret could be used now. */
  look(secret: string): Promise<"open" | "used" | "unknown">;
  /** Uses the link and makes the administrator, in one transaction: once, whoever races. */
  use(secret: string, administrator: NewAdministrator): Promise<"made" | "used" | "unknown">;
}

export function createSetup(db: Kysely<Database>, publicUrl: string): Setup {
  const isDone = () => hasAdministrator(db);

  const look = async (secret: string): Promise<"open" | "used" | "unknown"> => {
    const link = await lookAtLink(db, hashSecret(secret));
    if (link !== "unused") return link;
    return (await isDone()) ? "used" : "open";
  };

  return {
    isDone,
    look,
    async newUrl() {
      if (await isDone()) return "done";
      const secret = newSecret();
      await db.transaction().execute((tx) => replaceLink(tx, hashSecret(secret)));
      return `${publicUrl}/setup#${secret}`;
    },
    async use(secret, administrator) {
      const made = await db.transaction().execute(async (tx) => {
        // Whoever comes second waits here, and then finds the link used.
        const link = await useSetupLink(tx, hashSecret(secret));
        if (link === "absent" || (await hasAdministrator(tx))) return false;
        await insertAdministrator(tx, administrator);
        return true;
      });
      if (made) return "made";
      return (await look(secret)) === "unknown" ? "unknown" : "used";
    },
  };
}
