import { utf8 } from "@graticule/ledger/bytes";
import type { Entry } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";

/** A leaf as the service answers it: its bytes and the entry in them. */
export function readLogged(leaf: string): {
  readonly bytes: Uint8Array;
  /** Undefined: the log can't have such a leaf. */
  readonly entry: Entry | undefined;
} {
  // A lone surrogate has no bytes.
  if (/\p{Surrogate}/u.test(leaf)) return { bytes: new Uint8Array(), entry: undefined };
  const bytes = utf8(leaf);
  return { bytes, entry: readLeafOf(bytes) };
}

/** Undefined: the log can't have such a leaf. */
export function readLeafOf(bytes: Uint8Array): Entry | undefined {
  const read = readLeaf(bytes);
  return read.kind === "entry" ? read.entry : undefined;
}
