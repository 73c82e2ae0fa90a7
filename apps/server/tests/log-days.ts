import type { Deps } from "@graticule/server/deps";
import { unjudged } from "./by-hand.ts";
import type { TestDatabase } from "./harness.ts";

/** Either kind of sequencer. */
interface Sequenced {
  readonly deps: Pick<Deps, "ledger">;
}

/** Resolves when a shown checkpoint has all records that needn't wait for their day's end; rejects if one was set aside. */
export async function whenTold(service: Sequenced, { pool }: Pick<TestDatabase, "pool">) {
  for (;;) {
    const shown = new Promise<void>((resolve) => {
      const stop = service.deps.ledger.sequencer.onPublished(() => {
        stop();
        resolve();
      });
    });
    const missing = await pool.query(
      `SELECT e.kind, EXISTS (SELECT FROM ledger_set_aside a WHERE a.entry_id = e.id) AS aside
       FROM public_entry e WHERE NOT daily AND NOT EXISTS (SELECT FROM ledger_leaf l
         JOIN ledger_head h ON l.index < h.published_size WHERE l.entry_id = e.id)`,
    );
    const [unsaid] = missing.rows.filter(({ aside }) => aside);
    if (unsaid !== undefined) throw new Error(`the log can't say this ${unsaid.kind}`);
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
