import { utf8 } from "@graticule/ledger/bytes";
import type { Entry } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";

/** A leaf as the service's answers hold it: its bytes, and what they say. */
export function readLogged(leaf: string): {
  readonly bytes: Uint8Array;
  /** Undefined: nothing that the log can have. */
  readonly entry: Entry | undefined;
} {
  // A lone surrogate has no bytes.
  if (/\p{Surrogate}/u.test(leaf)) return { bytes: new Uint8Array(), entry: undefined };
  const bytes = utf8(leaf);
  const read = readLeaf(bytes);
  return { bytes, entry: read.kind === "entry" ? read.entry : undefined };
}
