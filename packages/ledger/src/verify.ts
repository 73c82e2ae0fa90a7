import { type AuditFault, earliest, faultInTile } from "./audit-fault.ts";
import { unpackBundle } from "./bundle.ts";
import { areEqual } from "./bytes.ts";
import type { TreeHead } from "./checkpoint.ts";
import {
  append,
  edgeRoot,
  emptyEdge,
  type FilledTile,
  firstOtherLeaf,
  partialTiles,
  type RightEdge,
} from "./edge.ts";
import type { IndexedEntry } from "./entry.ts";
import { readLeaf } from "./leaf.ts";
import { leafHash, type Sha256 } from "./merkle.ts";
import { type BrokenPromise, noPromises, type Promises, watch } from "./promises.ts";
import { hashesOf, type Resource, tileAt, tileWidth } from "./tile.ts";

/**
 * The audit of a whole log, as a fold over its files: the state names the next file, and the caller
 * fetches it. All is computed from the entries, and compared with every tile and every checkpoint,
 * kept or audited. A fault names the first bad index. An audit can resume where the last one ended.
 */

/** What an audit leaves for the next one to resume. */
export interface Audited {
  readonly edge: RightEdge;
  readonly promises: Promises;
}

const nothingAudited: Audited = { edge: emptyEdge, promises: noPromises };

/** A checkpoint that a reader kept; with the edge of its tree a fork has a place. */
export interface KeptHead extends TreeHead {
  readonly edge?: RightEdge;
}

export type Audit =
  | Reading
  | {
      readonly kind: "sound";
      readonly audited: Audited;
      readonly findings: readonly BrokenPromise[];
    }
  | { readonly kind: "bad"; readonly fault: AuditFault };

export interface Reading {
  readonly kind: "reading";
  readonly wants: Resource;
  readonly progress: Progress;
}

interface Progress {
  readonly audited: Audited;
  readonly target: TreeHead;
  /** Not reached yet, smallest first. */
  readonly older: readonly KeptHead[];
  /** A checkpoint covers the leaves below it. */
  readonly vouched: number;
  /** Its tile is wanted next. */
  readonly bundle?: ReadBundle;
  /** Higher tiles to compare, with their bytes. */
  readonly tiles: readonly FilledTile[];
  readonly findings: readonly BrokenPromise[];
}

interface ReadBundle {
  readonly entries: readonly IndexedEntry[];
  readonly hashes: readonly Uint8Array[];
  /** Unless the tile shows an earlier one. */
  readonly fault: AuditFault | undefined;
}

export interface AuditInput {
  /** Its signature is checked. */
  readonly target: TreeHead;
  /** Kept before; those below `audited` are skipped. */
  readonly older?: readonly KeptHead[] | undefined;
  readonly audited?: Audited | undefined;
}

export function beginAudit(
  sha256: Sha256,
  { target, older = [], audited = nothingAudited }: AuditInput,
): Audit {
  const { size } = audited.edge;
  const kept = older.filter((one) => one.size >= size).sort((one, other) => one.size - other.size);
  if (target.size < Math.max(size, ...kept.map((one) => one.size))) {
    return bad({ index: target.size, why: "shrunk" });
  }
  return appendLeaves(
    sha256,
    { audited, target, older: kept, vouched: size, tiles: [], findings: [] },
    [],
  );
}

/** @param bytes of the file that is wanted; of one that can't be had, none */
export function takeFile(sha256: Sha256, state: Reading, bytes: Uint8Array): Audit {
  const { wants, progress } = state;
  if (wants.kind === "entries") {
    const bundle = readBundle(sha256, bytes, { wants, edge: progress.audited.edge });
    const { index, width } = wants;
    const tile: Resource = { kind: "tile", level: 0, index, width };
    return { kind: "reading", wants: tile, progress: { ...progress, bundle } };
  }
  const { bundle, ...rest } = progress;
  return bundle === undefined
    ? takeHigherTile(sha256, state, bytes)
    : takeLeafTile(sha256, { kind: "reading", wants, progress: rest, bundle }, bytes);
}

