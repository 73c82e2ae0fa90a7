import type { TreeHead } from "@graticule/ledger/checkpoint";

/**
 * What this browser saw of the log, and which keys it trusted. In memory alone: what a page stores on a device tells
 * others what was read there, and a service that changed its log could clear it. The verifier remembers for longer, in
 * a file of its own.
 */
export interface SeenLog {
  /** The last head whose signature was good. */
  head?: TreeHead;
  /** Lines as `/log/key` shows them; empty: none was seen so far. */
  keys: readonly string[];
}

/** Of this page, until it is closed or reloaded. */
export const seenHere: SeenLog = { keys: [] };
