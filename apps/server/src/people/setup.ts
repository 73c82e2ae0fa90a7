import type { Kysely } from "kysely";
import type { Config } from "../config/config.ts";
import type { Database } from "../db/schema.ts";
import { hashSecret, newSecret } from "../http/secret.ts";
import {
  addLink,
  hasAdministrator,
  insertAdministrator,
  lookAtLink,
  type NewAdministrator,
  replaceLink,
  useSetupLink,
} from "./setup-store.ts";

export type Setup = ReturnType<typeof createSetup>;

/** The one-time link that makes the administrator; nothing else makes one. */
export function createSetup(
  db: Kysely<Database>,
  publicUrl: string,
  { cluster }: Pick<Config, "cluster">,
) {
  /** Whether there is an administrator. */
  const isDone = () => hasAdministrator(db);

  /** Whether a link's secret could be used now. */
  const look = async (secret: string): Promise<"open" | "used" | "unknown"> => {
    const link = await lookAtLink(db, hashSecret(secret));
    if (link !== "unused") return link;
    return (await isDone()) ? "used" : "open";
  };

  return {
    isDone,
    look,
    /**
     * Older links stop working, but not those that the other instances of a cluster print. The
     * secret stands in the fragment, which browsers never send.
     * "done": there is an administrator already.
     */
    async newUrl(): Promise<string | "done"> {
      if (await isDone()) return "done";
      const secret = newSecret();
      const change = cluster === undefined ? replaceLink : addLink;
      await db.transaction().execute((tx) => change(tx, hashSecret(secret)));
      return `${publicUrl}/setup#${secret}`;
    },
    /** Uses the link and makes the administrator, in one transaction: once, even in a race. */
    async use(
      secret: string,
      administrator: NewAdministrator,
    ): Promise<"made" | "used" | "unknown"> {
      const made = await db.transaction().execute(async (tx) => {
        // The second one waits here, and then finds the link used.
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
