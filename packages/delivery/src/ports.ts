import type { KeysEvent, KeysMessage } from "@graticule/api/keys";

/** The public parts of a commit (a PublicMessage, RFC 9420 section 6) and its welcome. */
export interface CommitHead {
  readonly group: string;
  readonly epoch: number;
  readonly leaf: number;
  /** References of the proposals it commits, in order. */
  readonly refs: readonly string[];
  readonly hasPath: boolean;
  /** References of the key packages that its welcome names; empty: it has none. */
  readonly welcomed: readonly string[];
}

/** Signs as the external sender. Deterministic. */
export interface Proposer {
  /** The public key that members know. */
  readonly sender: string;
  propose(
    at: { readonly group: string; readonly epoch: number },
    what:
      | { readonly kind: "add"; readonly keyPackage: string }
      | { readonly kind: "remove"; readonly leaf: number },
  ): {
    readonly message: string;
    readonly ref: string;
    /** Of an addition: the reference of its key package in a welcome (RFC 9420 section 5.2). */
    readonly welcomeRef: string | undefined;
  };
}

export type KeysInput =
  /**
   * `listens`: whether its stream is open. `head`: of a `commit`; undefined: it or its welcome
   * can't be read.
   */
  | {
      readonly kind: "says";
      readonly message: KeysMessage;
      readonly listens: boolean;
      readonly head?: CommitHead | undefined;
    }
  /** Its page listens (again), or no longer. */
  | { readonly kind: "listens" | "silent" }
  /** It was removed, sent back, or is unknown by now. A `bye` has the same effect. */
  | { readonly kind: "left" };

export interface Outgoing {
  readonly to: string;
  readonly event: KeysEvent;
}
