import { fromBase64 } from "@graticule/ledger/bytes";
import { openCheckpoint } from "@graticule/ledger/checkpoint";
import { leafHash, type Sha256 } from "@graticule/ledger/merkle";
import { parseNoteKey, type VerifyEd25519 } from "@graticule/ledger/note";
import { checkInclusion } from "@graticule/ledger/proof";
import { spreadOf } from "../measure.ts";

/** That an entry is in the log of a checkpoint, with all that a reader needs; bytes are base64. */
export interface Claim {
  readonly leaf: string;
  readonly index: number;
  readonly proof: readonly string[];
}

export interface Claims {
  readonly origin: string;
  /** As golang.org/x/mod/sumdb/note writes it. */
  readonly key: string;
  readonly checkpoint: string;
  readonly all: readonly Claim[];
}

export interface Ports {
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519;
}

/** As few as a page's clock can time. */
const stretch = 5;

/**
 * Milliseconds for one claim: the checkpoint opened, the leaf hashed, the inclusion checked, all of
 * it every time. The median over short stretches, so that time lost to other processes hardly
 * counts.
 */
export async function timeClaims(
  { sha256, verifyEd25519 }: Ports,
  claims: Claims,
): Promise<number> {
  const key = parseNoteKey(sha256, claims.key);
  if (key === undefined) throw new TypeError("unknown key");
  const bytes = (text: string) => fromBase64(text) ?? new Uint8Array();
  const note = bytes(claims.checkpoint);
  const log = { origin: claims.origin, keys: [key] };
  const all = claims.all.map(({ leaf, index, proof }) => {
    return { leaf: bytes(leaf), index, proof: proof.map(bytes) };
  });
  const times: number[] = [];
  let began = performance.now();
  for (const [at, { leaf, ...claim }] of all.entries()) {
    const opened = await openCheckpoint(note, log, verifyEd25519);
    if (opened.kind !== "checkpoint") throw new Error(`the checkpoint is ${opened.kind}`);
    const inclusion = { ...claim, ...opened.checkpoint, leaf: leafHash(sha256, leaf) };
    const verdict = checkInclusion(sha256, inclusion);
    if (verdict !== "holds") throw new Error(`the proof fails: ${verdict}`);
    if (at % stretch < stretch - 1) continue;
    const ended = performance.now();
    times.push((ended - began) / stretch);
    began = ended;
  }
  return spreadOf(times).median;
}
