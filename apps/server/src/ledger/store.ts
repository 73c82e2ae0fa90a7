import { createHmac, hash } from "node:crypto";
import { areEqual } from "@graticule/ledger/bytes";
import type { TreeHead } from "@graticule/ledger/checkpoint";
import { type Day, daysAfter } from "@graticule/ledger/day";
import { append, edgeRoot } from "@graticule/ledger/edge";
import type { EntryOf } from "@graticule/ledger/entry";
import { leafHash } from "@graticule/ledger/merkle";
import { textsOf } from "@graticule/ledger/text";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { sha256 } from "../public-record/translate.ts";
import { endOfDay, gapLeaf, leavesOf, type NewLeaf } from "./batch.ts";
import { LedgerFault } from "./ledger-fault.ts";
import { readEdge, rootAt, writeTiles } from "./tree-store.ts";
import { readDayEnd, readWaiting } from "./waiting-store.ts";

export interface StoredHead extends TreeHead {
  /** What everyone may see: signed, and durable beside the key. */
  readonly published: { readonly size: number; readonly note: Uint8Array } | undefined;
  /** The last day whose end is in the log. */
  readonly closedThrough: Day;
  /** By the database's clock. */
  readonly lastDayOver: Day;
  /** How much was recorded that the log could not say: each has an entry that says so. */
  readonly setAside: number;
  /** No one signed the log for more than ten minutes, which it doesn't say yet: the days. */
  readonly gap: { readonly since: Day; readonly today: Day } | null;
  /** How often a signer found that all is well. */
  readonly rounds: number;
  /** The last entry that was recorded, in the log or not; 0: none. */
  readonly recorded: number;
  /** The entry of the last restoration that was recorded; 0: none was. */
  readonly restoration: number;
  /** No one has signed since the last one. */
  readonly isRestored: boolean;
  /** What the log would take now, by the database's clock. */
  readonly waits: "gap" | "entries" | "day-end" | "nothing";
}

/** A port: the log in the database. What resolves is durable; what rejects may be done or not. */
export interface LedgerStore {
  read(): Promise<StoredHead>;
  /** The root at an earlier size. @throws LedgerFault `damaged` */
  rootAt(size: number): Promise<Uint8Array>;
  /**
   * Takes what waits, all in one transaction or nothing of it. `lost`: another signer was faster,
   * begin again with the head that is stored. `busy`: one is at it.
   * @throws LedgerFault `damaged`
   */
  grow(base: StoredHead): Promise<TreeHead | "lost" | "busy">;
  /**
   * Shows a checkpoint, unless a larger one is shown, or another signer found since that all is well. INVARIANT: it is durable
   * beside the key.
   * @param rounds as they were when the signer looked
   */
  publish(
    head: { readonly size: number; readonly rounds: number },
    note: Uint8Array,
  ): Promise<void>;
  /**
   * Says that all is well with the log at this moment, unless it has grown since it was looked at, or another signer said so.
   * Answers the rounds by then.
   */
  prove(head: Pick<StoredHead, "size" | "rounds" | "published">): Promise<number | undefined>;
  /** Records that the database went back to what it was earlier. */
  noteRestoration(): Promise<void>;
}

/** What was signed by a clock that ran ahead doesn't count. Otherwise of two signers the later one's time does. */
const signedNow = sql`greatest(least(signed_at, clock_timestamp()), now())`;

/** @param secret lets the database know the program: see db/program-key.ts */
export function createLedgerStore(db: Kysely<Database>, secret: string): LedgerStore {
  const prove: Prove = (says) => createHmac("sha256", secret).update(says).digest();
  const proofOf = (rounds: number, size: number, note: Uint8Array): Buffer =>
    prove(`round ${rounds} ${size} ${hash("sha256", note, "hex")}`);
  return {
    read: () => readHead(db),
    rootAt: (size) => rootAt(db, size),
    grow: (base) => grow(db, base, prove),
    async publish({ size, rounds }, note) {
      await sql`UPDATE ledger_head SET published_size = ${size}, checkpoint = ${Buffer.from(note)},
          signed_at = ${signedNow}, rounds = rounds + 1, proof = ${proofOf(rounds + 1, size, note)}
        WHERE size >= ${size} AND coalesce(published_size, 0) <= ${size} AND rounds = ${rounds}`.execute(
        db,
      );
    },
    async prove({ size, rounds, published }) {
      if (published === undefined) return undefined;
      const { rows } = await sql<{ rounds: number }>`
        UPDATE ledger_head SET signed_at = ${signedNow}, rounds = rounds + 1,
          proof = ${proofOf(rounds + 1, size, published.note)}
        WHERE published_size = ${size} AND rounds = ${rounds} RETURNING rounds`.execute(db);
      return rows[0]?.rounds;
    },
    // Of several signers that notice it, one records it.
    noteRestoration: () =>
      db.transaction().execute(async (tx) => {
        await sql`SELECT pg_advisory_xact_lock(hashtextextended('restoration', 0))`.execute(tx);
        await sql`INSERT INTO restoration (how) SELECT 'noticed' FROM ledger_head h
          WHERE NOT EXISTS (SELECT FROM restoration r WHERE r.rounds = h.rounds)`.execute(tx);
      }),
  };
}

