/** What a page's worker has done with frames and messages so far. */
export interface FrameTally {
  /** This page's own that were sealed and sent. */
  sealed: number;
  /** This page's own that could not be sealed, and were not sent. */
  notSent: number;
  /**
   * Others' that did not open, and are not shown. An engine adds a few of its own: empty sound,
   * black pictures.
   */
  notShown: number;
}

export const newTally = (): FrameTally => ({ sealed: 0, notSent: 0, notShown: 0 });

/**
 * How sealing went in the last few seconds. `held`: nothing of this page's own gets out although
 * there is something to send, or the worker does not answer.
 */
export interface SealHealth {
  readonly sending: "as-it-should" | "held";
  readonly notSent: number;
  readonly notShown: number;
}

/**
 * What changed between two counts. `keptBack`: packets so far that were not sealed and did not
 * leave. Most are the media client's own, so they say nothing of what this page's person sends.
 */
export function healthSince(earlier: FrameTally, now: FrameTally, keptBack: number): SealHealth {
  const isHeld = now.notSent > earlier.notSent && now.sealed === earlier.sealed;
  return {
    sending: isHeld ? "held" : "as-it-should",
    notSent: now.notSent + keptBack,
    notShown: now.notShown,
  };
}
