import { setTimeout as delay } from "node:timers/promises";
import type { PublicEntry } from "@graticule/desk/entry";
import { packBundle } from "@graticule/ledger/bundle";
import { createChangeFeed } from "@graticule/server/db/change-feed";
import { openSequencer } from "@graticule/server/ledger/open-sequencer";
import { openScope } from "@graticule/server/processes/scope";
import { appendEntry } from "@graticule/server/public-record/public-entries";
import { letEntriesBeGroundless } from "@graticule/server/tests/by-hand";
import { instanceKey, startTestDatabase } from "@graticule/server/tests/harness";

/** The server's own log, as it composes it, with its own PostgreSQL and data folder. */
export interface OurLog {
  /** A peer's files go next to this folder, on the same disk. */
  readonly dataDir: string;
  /**
   * Seconds until a published checkpoint covers all of these entries. Each writer records one after
   * the other, each in its own transaction, and waits for a checkpoint of as many entries as were
   * committed by then.
   */
  append(entries: readonly PublicEntry[], writers: number): Promise<number>;
  /** Records entries in large transactions, and waits for a checkpoint that covers them. */
  fill(entries: readonly PublicEntry[]): Promise<void>;
  /** Records entries at this rate, if it can. Delays: from each commit to its checkpoint. */
  appendAt(perSecond: number, entries: readonly PublicEntry[]): Promise<Paced>;
  /** The last `count` leaves, packed as they are served. */
  lastLeaves(count: number): Promise<Uint8Array>;
  readonly size: () => number;
  /** What the database does by itself within minutes. */
  tidy(): Promise<void>;
  tableBytes(): Promise<TableBytes>;
  stop(): Promise<void>;
}

export interface Paced {
  readonly perSecond: number;
  readonly delaysMs: readonly number[];
}

/** Each with its indexes, its large values and its pages' free space. */
export interface TableBytes {
  /** Leaves, tiles, head and queue. */
  readonly tree: number;
  /** Texts and sealed content, stored outside the leaves. */
  readonly beside: number;
  /** What the desk recorded and a leaf covers: it would exist without a log, too. */
  readonly recorded: number;
}

export async function startOurLog(): Promise<OurLog> {
  const { db, pool, target, dataDir, stop } = await startTestDatabase();
  await letEntriesBeGroundless({ pool });
  const scope = openScope();
  const log = { warn: () => {}, error: () => {} };
  const config = { dataDir, cluster: undefined, ledgerKey: undefined, instanceKey };
  const feed = createChangeFeed(target);
  scope.onClose(() => feed.close());
  const parts = { database: { target }, feed, log, config, publicUrl: "https://bench.invalid" };
  const { sequencer } = openSequencer(parts, scope);
  const published: { readonly size: number; readonly atMs: number }[] = [];
  const waiting = new Set<() => void>();
  sequencer.onPublished((size) => {
    published.push({ size, atMs: performance.now() });
    for (const look of waiting) look();
  });
  const size = () => published.at(-1)?.size ?? 0;
  const reached = (wanted: number): Promise<void> =>
    new Promise((done, fail) => {
      const late = () => fail(new Error("no checkpoint within a minute"));
      const timer = setTimeout(late, 60_000);
      const look = (): void => {
        if (size() < wanted) return;
        waiting.delete(look);
        clearTimeout(timer);
        done();
      };
      waiting.add(look);
      look();
    });

  return {
    dataDir,
    size,
    async append(entries, writers) {
      const before = size();
      const left = entries.values();
      let committed = 0;
      const began = performance.now();
      const write = async (): Promise<void> => {
        for (const entry of left) {
          await db.transaction().execute((tx) => appendEntry(tx, entry));
          committed += 1;
          await reached(before + committed);
        }
      };
      await Promise.all(Array.from({ length: writers }, write));
      return (performance.now() - began) / 1_000;
    },
    async fill(entries) {
      const before = size();
      let next = 0;
      const write = async (): Promise<void> => {
        while (next < entries.length) {
          const some = entries.slice(next, next + 64);
          next += some.length;
          await db.transaction().execute(async (tx) => {
            for (const entry of some) await appendEntry(tx, entry);
          });
        }
      };
      await Promise.all(Array.from({ length: 8 }, write));
      await reached(before + entries.length);
    },
    async appendAt(perSecond, entries) {
      const from = size();
      const committed = new Map<number, number>();
      const write = async (entry: PublicEntry): Promise<void> => {
        const id = await db.transaction().execute(async (tx) => {
          await appendEntry(tx, entry);
          const last = tx.selectNoFrom(({ fn }) => fn<number>("lastval").as("id"));
          return (await last.executeTakeFirstOrThrow()).id;
        });
        committed.set(id, performance.now());
      };
      const left = entries.entries();
      const began = performance.now();
      const writeInTime = async (): Promise<void> => {
        for (const [at, entry] of left) {
          const early = began + (at * 1_000) / perSecond - performance.now();
          if (early > 0) await delay(early);
          await write(entry);
        }
      };
      await Promise.all(Array.from({ length: 100 }, writeInTime));
      const seconds = (performance.now() - began) / 1_000;
      await reached(from + entries.length);
      const leaves = db.selectFrom("ledger_leaf").select(["index", "entry_id"]);
      const rows = await leaves.where("index", ">=", from).execute();
      const delaysMs = rows.map(({ index, entry_id }) => {
        const shown = published.find((one) => one.size > index);
        return (shown?.atMs ?? Number.NaN) - (committed.get(entry_id ?? 0) ?? Number.NaN);
      });
      return { perSecond: entries.length / seconds, delaysMs };
    },
    async lastLeaves(count) {
      const leaves = db.selectFrom("ledger_leaf").select("leaf").orderBy("index");
      const rows = await leaves.where("index", ">=", size() - count).execute();
      return packBundle(rows.map(({ leaf }) => leaf));
    },
    async tidy() {
      await pool.query("VACUUM");
    },
    async tableBytes() {
      const of = async (...tables: readonly string[]): Promise<number> => {
        const { rows } = await pool.query<{ bytes: number }>(
          `SELECT sum(pg_total_relation_size(name::regclass))::bigint AS bytes FROM unnest($1::text[]) AS name`,
          [tables],
        );
        return Number(rows[0]?.bytes);
      };
      return {
        tree: await of("ledger_leaf", "ledger_tile", "ledger_head", "ledger_waiting"),
        beside: await of("ledger_text", "ledger_sealed", "text_removal", "text_removal_outcome"),
        recorded: await of("public_entry"),
      };
    },
    async stop() {
      await scope.close();
      await stop();
    },
  };
}
