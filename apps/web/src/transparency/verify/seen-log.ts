import type { TreeHead } from "@graticule/ledger/checkpoint";

/**
 * What this browser saw of the log, and which keys it trusted. In memory alone: what a page stores on a device tells
 * others what was read there, and a service that changed its log could clear it. The verifier remembers for longer, in
 * a file of its own.
 */
export class SeenLog {
  #head: TreeHead | undefined;
  #keys: readonly string[] = [];

  /** The last head whose signature was good. */
  get head(): TreeHead | undefined {
    return this.#head;
  }

  /** Lines as `/log/key` shows them; empty: none was seen so far. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  remember(head: TreeHead, keys: readonly string[]): void {
    this.#head = head;
    this.#keys = keys;
  }
}

/** Of this page, until it is closed or reloaded. */
export const seenHere = new SeenLog();
