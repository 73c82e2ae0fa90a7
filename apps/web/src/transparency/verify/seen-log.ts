import type { TreeHead } from "@graticule/ledger/checkpoint";

/**
 * What this browser saw of the log, and whom it believed. It is kept in memory alone: what a page stores on a device
 * tells whoever opens it what was read there, and a service that changed its log could clear it. Whoever wants to
 * remember for longer runs the verifier, whose file is their own.
 */
export class SeenLog {
  #head: TreeHead | undefined;
  #keys: readonly string[] = [];

  /** The last one whose signature was good. */
  get head(): TreeHead | undefined {
    return this.#head;
  }

  /** Lines as `/log/key` shows them; empty: nothing was seen so far. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  remember(head: TreeHead, keys: readonly string[]): void {
    this.#head = head;
    this.#keys = keys;
  }
}

/** Of this page, until it is closed or loaded anew. */
export const seenHere = new SeenLog();
