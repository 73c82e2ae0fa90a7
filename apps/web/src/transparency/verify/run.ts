import type { LoggedEntry } from "@graticule/api/transparency";
import type { VerifyAct } from "@graticule/ledger/act-signature";
import type { Checkpoint } from "@graticule/ledger/checkpoint";
import type { Day } from "@graticule/ledger/day";
import type { Entry } from "@graticule/ledger/entry";
import { leafHash, type ReadNode, type Sha256 } from "@graticule/ledger/merkle";
import type { NoteKey, VerifyEd25519 } from "@graticule/ledger/note";
import { checkInclusion, inclusionRanges, proofOf } from "@graticule/ledger/proof";
import { hashesOf, nodeReader, resourcePath, tilesFor } from "@graticule/ledger/tile";
import type { LogFiles, ReadFile } from "./log-files.ts";
import type { SeenLog } from "./seen-log.ts";

/** One run over the steps: its input, what it knows so far, and proofs from what it can read. */

export interface Ports {
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519 | undefined;
  /** Undefined: not here. */
  readonly verifyAct: VerifyAct | undefined;
  readonly read: ReadFile;
  /** Where the log has changes that take two people, by the service's word. Rejects: unknown. */
  readonly changesAt: () => Promise<readonly number[]>;
  /** By the reader's clock, UTC. */
  readonly today: Day;
}

export interface CheckedEntry {
  readonly entry: LoggedEntry;
  /** The entries that belong to it. */
  readonly history: readonly LoggedEntry[];
}

export interface CheckInput extends CheckedEntry {
  /** What this browser saw of the log before; a check adds what it sees. */
  readonly seen: SeenLog;
}

export interface Run extends Ports, CheckInput {
  readonly files: LogFiles;
  parsed: Entry | undefined;
  leafBytes: Uint8Array;
  /** The keys that are trusted. */
  keys: readonly NoteKey[];
  /** All keys that the log shows. */
  shown: readonly NoteKey[];
  head: Checkpoint | undefined;
  /** Lines of the keys that signed the head; undefined: not checked. */
  signers: readonly string[] | undefined;
}

/** RFC 9162 §2.1.3: from a leaf up to the root that is signed. */
export async function provePath(
  run: Run,
  index: number,
  bytes: Uint8Array,
): Promise<{ readonly proof: readonly Uint8Array[] } | "missing" | "other-root"> {
  const { sha256, head } = run;
  const size = logSizeOf(run);
  if (head === undefined || index >= size) return "missing";
  const ranges = inclusionRanges(index, size);
  const read = await nodesFor(run, ranges);
  if (read === undefined) return "missing";
  const proof = proofOf(sha256, ranges, read);
  const leaf = leafHash(sha256, bytes);
  const verdict = checkInclusion(sha256, { index, size, leaf, proof, root: head.root });
  return verdict === "holds" ? { proof } : "other-root";
}

/** Undefined: a tile is missing, or has another length. */
export async function nodesFor(
  { files, sha256, head }: Run,
  ranges: Parameters<typeof tilesFor>[1],
): Promise<ReadNode | undefined> {
  const size = head?.size ?? 0;
  const bytes = new Map<string, Uint8Array>();
  for (const tile of tilesFor(size, ranges)) {
    const path = resourcePath({ kind: "tile", ...tile });
    const file = await files.resource({ kind: "tile", ...tile });
    if (file === undefined || hashesOf(file, tile.width) === undefined) return undefined;
    bytes.set(path, file);
  }
  return nodeReader(
    sha256,
    size,
    (tile) => bytes.get(resourcePath({ kind: "tile", ...tile })) ?? new Uint8Array(),
  );
}

export function logSizeOf({ head }: Run): number {
  return head?.size ?? 0;
}
