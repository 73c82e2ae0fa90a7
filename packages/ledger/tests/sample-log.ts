import { packBundle } from "@graticule/ledger/bundle";
import { base64 } from "@graticule/ledger/bytes";
import type { TreeHead } from "@graticule/ledger/checkpoint";
import { append, edgeRoot, emptyEdge, partialTiles } from "@graticule/ledger/edge";
import { type Entry, readEntry } from "@graticule/ledger/entry";
import { encodeEntry } from "@graticule/ledger/leaf";
import { type LeafRange, leafHash, rootOf, type Sha256 } from "@graticule/ledger/merkle";
import { consistencyRanges, inclusionRanges, proofOf } from "@graticule/ledger/proof";
import { nodeReader, resourcePath, type Tile, tileAt, tileWidth } from "@graticule/ledger/tile";

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

/**
 * All tiles of a tree, level by level. Every level has its partial tile, unless it would be empty.
 */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; tileAt(size, level, 0) !== undefined; level += 1) {
    for (let index = 0; ; index += 1) {
      const tile = tileAt(size, level, index);
      if (tile === undefined) break;
      yield tile;
    }
  }
}

/** What the package and tools/ledger-peer check of each other; bytes are base64. */
export interface PeerTree {
  readonly leaves: readonly string[];
  /** By size. */
  readonly roots: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly inclusion: readonly {
    readonly index: number;
    readonly size: number;
    readonly proof: readonly string[];
  }[];
  readonly consistency: readonly {
    readonly older: number;
    readonly size: number;
    readonly proof: readonly string[];
  }[];
}

/** A tree of any leaves, entries or not. @param pairs an index or an older size, and a size */
export function peerTree(
  sha256: Sha256,
  leaves: readonly Uint8Array[],
  pairs: readonly (readonly [at: number, size: number])[],
): PeerTree {
  const hashes = leaves.map((leaf) => leafHash(sha256, leaf));
  const { files } = filesOf(sha256, leaves);
  const proof = (ranges: readonly LeafRange[], size: number) => {
    const part = size === leaves.length ? files : filesOf(sha256, leaves.slice(0, size)).files;
    const read = nodeReader(
      sha256,
      size,
      (tile) => part.get(resourcePath({ kind: "tile", ...tile })) ?? new Uint8Array(),
    );
    return proofOf(sha256, ranges, read).map(base64);
  };
  const sizes = new Set([0, leaves.length, ...pairs.flat()]);
  const roots = [...sizes].map((size) => [size, base64(rootOf(sha256, hashes.slice(0, size)))]);
  return {
    leaves: leaves.map(base64),
    roots: Object.fromEntries(roots) as Record<string, string>,
    files: Object.fromEntries([...files].map(([path, bytes]) => [path, base64(bytes)])),
    inclusion: pairs
      .filter(([index, size]) => index < size)
      .map(([index, size]) => ({ index, size, proof: proof(inclusionRanges(index, size), size) })),
    consistency: pairs
      .filter(([older]) => older > 0)
      .map(([older, size]) => ({
        older,
        size,
        proof: proof(consistencyRanges(older, size), size),
      })),
  };
}
