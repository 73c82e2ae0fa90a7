import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema.ts";

/** SQLSTATE of what the tables of the desk refuse: `restrict_violation`, and `unique_violation`. */
const words: Readonly<Record<string, "forbidden" | "conflict">> = {
  "23001": "forbidden",
  "23505": "conflict",
};

/**
 * Runs a change and answers the database's own word where it refuses: `conflict`, someone was
 * faster; `forbidden`, not for this person, or not now. Anything else is thrown.
 */
export async function askDatabase<T>(
  change: () => Promise<T>,
): Promise<T | "forbidden" | "conflict"> {
  try {
    return await change();
  } catch (error) {
    const word = error instanceof Error && "code" in error && words[String(error.code)];
    if (word === undefined || word === false) throw error;
    return word;
  }
}

/** As {@link askDatabase}, for a change in a transaction of its own. */
export function askTransaction<T>(
  db: Kysely<Database>,
  change: (tx: Transaction<Database>) => Promise<T>,
): Promise<T | "forbidden" | "conflict"> {
  return askDatabase(() => db.transaction().execute(change));
}
