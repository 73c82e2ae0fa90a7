import type { Kysely, Transaction } from "kysely";
import { askTransaction } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import { irregularly } from "../../processes/irregularly.ts";
import { endChange, givenBy } from "./enter-change.ts";
import { lockWaitedChange, readGivenKey } from "./store.ts";
import { takeEffect } from "./take-effect.ts";

const everyMs = 5_000;

/**
 * Lets those changes take effect that waited for 7 days by the database's clock, one a transaction.
 * Answers how to stop; while the database is away, a later round does it. INVARIANT: one that fails keeps no
 * other from it.
 */
export function watchWaitingChanges(parts: {
  readonly db: Kysely<Database>;
  readonly refresh: () => Promise<void>;
}): () => Promise<void> {
  let looking: Promise<void> | undefined;
  const stop = irregularly(() => {
    looking ??= round(parts)
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
      });
  }, everyMs);
  return async () => {
    stop();
    await looking;
  };
}

async function round(parts: Parameters<typeof watchWaitingChanges>[0]): Promise<void> {
  const tried: string[] = [];
  for (;;) {
    let found: string | undefined;
    const outcome = await askTransaction(parts.db, (tx) =>
      endOne(tx, tried, (id) => {
        found = id;
      }),
    ).catch((error: unknown) => {
      if (found === undefined) throw error;
      return "failed" as const;
    });
    if (found !== undefined) tried.push(found);
    if (outcome === "nothing") return;
    if (outcome === "done") await parts.refresh();
  }
}

/** @param tried in this round, which it passes over */
async function endOne(
  tx: Transaction<Database>,
  tried: readonly string[],
  finds: (id: string) => void,
): Promise<"done" | "nothing"> {
  const due = await lockWaitedChange(tx, tried);
  if (due === undefined) return "nothing";
  const { id, body } = due;
  finds(id);
  const given = givenBy(body, await readGivenKey(tx, id));
  await endChange(tx, { id, outcome: "waited", by: null, ...given });
  await takeEffect(tx, due);
  return "done";
}
