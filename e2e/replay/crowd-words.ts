/** `watches` sees all pictures; `shows` also has a camera. */
export type Sits = "not" | "quietly" | "watches" | "shows";

/** The tasks of a crowd, a program inside a home, one object a line. */
export type CrowdTask =
  /** Someone asks to join, and takes the seat if let in, unless `sits` is `not`. */
  | {
      readonly kind: "come";
      readonly who: string;
      readonly code: string;
      /** A signed-in person's; empty for a guest. */
      readonly cookie: string;
      readonly sits: Sits;
      /** From the meeting's link. */
      readonly secret: string;
    }
  /** What this crowd's people hold of their meetings' keys. */
  | { readonly kind: "keys" }
  /** How many of their keys are in what they and the service sent each other. */
  | { readonly kind: "found-keys"; readonly code: string }
  /** Measures, from now on, the longest time without a picture. */
  | { readonly kind: "measure" }
  | { readonly kind: "gaps" };

/** How a door answered. */
export type Entry =
  | { readonly kind: "in"; readonly identity: string }
  | {
      readonly kind: "refused";
      readonly status: number;
      /** RFC 7725: who implements the block. */
      readonly blockedBy: boolean;
    };

/** The longest time that `who` saw no new picture of `from`, an identity. */
export interface Gap {
  readonly who: string;
  readonly from: string;
  readonly longestMs: number;
  /** Whole pictures. */
  readonly frames: number;
}

/** The state of one of the crowd in the group of a meeting's keys. */
export interface HeldKeys {
  readonly who: string;
  readonly code: string;
  /** Equal for everyone in one epoch; hexadecimal. Empty: in no group. */
  readonly authenticator: string;
  readonly insiders: readonly string[];
  /** How often the keys changed for this person. */
  readonly changes: number;
  /** The key that it seals with, in hexadecimal; undefined: it sends nothing. */
  readonly sealsWith?: string | undefined;
  /** All frame keys they ever had, in hexadecimal, with owner and place in the ring. */
  readonly frameKeys: readonly {
    readonly of: string;
    readonly keyIndex: number;
    readonly key: string;
  }[];
}

/** What one of the crowd saw unasked. */
export type Sight =
  | { readonly kind: "came"; readonly identity: string }
  | { readonly kind: "gone"; readonly identity: string; readonly reason: number }
  | { readonly kind: "cut-off"; readonly reason: number }
  | { readonly kind: "reconnecting" }
  | { readonly kind: "reconnected" };

export type CrowdAnswer = Entry | readonly Gap[] | readonly HeldKeys[] | number;

export type CrowdWord =
  | { readonly kind: "answer"; readonly to: number; readonly answer: CrowdAnswer }
  | { readonly kind: "fault"; readonly to: number; readonly message: string }
  | { readonly kind: "sight"; readonly who: string; readonly sight: Sight };
