import type { KeysEvent, KeysMessage } from "@graticule/api/keys";

/** What a commit says of itself, readable by everybody (a PublicMessage, RFC 9420 section 6). */
export interface CommitHead {
  readonly group: string;
  readonly epoch: number;
  readonly leaf: number;
  /** References of the proposals it commits, in order; undefined: it holds one by value. */
  readonly refs: readonly string[] | undefined;
  readonly hasPath: boolean;
}

/** Signs as the external sender. Same words, same bytes. */
export interface Proposer {
  /** The public key that members know. */
  readonly sender: string;
  propose(
    at: { readonly group: string; readonly epoch: number },
    what:
      | { readonly kind: "add"; readonly keyPackage: string }
      | { readonly kind: "remove"; readonly leaf: number },
  ): { readonly message: string; readonly ref: string };
}

export type KeysInput =
  /** `listens`: whether its stream is open. `head`: of a `commit`; undefined: it can't be read. */
  | {
      readonly kind: "says";
      readonly message: KeysMessage;
      readonly listens: boolean;
      readonly head?: CommitHead | undefined;
    }
  /** Its page listens (again), or no longer. */
  | { readonly kind: "listens" | "silent" }
  /** It was removed, sent back, or is not known any more; whoever says `bye` is taken alike. */
  | { readonly kind: "left" };

export interface Outgoing {
  readonly to: string;
  readonly event: KeysEvent;
}

/** Epochs go round the ring of frame keys: it has as many places as in `@graticule/e2ee/frame-key`. */
export const ringSize = 255;

/** Milliseconds. */
export const waits = {
  /** For the one who is to begin the group. */
  beginMs: 2_000,
  /** The same while nobody else could. */
  beginAloneMs: 20_000,
  /** For a commit, then another one is asked. */
  commitMs: 1_000,
  /** For everybody to be able to receive, before all send with the new keys. */
  readyMs: 1_000,
  /** The same where somebody was removed. */
  readyAfterRemovalMs: 300,
  /** For a page whose stream broke. */
  silenceMs: 8_000,
} as const;
