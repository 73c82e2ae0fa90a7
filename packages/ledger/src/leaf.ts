import { fromUtf8 } from "./bytes.ts";
import { encodeJson, type JsonValue } from "./encode.ts";
import { type Entry, type EntryFault, readEntry } from "./entry.ts";

/** A leaf of the log: an entry as canonical JSON (RFC 8785). One entry has one leaf. */

/** Far above any entry. */
const longestLeaf = 16_384;

export type LeafFault = EntryFault | { readonly why: "too-long" | "not-json" | "not-canonical" };
export type ReadLeaf =
  | { readonly kind: "entry"; readonly entry: Entry }
  | { readonly kind: "refused"; readonly fault: LeafFault };

/** @throws {TypeError} what {@link readLeaf} would refuse: it must never be appended */
export function encodeEntry(entry: Entry): Uint8Array {
  const leaf = encodeJson(entry as unknown as JsonValue);
  if (readLeaf(leaf).kind !== "entry") throw new TypeError("this is no entry");
  return leaf;
}

export function readLeaf(leaf: Uint8Array): ReadLeaf {
  if (leaf.length > longestLeaf) return refused("too-long");
  const text = fromUtf8(leaf);
  if (text === undefined) return refused("not-json");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused("not-json");
  }
  const read = readEntry(value);
  if (read.kind === "refused") return read;
  // Also a member that stands there twice is caught here. Of an entry that was read this is its
  // canonical JSON: its members are in order (field.ts), and its strings and numbers have no form
  // but ECMAScript's. Texts are compared: no two sequences of bytes are the same text.
  return JSON.stringify(read.entry) === text ? read : refused("not-canonical");
}

function refused(why: "too-long" | "not-json" | "not-canonical"): ReadLeaf {
  return { kind: "refused", fault: { why } };
}
