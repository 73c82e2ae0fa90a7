import { fromUtf8, utf8 } from "./bytes.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { type Opening, opens } from "./commitment.ts";
import { encodeJson } from "./encode.ts";
import type { Entry } from "./entry.ts";
import type { Commitment } from "./field.ts";
import { readLeaf } from "./leaf.ts";
import { leafHash, type Sha256 } from "./merkle.ts";
import { type NoteKey, parseNote, type VerifyEd25519 } from "./note.ts";
import { checkInclusion } from "./proof.ts";
import { textsOf } from "./text.ts";
import { formatTlogProof, parseTlogProof, type TlogProof } from "./tlog-proof.ts";

/**
 * One entry of the log, with its texts and what proves them, in one file to keep. It is a
 * c2sp.org/tlog-proof; its extra data is `{"leaf":…,"texts":{…}}` in canonical JSON, where the leaf
 * is a string. The path proves the leaf, and the leaf's commitments prove the texts.
 */
export interface CarriedEntry {
  /** The leaf as text. */
  readonly leaf: string;
  /** By name; those that were taken down are left out. */
  readonly texts: Readonly<Record<string, Opening>>;
}

/** @throws {TypeError} a lone surrogate */
export function formatEntryProof(
  { leaf, texts }: CarriedEntry,
  proof: Omit<TlogProof, "extra">,
): Uint8Array {
  return formatTlogProof({ ...proof, extra: extraOf({ leaf, texts }) });
}

export type EntryProofVerdict =
  | {
      readonly kind: "proved";
      readonly index: number;
      readonly leaf: string;
      readonly entry: Entry;
      readonly texts: Readonly<Record<string, Opening>>;
      readonly head: Checkpoint;
      readonly by: readonly NoteKey[];
    }
  /**
   * `no-proof`, `no-entry`: in another form. `malformed`, `forged`, `unknown`: of the checkpoint, as
   * of any note. `other-entry`: its path doesn't lead to the signed root. `other-text`: its
   * commitment isn't in the entry.
   */
  | {
      readonly kind:
        | "no-proof"
        | "no-entry"
        | "malformed"
        | "forged"
        | "unknown"
        | "other-entry"
        | "other-text";
    };

/**
 * Checks a proof without the log. INVARIANT: what is proved is every byte of the file, but for
 * signatures of others. @param keys trusted, of any logs
 */
export async function checkEntryProof(
  bytes: Uint8Array,
  keys: readonly NoteKey[],
  { sha256, verifyEd25519 }: { readonly sha256: Sha256; readonly verifyEd25519: VerifyEd25519 },
): Promise<EntryProofVerdict> {
  const proof = parseTlogProof(bytes);
  if (proof === undefined) return { kind: "no-proof" };
  const { extra, index, hashes, checkpoint } = proof;
  const carried = extra && readExtra(extra);
  const read = carried && readLeaf(utf8(carried.leaf));
  if (carried === undefined || read?.kind !== "entry") return { kind: "no-entry" };
  // A key vouches for the log of its own name.
  const origin = parseCheckpoint(parseNote(checkpoint)?.text ?? "")?.origin ?? "";
  const known = { origin, keys: keys.filter(({ name }) => name === origin) };
  const opened = await openCheckpoint(checkpoint, known, verifyEd25519);
  if (opened.kind !== "checkpoint") {
    return { kind: opened.kind === "other-log" ? "unknown" : opened.kind };
  }
  const { checkpoint: head, by } = opened;
  const leaf = leafHash(sha256, utf8(carried.leaf));
  const { size, root } = head;
  if (checkInclusion(sha256, { index, size, leaf, proof: hashes, root }) !== "holds") {
    return { kind: "other-entry" };
  }
  const { entry } = read;
  if (!areEntered(sha256, entry, carried.texts)) return { kind: "other-text" };
  return { kind: "proved", index, ...carried, entry, head, by };
}

function areEntered(sha256: Sha256, entry: Entry, texts: CarriedEntry["texts"]): boolean {
  const committed = new Map<string, Commitment>(textsOf(entry));
  return Object.entries(texts).every(([name, opening]) => {
    const commitment = committed.get(name);
    return commitment !== undefined && opens(sha256, "text", { commitment, opening });
  });
}

function extraOf({ leaf, texts }: CarriedEntry): Uint8Array {
  const openings = Object.entries(texts).map(([name, { salt, value }]) => [name, { salt, value }]);
  return encodeJson({ leaf, texts: Object.fromEntries(openings) });
}

/** Undefined: not what {@link extraOf} writes. */
function readExtra(extra: Uint8Array): CarriedEntry | undefined {
  const text = fromUtf8(extra) ?? "";
  try {
    const carried: CarriedEntry = JSON.parse(text);
    const strings = Object.values(carried.texts).flatMap(({ salt, value }) => [salt, value]);
    const isText = [carried.leaf, ...strings].every((one) => typeof one === "string");
    return isText && fromUtf8(extraOf(carried)) === text ? carried : undefined;
  } catch {
    return undefined;
  }
}
