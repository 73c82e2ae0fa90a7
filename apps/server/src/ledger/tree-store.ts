import { type FilledTile, partialTiles, type RightEdge } from "@graticule/ledger/edge";
import { hashLength, hashOfRange } from "@graticule/ledger/merkle";
import {
  hashesOf,
  nodeReader,
  type Tile,
  tileAt,
  tilesFor,
  tileWidth,
} from "@graticule/ledger/tile";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { sha256 } from "../public-record/translate.ts";
import { LedgerFault } from "./ledger-fault.ts";

/** The tree in the database: tiles, each as wide as it is by now. */

/** The hashes of these tiles, each of exactly its width. @throws LedgerFault `damaged` */
async function readTiles(
  db: Kysely<Database>,
  tiles: readonly Tile[],
): Promise<(tile: Tile) => Uint8Array> {
  const { rows } = await sql<{ level: number; index: number; bytes: Buffer }>`
    SELECT t.level, t.index, t.bytes FROM ledger_tile t
    JOIN unnest(${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ index }) => index)}::bigint[])
      AS wanted (level, index) ON t.level = wanted.level AND t.index = wanted.index`.execute(db);
  return ({ level, index, width }) => {
    const found = rows.find((row) => row.level === level && row.index === index)?.bytes;
    if (found === undefined || found.length < width * hashLength) throw new LedgerFault("damaged");
    return found.subarray(0, width * hashLength);
  };
}

/** The right edge of the tree of this size. @throws LedgerFault `damaged` */
export async function readEdge(db: Kysely<Database>, size: number): Promise<RightEdge> {
  const tiles: (Tile | undefined)[] = [];
  for (let level = 0; tileWidth ** level <= size; level += 1) {
    tiles.push(tileAt(size, level, Math.floor(size / tileWidth ** (level + 1))));
  }
  const bytesOf = await readTiles(
    db,
    tiles.filter((tile) => tile !== undefined),
  );
  const rows = tiles.map((tile) =>
    tile === undefined ? [] : (hashesOf(bytesOf(tile), tile.width) ?? []),
  );
  return { size, rows };
}

/** The root that the tree had at this size, from today's tiles. @throws LedgerFault `damaged` */
export async function rootAt(db: Kysely<Database>, size: number): Promise<Uint8Array> {
  if (size === 0) return sha256(new Uint8Array());
  const range = { from: 0, to: size };
  const bytesOf = await readTiles(db, tilesFor(size, [range]));
  return hashOfRange(sha256, range, nodeReader(sha256, size, bytesOf));
}

/** Writes full and partial tiles, in the transaction that moves the head. */
export async function writeTiles(
  tx: Kysely<Database>,
  full: readonly FilledTile[],
  { before, after }: { readonly before: RightEdge; readonly after: RightEdge },
): Promise<void> {
  const isAsBefore = ({ tile: { level, width } }: FilledTile) =>
    before.rows[level]?.length === width &&
    Math.floor(before.size / tileWidth ** (level + 1)) ===
      Math.floor(after.size / tileWidth ** (level + 1));
  const tiles = [...full, ...partialTiles(after).filter((one) => !isAsBefore(one))];
  await sql`
    INSERT INTO ledger_tile (level, index, bytes)
    SELECT * FROM unnest(${tiles.map(({ tile }) => tile.level)}::smallint[],
      ${tiles.map(({ tile }) => tile.index)}::bigint[], ${tiles.map(({ bytes }) => bytes)}::bytea[])
    ON CONFLICT (level, index) DO UPDATE SET bytes = excluded.bytes`.execute(tx);
}
