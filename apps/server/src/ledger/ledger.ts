import { packBundle } from "@graticule/ledger/bundle";
import type { Opening } from "@graticule/ledger/commitment";
import { hashLength } from "@graticule/ledger/merkle";
import { type Resource, tileAt, tileWidth } from "@graticule/ledger/tile";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** What everybody may read of the log: static files, as a mirror would serve them. */
export interface LedgerFiles {
  /** If not, what is stored is not what was signed, and nothing of it may be shown. */
  isSound(): boolean;
  /** Undefined: nothing is signed yet, or what is stored is not what was signed. */
  checkpoint(): Promise<Uint8Array | undefined>;
  /** Undefined: it is not in the tree of the checkpoint. Of a narrower tile than today's, its beginning. */
  file(resource: Resource): Promise<Uint8Array | undefined>;
  text(leaf: number, name: string): Promise<Opening | "taken-down" | "absent">;
}

export interface LedgerFileParts {
  readonly db: Kysely<Database>;
  readonly isSound: () => boolean;
}

export function createLedgerFiles({ db, isSound }: LedgerFileParts): LedgerFiles {
  const published = async () => {
    const head = db.selectFrom("ledger_head").select(["published_size", "checkpoint"]);
    const { published_size, checkpoint } = await head.executeTakeFirstOrThrow();
    return { size: published_size ?? 0, checkpoint: checkpoint ?? undefined };
  };
  return {
    isSound,
    checkpoint: async () => (isSound() ? (await published()).checkpoint : undefined),
    async file(resource) {
      // INVARIANT: nothing is shown, and kept by caches for ever, that no checkpoint holds the log to.
      const { size } = await published();
      const level = resource.kind === "tile" ? resource.level : 0;
      const { index, width } = resource;
      if ((tileAt(size, level, index)?.width ?? 0) < width) return undefined;
      return resource.kind === "tile"
        ? readTile(db, { level, index, width })
        : readBundle(db, { index, width });
    },
    async text(leaf, name) {
      const { rows } = await sql<{ salt: string | null; value: string | null }>`
        SELECT encode(t.salt, 'hex') AS "salt", t.value AS "value"
        FROM ledger_text t, ledger_head h
        WHERE t.leaf = ${leaf} AND t.name = ${name} AND t.leaf < h.published_size`.execute(db);
      const [row] = rows;
      if (row === undefined) return "absent";
      const { salt, value } = row;
      return salt === null || value === null ? "taken-down" : { salt, value };
    },
  };
}

async function readTile(
  db: Kysely<Database>,
  {
    level,
    index,
    width,
  }: { readonly level: number; readonly index: number; readonly width: number },
): Promise<Uint8Array | undefined> {
  const tiles = db.selectFrom("ledger_tile").select("bytes");
  const tile = tiles.where("level", "=", level).where("index", "=", index);
  const bytes = (await tile.executeTakeFirst())?.bytes;
  if (bytes === undefined || bytes.length < width * hashLength) return undefined;
  return bytes.subarray(0, width * hashLength);
}

async function readBundle(
  db: Kysely<Database>,
  { index, width }: { readonly index: number; readonly width: number },
): Promise<Uint8Array | undefined> {
  const from = index * tileWidth;
  const leaves = db.selectFrom("ledger_leaf").select("leaf").orderBy("index");
  const rows = await leaves
    .where("index", ">=", from)
    .where("index", "<", from + width)
    .execute();
  // Some were lost: what is kept by caches for ever is whole.
  if (rows.length < width) return undefined;
  return packBundle(rows.map(({ leaf }) => leaf));
}