interface HeadRow extends Omit<StoredHead, "published"> {
  readonly publishedSize: number | null;
  readonly checkpoint: Buffer | null;
}

async function readHead(db: Kysely<Database>): Promise<StoredHead> {
  const { rows } = await sql<HeadRow>`
    SELECT size, root, closed_through AS "closedThrough",
      last_day_over() AS "lastDayOver", published_size AS "publishedSize", checkpoint,
      (SELECT count(*) FROM ledger_set_aside) AS "setAside", rounds,
      coalesce((SELECT max(id) FROM public_entry), 0) AS "recorded",
      coalesce((SELECT max(entry_id) FROM restoration), 0) AS "restoration",
      EXISTS (SELECT FROM restoration r WHERE r.rounds = ledger_head.rounds) AS "isRestored",
      CASE WHEN gap IS NOT NULL THEN json_build_object('since', (least(gap, now()) AT TIME ZONE 'UTC')::date,
        'today', (now() AT TIME ZONE 'UTC')::date) END AS "gap",
      CASE WHEN gap IS NOT NULL THEN 'gap'
           WHEN EXISTS (SELECT FROM ledger_waiting WHERE daily = false) THEN 'entries'
           WHEN closed_through < last_day_over() THEN 'day-end'
           ELSE 'nothing' END AS "waits"
    FROM ledger_head, LATERAL untold_gap(ledger_head, now()) AS gap`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new LedgerFault("damaged");
  const { publishedSize, checkpoint, ...head } = row;
  const isPublished = publishedSize !== null && checkpoint !== null;
  return {
    ...head,
    published: isPublished ? { size: publishedSize, note: checkpoint } : undefined,
  };
}

class LostError extends Error {}

/** Lets the database know that the program says so. */
type Prove = (says: string) => Buffer;

async function grow(
  db: Kysely<Database>,
  base: StoredHead,
  prove: Prove,
): Promise<TreeHead | "lost" | "busy"> {
  try {
    return await db.transaction().execute((tx) => growIn(tx, base, prove));
  } catch (error) {
    if (error instanceof LostError) return "lost";
    throw error;
  }
}

