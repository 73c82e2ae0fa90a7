import { packBundle } from "./bundle.ts";
import type { TreeHead } from "./checkpoint.ts";
import { append, edgeRoot, emptyEdge, partialTiles } from "./edge.ts";
import { type Entry, readEntry } from "./entry.ts";
import { encodeEntry } from "./leaf.ts";
import { leafHash, type Sha256 } from "./merkle.ts";
import { resourcePath, tileAt, tileWidth } from "./tile.ts";

/** Logs for tests: every entry another one, and no two runs differ. @internal */

/** @throws {TypeError} no entry; names what is wrong with it */
export function entryOf(value: unknown): Entry {
  const read = readEntry(value);
  if (read.kind === "refused") throw new TypeError(JSON.stringify(read.fault));
  return read.entry;
}

export function recordAt(at: number): string {
  return `00000000-0000-4000-8000-${at.toString(16).padStart(12, "0")}`;
}

export function sampleLeaves(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, at) =>
    encodeEntry(entryOf({ kind: "appeal-made", day: "2026-11-25", order: recordAt(at) })),
  );
}

/** All files of a log of these leaves, by their paths. */
export function filesOf(
  sha256: Sha256,
  leaves: readonly Uint8Array[],
): { readonly head: TreeHead; readonly files: ReadonlyMap<string, Uint8Array> } {
  const hashes = leaves.map((leaf) => leafHash(sha256, leaf));
  const { edge, full } = append(sha256, emptyEdge, hashes);
  const files = new Map(
    [...full, ...partialTiles(edge)].map(({ tile, bytes }) => [
      resourcePath({ kind: "tile", ...tile }),
      bytes,
    ]),
  );
  for (let index = 0; index * tileWidth < leaves.length; index += 1) {
    const width = tileAt(leaves.length, 0, index)?.width ?? 0;
    const bundle = leaves.slice(index * tileWidth, (index + 1) * tileWidth);
    files.set(resourcePath({ kind: "entries", index, width }), packBundle(bundle));
  }
  return { head: { size: leaves.length, root: edgeRoot(sha256, edge) }, files };
}
