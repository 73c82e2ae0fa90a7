import type { Deps } from "@graticule/server/deps";
import { unjudged } from "./by-hand.ts";
import type { TestDatabase } from "./harness.ts";

/** Either kind of sequencer. */
interface Sequenced {
  readonly deps: Pick<Deps, "ledger">;
}

/** Resolves when a shown checkpoint has all records that needn't wait for their day's end, or says that one is missing. */
export async function whenTold(service: Sequenced, { pool }: Pick<TestDatabase, "pool">) {
  for (;;) {
    const shown = new Promise<void>((resolve) => {
      const stop = service.deps.ledger.sequencer.onPublished(() => {
        stop();
        resolve();
      });
    });
    const missing = await pool.query(
      `SELECT FROM public_entry e WHERE NOT daily AND NOT EXISTS (SELECT FROM ledger_leaf l
         JOIN ledger_head h ON l.index < h.published_size LEFT JOIN ledger_set_aside s ON s.leaf = l.index
         WHERE e.id IN (l.entry_id, s.entry_id)) LIMIT 1`,
    );
    if (missing.rows.length === 0) return;
    await shown;
  }
}

/** Ends the log's current day, as nothing in the product can: daily entries are recorded. */
export async function endDay(service: Sequenced, database: Pick<TestDatabase, "pool">) {
  await unjudged(database, async (client) => {
    await client.query("UPDATE public_entry SET day = day - 1");
    await client.query("UPDATE ledger_head SET closed_through = closed_through - 1");
  });
  for (;;) {
    const shown = new Promise<void>((resolve) => {
      const stop = service.deps.ledger.sequencer.onPublished(() => {
        stop();
        resolve();
      });
    });
    const waits = await database.pool.query(
      `SELECT FROM ledger_head WHERE closed_through < (now() AT TIME ZONE 'UTC')::date - 1
         OR size <> published_size`,
    );
    if (waits.rows.length === 0) return;
    await shown;
  }
}
