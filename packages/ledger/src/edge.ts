import { areEqual, concat } from "./bytes.ts";
import { rootOf, type Sha256 } from "./merkle.ts";
import { type Tile, tileWidth } from "./tile.ts";

/**
 * The right edge of a tree: the hashes of the last, unfinished tile of each level, at most 255. It
 * is enough to append, to compute the root, and to resume an audit.
 */
export interface RightEdge {
  readonly size: number;
  /** INVARIANT: row L holds floor(size / 256^L) mod 256 hashes; none is above the last with any. */
  readonly rows: readonly (readonly Uint8Array[])[];
}

export interface FilledTile {
  readonly tile: Tile;
  readonly bytes: Uint8Array;
}

export const emptyEdge: RightEdge = { size: 0, rows: [] };

/** RFC 9162 §2.1.1: the root of the tree. */
export function edgeRoot(sha256: Sha256, { rows }: RightEdge): Uint8Array {
  let unfinished: readonly Uint8Array[] = [];
  for (const row of rows) {
    const hashes = [...row, ...unfinished];
    unfinished = hashes.length === 0 ? [] : [rootOf(sha256, hashes)];
  }
  return rootOf(sha256, unfinished);
}

/** Appends leaf hashes. `full`: the tiles that this finished, each after those beneath it. */
export function append(
  sha256: Sha256,
  edge: RightEdge,
  leaves: readonly Uint8Array[],
): { readonly edge: RightEdge; readonly full: readonly FilledTile[] } {
  const rows = edge.rows.map((row) => [...row]);
  const full: FilledTile[] = [];
  let size = edge.size;
  for (const leaf of leaves) {
    size += 1;
    let hash = leaf;
    for (let level = 0; ; level += 1) {
      const row = rows[level] ?? [];
      rows[level] = row;
      row.push(hash);
      if (row.length < tileWidth) break;
      const index = size / tileWidth ** (level + 1) - 1;
      full.push({ tile: { level, index, width: tileWidth }, bytes: concat(...row) });
      hash = rootOf(sha256, row);
      rows[level] = [];
    }
  }
  return { edge: { size, rows }, full };
}

/** Where two trees of one size part: the leaf, or further back than 255 the first of its tile. */
export function firstOtherLeaf(one: RightEdge, other: RightEdge): number {
  let first = 0;
  for (let level = one.rows.length - 1; level >= 0; level -= 1) {
    const row = one.rows[level] ?? [];
    const theirs = other.rows[level] ?? [];
    const at = row.findIndex((hash, place) => !areEqual(hash, theirs[place] ?? new Uint8Array()));
    if (at >= 0) return first + at * tileWidth ** level;
    first += row.length * tileWidth ** level;
  }
  return first;
}

/** The partial tiles of a tree, from the leaves up; none is empty. */
export function partialTiles({ size, rows }: RightEdge): readonly FilledTile[] {
  return rows.flatMap((row, level) =>
    row.length === 0
      ? []
      : [
          {
            tile: { level, index: Math.floor(size / tileWidth ** (level + 1)), width: row.length },
            bytes: concat(...row),
          },
        ],
  );
}
