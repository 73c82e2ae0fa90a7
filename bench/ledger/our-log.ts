import { setTimeout as delay } from "node:timers/promises";
import type { PublicEntry } from "@graticule/desk/entry";
import { packBundle } from "@graticule/ledger/bundle";
import { appendEntry } from "@graticule/server/desk/public-entries";
import { composeLedger } from "@graticule/server/ledger/compose-ledger";
import { createChangeFeed } from "@graticule/server/rooms/change-feed";
import { startTestDatabase } from "@graticule/server/tests/harness";
import { sql } from "kysely";

/** The server's own log, as it composes it, over a PostgreSQL and a data folder of its own. */
export interface OurLog {
  /** The folder beside which a peer's files lie on the same disk. */
  readonly dataDir: string;
  /** Records entries, each in a transaction of its own. Seconds until a published checkpoint covers them all. */
  append(entries: readonly PublicEntry[]): Promise<number>;
  /** Records entries at this rate. For each the milliseconds from its commit to the checkpoint that covers it. */
  appendAt(perSecond: number, entries: readonly PublicEntry[]): Promise<readonly number[]>;
  /** The last so many leaves, packed as they are served. */
  lastLeaves(count: number): Promise<Uint8Array>;
  readonly size: () => number;
  tableBytes(): Promise<TableBytes>;
  stop(): Promise<void>;
}

/** Each with its indexes, its large values, and what is empty in its pages. */
export interface TableBytes {
  /** Leaves, tiles, head, and what waits. */
  readonly tree: number;
  /** The texts and the sealed content that lie beside the leaves. */
  readonly beside: number;
  /** What the desk recorded, whose leaf the log has: it would be there without a log, too. */
  readonly recorded: number;
}

/** As many as the server has connections: more would only wait for one. */
const writers = 10;

export async function startOurLog(): Promise<OurLog> {
  const { db, pool, target, dataDir, stop } = await startTestDatabase();
  const feed = createChangeFeed(target);
  const undo: (() => Promise<void> | void)[] = [];
  const fail = () => undefined;
  const log = { warn: fail, error: fail };
  const publicUrl = "https://bench.invalid";
  const { sequencer } = composeLedger({ db, feed, log, dataDir, publicUrl }, undo);
  const published: { readonly size: number; readonly atMs: number }[] = [];
  let tell = (): void => {};
  sequencer.onPublished((size) => {
    published.push({ size, atMs: performance.now() });
    tell();
  });
  const size = () => published.at(-1)?.size ?? 0;
  const reached = async (wanted: number): Promise<void> => {
    while (size() < wanted) {
      if (sequencer.state().kind === "stopped") throw new Error("the log is not signed any more");
      await Promise.race([new Promise<void>((done) => (tell = done)), delay(1_000)]);
    }
  };

  return {
    dataDir,
    size,
    async append(entries) {
      const goal = size() + entries.length;
      const left = entries.values();
      const began = performance.now();
      const write = async (): Promise<void> => {
        for (const entry of left) {
          await db.transaction().execute((tx) => appendEntry(tx, entry));
        }
      };
      await Promise.all(Array.from({ length: writers }, write));
      await reached(goal);
      return (performance.now() - began) / 1_000;
    },
    async appendAt(perSecond, entries) {
      const from = size();
      const committed = new Map<number, number>();
      const write = async (entry: PublicEntry): Promise<void> => {
        const id = await db.transaction().execute(async (tx) => {
          await appendEntry(tx, entry);
          const { rows } = await sql<{ id: number }>`
            SELECT currval(pg_get_serial_sequence('public_entry', 'id')) AS "id"`.execute(tx);
          return rows[0]?.id ?? 0;
        });
        committed.set(id, performance.now());
      };
      const began = performance.now();
      const writes: Promise<void>[] = [];
      for (const [at, entry] of entries.entries()) {
        const due = began + (at * 1_000) / perSecond - performance.now();
        if (due > 0) await delay(due);
        writes.push(write(entry));
      }
      await Promise.all(writes);
      await reached(from + entries.length);
      const { rows } = await sql<{ index: number; id: number }>`
        SELECT index AS "index", entry_id AS "id" FROM ledger_leaf WHERE index >= ${from}`.execute(
        db,
      );
      return rows.map(({ index, id }) => {
        const shown = published.find((one) => one.size > index);
        return (shown?.atMs ?? Number.NaN) - (committed.get(id) ?? Number.NaN);
      });
    },
    async lastLeaves(count) {
      const { rows } = await sql<{ leaf: Buffer }>`SELECT leaf AS "leaf" FROM ledger_leaf
        WHERE index >= ${size() - count} ORDER BY index`.execute(db);
      return packBundle(rows.map(({ leaf }) => leaf));
    },
    async tableBytes() {
      // As the database does by itself within minutes.
      await pool.query("VACUUM");
      const of = async (...tables: readonly string[]): Promise<number> => {
        const { rows } = await sql<{ bytes: number }>`
          SELECT sum(pg_total_relation_size(name::regclass))::bigint AS "bytes"
          FROM unnest(${tables}::text[]) AS name`.execute(db);
        return rows[0]?.bytes ?? Number.NaN;
      };
      return {
        tree: await of("ledger_leaf", "ledger_tile", "ledger_head", "ledger_waiting"),
        beside: await of("ledger_text", "ledger_sealed", "text_removal", "text_removal_outcome"),
        recorded: await of("public_entry"),
      };
    },
    async stop() {
      for (const one of undo.toReversed()) await one();
      await feed.close();
      await stop();
    },
  };
}
