import type { Opening } from "@graticule/ledger/commitment";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** The head that everyone may see. Size 0, no checkpoint: nothing is signed yet. */
export async function readPublished(
  db: Kysely<Database>,
): Promise<{ readonly size: number; readonly checkpoint: Uint8Array | undefined }> {
  const head = db.selectFrom("ledger_head").select(["published_size", "checkpoint"]);
  const { published_size, checkpoint } = await head.executeTakeFirstOrThrow();
  return { size: published_size ?? 0, checkpoint: checkpoint ?? undefined };
}

/** All bytes of a tile that are there by now. */
export async function readTileBytes(
  db: Kysely<Database>,
  { level, index }: { readonly level: number; readonly index: number },
): Promise<Uint8Array | undefined> {
  const tiles = db.selectFrom("ledger_tile").select("bytes");
  const tile = tiles.where("level", "=", level).where("index", "=", index);
  return (await tile.executeTakeFirst())?.bytes;
}

/** The leaves of these indices, `to` exclusive. Fewer where some were lost. */
export async function readLeaves(
  db: Kysely<Database>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Uint8Array[]> {
  const leaves = db.selectFrom("ledger_leaf").select("leaf").orderBy("index");
  const rows = await leaves.where("index", ">=", from).where("index", "<", to).execute();
  return rows.map(({ leaf }) => leaf);
}

/** What opens the commitment to a text in the tree of the checkpoint. */
export async function readText(
  db: Kysely<Database>,
  { leaf, name }: { readonly leaf: number; readonly name: string },
): Promise<Opening | "taken-down" | "absent"> {
  const { rows } = await sql<{ salt: string | null; value: string | null }>`
    SELECT encode(t.salt, 'hex') AS "salt", t.value
    FROM ledger_text t, ledger_head h
    WHERE t.leaf = ${leaf} AND t.name = ${name} AND t.leaf < h.published_size`.execute(db);
  const [row] = rows;
  if (row === undefined) return "absent";
  const { salt, value } = row;
  return salt === null || value === null ? "taken-down" : { salt, value };
}

export interface PublishedEntry {
  readonly change: string;
  readonly index: number;
  readonly leaf: Uint8Array;
  /** Those that weren't taken down. */
  readonly texts: Readonly<Record<string, Opening>>;
}

/** How these changes were proposed and decided, in the log's order. @param size of the tree */
export async function readChangeEntries(
  db: Kysely<Database>,
  { changes, size }: { readonly changes: readonly string[]; readonly size: number },
): Promise<readonly PublishedEntry[]> {
  const { rows } = await sql<PublishedEntry>`
    SELECT a.act AS "change", l.index, l.leaf,
      coalesce((SELECT jsonb_object_agg(t.name, jsonb_build_object('salt', encode(t.salt, 'hex'), 'value', t.value))
        FROM ledger_text t WHERE t.leaf = l.index AND t.value IS NOT NULL), '{}') AS "texts"
    FROM act_in_log a JOIN ledger_leaf l ON l.index = a.leaf
    WHERE a.kind IN ('change-proposed', 'change-decided') AND a.act = ANY (${[...changes]}::uuid[])
      AND a.leaf < ${size} ORDER BY l.index`.execute(db);
  return rows;
}
