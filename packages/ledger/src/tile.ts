import {
  hashLength,
  type LeafRange,
  nodesOf,
  type ReadNode,
  rootOf,
  type Sha256,
} from "./merkle.ts";

/** The tree as files: c2sp.org/tlog-tiles, “Merkle Tree” and “Partial Tiles”. */

export const tileWidth = 256;
const tileHeight = 8;

/** Hashes of the tree's level 8 · level, from index · 256 on. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** How many hashes: 1 to 256. Below 256 the tile is partial. */
  readonly width: number;
}

/** A file of the log: hashes, or the entries beneath a tile of level 0. */
export type Resource =
  | ({ readonly kind: "tile" } & Tile)
  | { readonly kind: "entries"; readonly index: number; readonly width: number };

/** The tile at this place in a tree of this size; undefined: there is none. */
export function tileAt(size: number, level: number, index: number): Tile | undefined {
  const hashes = Math.floor(size / tileWidth ** level);
  const width = Math.min(tileWidth, hashes - index * tileWidth);
  return width > 0 ? { level, index, width } : undefined;
}

/** `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`, beneath the log's prefix. */
export function resourcePath(resource: Resource): string {
  const { index, width } = resource;
  const level = resource.kind === "entries" ? "entries" : String(resource.level);
  const partial = width < tileWidth ? `.p/${width}` : "";
  return `tile/${level}/${indexPath(index)}${partial}`;
}

/** In groups of three digits, all but the last behind an `x`: 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/.{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
}

const pathForm = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Undefined: not what {@link resourcePath} writes. */
export function parseResourcePath(path: string): Resource | undefined {
  const [, place, digits, partial] = pathForm.exec(path) ?? [];
  if (place === undefined || digits === undefined) return undefined;
  const index = Number(digits.replace(/[x/]/g, ""));
  const width = partial === undefined ? tileWidth : Number(partial);
  const resource: Resource =
    place === "entries"
      ? { kind: "entries", index, width }
      : { kind: "tile", level: Number(place), index, width };
  const isKnown = Number.isSafeInteger(index) && (place === "entries" || Number(place) < 64);
  return isKnown && resourcePath(resource) === path ? resource : undefined;
}

/** The hashes of a tile's bytes; undefined: not as many as it has. */
export function hashesOf(bytes: Uint8Array, width: number): readonly Uint8Array[] | undefined {
  if (bytes.length !== width * hashLength) return undefined;
  return Array.from({ length: width }, (_, at) =>
    bytes.subarray(at * hashLength, (at + 1) * hashLength),
  );
}

/** The part of a tile that a node covers. */
function partUnder(level: number, index: number) {
  const tileLevel = Math.floor(level / tileHeight);
  const count = 2 ** (level % tileHeight);
  const first = index * count;
  return { tileLevel, tileIndex: Math.floor(first / tileWidth), from: first % tileWidth, count };
}

/** The tiles to fetch for these ranges, each once. */
export function tilesFor(size: number, ranges: readonly LeafRange[]): readonly Tile[] {
  const tiles = new Map<string, Tile>();
  for (const { level, index } of ranges.flatMap(nodesOf)) {
    const { tileLevel, tileIndex } = partUnder(level, index);
    const tile = tileAt(size, tileLevel, tileIndex);
    if (tile !== undefined) tiles.set(resourcePath({ kind: "tile", ...tile }), tile);
  }
  return [...tiles.values()];
}

/** @param bytesOf of exact length @throws {TypeError} no such node, or a tile of another length */
export function nodeReader(
  sha256: Sha256,
  size: number,
  bytesOf: (tile: Tile) => Uint8Array,
): ReadNode {
  return (level, index) => {
    const { tileLevel, tileIndex, from, count } = partUnder(level, index);
    const tile = tileAt(size, tileLevel, tileIndex);
    const hashes = tile && hashesOf(bytesOf(tile), tile.width)?.slice(from, from + count);
    if (hashes?.length !== count) throw new TypeError("no such node in this tree");
    return rootOf(sha256, hashes);
  };
}
