import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema.ts";

/** By SQLSTATE of what the desk's tables refuse: `restrict_violation`, `unique_violation`. */
const words: Readonly<Record<string, "forbidden" | "conflict">> = {
  "23001": "forbidden",
  "23505": "conflict",
};

/**
 * Runs a change and returns the database's refusal, if any: `conflict`, another change came first;
 * `forbidden`, not by this person or not now. Anything else is thrown.
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