async function growIn(
  tx: Transaction<Database>,
  base: StoredHead,
  prove: Prove,
): Promise<TreeHead | "busy"> {
  // Keeps two signers from working in vain. The comparison below keeps them from a fork.
  const lock = await sql<{ got: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended('public log', 0)) AS "got"`.execute(tx);
  if (lock.rows[0]?.got !== true) return "busy";
  const before = await readEdge(tx, base.size);
  if (!areEqual(edgeRoot(sha256, before), base.root)) throw new LedgerFault("damaged");
  const day = daysAfter(base.closedThrough, 1);
  const leaves = await nextLeaves(tx, base, day);
  const hashes = leaves.map(({ bytes }) => leafHash(sha256, bytes));
  const { edge: after, full } = append(sha256, before, hashes);
  const head: TreeHead = { size: after.size, root: edgeRoot(sha256, after) };
  const closedThrough = base.waits === "day-end" ? day : base.closedThrough;
  const root = Buffer.from(head.root);
  const proof = prove(`tree ${head.size} ${root.toString("hex")} ${closedThrough}`);
  await moveHead(tx, base, { ...head, closedThrough, proof });
  await insertLeaves(tx, base.size, leaves);
  await writeTiles(tx, full, { before, after });
  await noteTexts(tx, base.size, leaves);
  await noteSeals(tx, base.size, leaves);
  await noteSetAside(tx, base.size, leaves);
  return head;
}

/** @param day the one whose end comes next */
async function nextLeaves(
  tx: Transaction<Database>,
  { waits, gap }: StoredHead,
  day: Day,
): Promise<readonly NewLeaf[]> {
  if (gap !== null) return [gapLeaf(gap.since, gap.today)];
  return waits === "entries"
    ? leavesOf(await readWaiting(tx))
    : endOfDay(await readDayEnd(tx, day));
}

/** INVARIANT: compare-and-swap. Of two transactions that begin with one head, one moves it. */
async function moveHead(
  tx: Transaction<Database>,
  base: StoredHead,
  moved: TreeHead & { readonly closedThrough: Day; readonly proof: Buffer },
): Promise<void> {
  const { numAffectedRows } = await sql`
    UPDATE ledger_head SET size = ${moved.size}, root = ${Buffer.from(moved.root)},
      closed_through = ${moved.closedThrough}::date, tree_proof = ${moved.proof}
    WHERE size = ${base.size} AND root = ${Buffer.from(base.root)}
      AND closed_through = ${base.closedThrough}::date`.execute(tx);
  if (numAffectedRows !== 1n) throw new LostError();
}

/** The database takes those that waited out of the queue, refuses what did not wait, and notes that a gap is told. */
async function insertLeaves(
  tx: Transaction<Database>,
  from: number,
  leaves: readonly NewLeaf[],
): Promise<void> {
  const ids = leaves.map(({ entryId }) => entryId ?? null);
  await sql`INSERT INTO ledger_leaf (index, leaf, entry_id)
    SELECT ${from}::bigint + ordinality - 1, leaf, entry_id
    FROM unnest(${leaves.map(({ bytes }) => bytes)}::bytea[], ${ids}::bigint[])
      WITH ORDINALITY AS new (leaf, entry_id, ordinality)`.execute(tx);
}

/** Texts are shown where their commitments stand. */
async function noteTexts(
  tx: Transaction<Database>,
  from: number,
  leaves: readonly NewLeaf[],
): Promise<void> {
  const shown = leaves.flatMap(({ entry, tellsOf }, at) =>
    [...textsOf(entry).keys()].map((name) => ({ id: tellsOf ?? null, name, leaf: from + at })),
  );
  if (shown.length === 0) return;
  await sql`UPDATE ledger_text t SET leaf = shown.leaf
    FROM unnest(${shown.map(({ id }) => id)}::bigint[], ${shown.map(({ name }) => name)}::text[],
      ${shown.map(({ leaf }) => leaf)}::bigint[]) AS shown (entry_id, name, leaf)
    WHERE t.entry_id = shown.entry_id AND t.name = shown.name`.execute(tx);
}

/** A correction can let the log say earlier who asked. */
async function shortenSeal(
  tx: Transaction<Database>,
  { request, sealedUntil }: EntryOf<"request-corrected">,
): Promise<void> {
  if (sealedUntil === undefined) return;
  const held = JSON.stringify({ kind: "request-told", request });
  await sql`UPDATE ledger_sealed SET open_on = least(open_on, ${sealedUntil}::date)
    WHERE held @> ${held}::jsonb`.execute(tx);
}

async function noteSeals(
  tx: Transaction<Database>,
  from: number,
  leaves: readonly NewLeaf[],
): Promise<void> {
  for (const [at, { entry, entryId, sealed, slot, opens }] of leaves.entries()) {
    if (entry.kind === "request-corrected") await shortenSeal(tx, entry);
    if (sealed !== undefined) {
      await sql`INSERT INTO ledger_sealed (entry_id, held, open_on)
        VALUES (${entryId}, ${JSON.stringify(sealed.content)}, ${sealed.until}::date)
        ON CONFLICT (entry_id) DO NOTHING`.execute(tx);
    }
    if (slot !== undefined) {
      const { sealedId, held, salt, openOn } = slot;
      await (sealedId === undefined
        ? sql`INSERT INTO ledger_sealed (held, open_on, salt, slot) VALUES (${JSON.stringify(held)},
            ${openOn}::date, decode(${salt}, 'hex'), ${from + at})`
        : sql`UPDATE ledger_sealed SET salt = decode(${salt}, 'hex'), slot = ${from + at}
            WHERE id = ${sealedId}`
      ).execute(tx);
    }
    if (opens !== undefined) await sql`DELETE FROM ledger_sealed WHERE id = ${opens}`.execute(tx);
  }
}

/** The database takes entries that were set aside out of the queue. */
async function noteSetAside(
  tx: Transaction<Database>,
  from: number,
  leaves: readonly NewLeaf[],
): Promise<void> {
  const aside = leaves.flatMap(({ setsAside }, at) =>
    setsAside === undefined ? [] : [{ leaf: from + at, ...setsAside }],
  );
  if (aside.length === 0) return;
  const ids = (name: "entryId" | "sealedId") => aside.map((one) => one[name] ?? null);
  await sql`INSERT INTO ledger_set_aside (leaf, entry_id, sealed_id)
    SELECT * FROM unnest(${aside.map(({ leaf }) => leaf)}::bigint[], ${ids("entryId")}::bigint[],
      ${ids("sealedId")}::bigint[])`.execute(tx);
}
