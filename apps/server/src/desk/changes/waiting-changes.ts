import type { Kysely, Transaction } from "kysely";
import { askTransaction } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import { endChange, givenBy } from "./enter-change.ts";
import { lockWaitedChange, readGivenKey } from "./store.ts";
import { takeEffect } from "./take-effect.ts";

const everyMs = 5_000;

/**
 * Lets those changes take effect that waited for 7 days by the database's clock, one a transaction.
 * Answers how to stop; while the database is away, a later round does it.
 */
export function watchWaitingChanges(parts: {
  readonly db: Kysely<Database>;
  readonly refresh: () => Promise<void>;
}): () => Promise<void> {
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= round(parts)
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
      });
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

async function round(parts: Parameters<typeof watchWaitingChanges>[0]): Promise<void> {
  for (;;) {
    const outcome = await askTransaction(parts.db, endOne);
    if (outcome !== "done") return;
    await parts.refresh();
  }
}

async function endOne(tx: Transaction<Database>): Promise<"done" | "nothing"> {
  const due = await lockWaitedChange(tx);
  if (due === undefined) return "nothing";
  const { id, body } = due;
  const given = givenBy(body, await readGivenKey(tx, id));
  await endChange(tx, { id, outcome: "waited", by: null, ...given });
  await takeEffect(tx, due);
  return "done";
}
