/** What a page's worker did with frames and messages so far. What it dropped went no further. */
export interface FrameTally {
  /** This page's own, sealed and on their way. */
  sealed: number;
  /** This page's own that could not be sealed, and were not sent. */
  notSent: number;
  /** Others' that did not open, and are not shown. An engine sends a few such of its own: empty sound, black pictures. */
  notShown: number;
}

export const newTally = (): FrameTally => ({ sealed: 0, notSent: 0, notShown: 0 });

/** How the sealing goes, as of the last few seconds. `held`: nothing of this page's own gets out, though something is to be sent, or the worker does not answer. */
export interface SealHealth {
  readonly sending: "as-it-should" | "held";
  readonly notSent: number;
  readonly notShown: number;
}

/**
 * What became of it between two counts. `keptBack`: packets so far that were not sealed and did not leave, most of the media client's own; they say
 * nothing of what this page's person sends.
 */
export function healthSince(earlier: FrameTally, now: FrameTally, keptBack: number): SealHealth {
  const isHeld = now.notSent > earlier.notSent && now.sealed === earlier.sealed;
  return {
    sending: isHeld ? "held" : "as-it-should",
    notSent: now.notSent + keptBack,
    notShown: now.notShown,
  };
}