function readBundle(
  sha256: Sha256,
  bytes: Uint8Array,
  { wants, edge }: { readonly wants: Resource; readonly edge: RightEdge },
): ReadBundle {
  const first = wants.index * tileWidth;
  const { kind, entries: leaves } = unpackBundle(bytes, wants.width);
  const entries: IndexedEntry[] = [];
  let fault: AuditFault | undefined;
  for (const [at, leaf] of leaves.entries()) {
    const read = readLeaf(leaf);
    if (read.kind === "refused") {
      fault = { index: first + at, where: wants, why: "no-entry", leaf: read.fault };
      break;
    }
    entries.push({ index: first + at, entry: read.entry });
  }
  const hashes = leaves.slice(0, entries.length).map((leaf) => leafHash(sha256, leaf));
  if (kind === "broken") {
    const index = first + Math.min(leaves.length, wants.width - 1);
    fault ??= { index, where: wants, why: "framing" };
  }
  // Entries that were audited before are still the same.
  const before = edge.size > first ? (edge.rows[0] ?? []) : [];
  const other = hashes.findIndex(
    (hash, at) => at < before.length && !areEqual(hash, before[at] as Uint8Array),
  );
  const changed: AuditFault | undefined =
    other < 0 ? undefined : { index: first + other, where: wants, why: "hash" };
  return { entries, hashes, fault: earliest([changed, fault]) };
}

function takeLeafTile(
  sha256: Sha256,
  { wants, progress, bundle }: Reading & { readonly bundle: ReadBundle },
  bytes: Uint8Array,
): Audit {
  const first = wants.index * tileWidth;
  const inTile = faultInTile(bytes, bundle.hashes, { where: wants, first, span: 1 });
  const fault = earliest([bundle.fault, inTile]);
  if (fault !== undefined) return bad(fault);
  const { edge, promises } = progress.audited;
  const fresh = bundle.entries.filter(({ index }) => index >= edge.size);
  const watched = watch(sha256, promises, fresh);
  return appendLeaves(
    sha256,
    {
      ...progress,
      audited: { edge, promises: watched.promises },
      findings: [...progress.findings, ...watched.findings],
    },
    bundle.hashes.slice(edge.size - first),
  );
}

/** Appends leaves, and checks at every size with a kept checkpoint. */
function appendLeaves(sha256: Sha256, progress: Progress, leaves: readonly Uint8Array[]): Audit {
  const { audited, target, older } = progress;
  const end = audited.edge.size + leaves.length;
  const reached = older.filter(({ size }) => size <= end);
  let { edge } = audited;
  let { vouched } = progress;
  let left = leaves;
  const full: FilledTile[] = [];
  for (const head of [...reached, { size: end, root: undefined, edge: undefined }]) {
    const count = head.size - edge.size;
    const grown = append(sha256, edge, left.slice(0, count));
    left = left.slice(count);
    edge = grown.edge;
    full.push(...grown.full);
    if (head.root === undefined) break;
    if (!areEqual(edgeRoot(sha256, edge), head.root)) {
      const index = head.edge === undefined ? vouched : firstOtherLeaf(head.edge, edge);
      return bad({ index, why: "older-root" });
    }
    vouched = head.size;
  }
  const last = leaves.length > 0 && end === target.size ? partialTiles(edge) : [];
  return nextStep(sha256, {
    ...progress,
    audited: { ...audited, edge },
    older: older.slice(reached.length),
    vouched,
    // Those of leaves were compared already.
    tiles: [...full, ...last].filter(({ tile }) => tile.level > 0),
  });
}

function takeHigherTile(sha256: Sha256, { wants, progress }: Reading, bytes: Uint8Array): Audit {
  const [due, ...tiles] = progress.tiles;
  if (due === undefined) throw new TypeError("no tile was wanted");
  const { level, index, width } = due.tile;
  const span = tileWidth ** level;
  const fault = faultInTile(bytes, hashesOf(due.bytes, width) ?? [], {
    where: wants,
    span,
    first: index * tileWidth * span,
  });
  return fault === undefined ? nextStep(sha256, { ...progress, tiles }) : bad(fault);
}

/** What comes next. */
function nextStep(sha256: Sha256, progress: Progress): Audit {
  const { audited, target, tiles, findings, vouched } = progress;
  const [due] = tiles;
  if (due !== undefined) return { kind: "reading", wants: { kind: "tile", ...due.tile }, progress };
  const { edge } = audited;
  if (edge.size === target.size) {
    return areEqual(edgeRoot(sha256, edge), target.root)
      ? { kind: "sound", audited, findings }
      : bad({ index: vouched, why: "root" });
  }
  const index = Math.floor(edge.size / tileWidth);
  const width = tileAt(target.size, 0, index)?.width ?? 0;
  return { kind: "reading", wants: { kind: "entries", index, width }, progress };
}

function bad(fault: AuditFault): Audit {
  return { kind: "bad", fault };
}
