/** What a page's worker has done so far. */
export interface FrameTally {
  /** This page's own that were sealed and sent. */
  sealed: number;
  /** This page's own that could not be sealed. */
  notSent: number;
  /** Others' that did not open. An engine adds a few of its own: empty sound, black pictures. */
  notShown: number;
}

export const newTally = (): FrameTally => ({ sealed: 0, notSent: 0, notShown: 0 });

/**
 * How sealing went in the last few seconds. `held`: nothing of this page gets out although there is
 * something to send, or the worker does not answer.
 */
export interface SealHealth {
  readonly sending: "as-it-should" | "held";
  readonly notSent: number;
  readonly notShown: number;
}

/**
 * The change between two counts. `keptBack`: unsealed packets kept from leaving so far. Most are
 * the media client's own, so they don't affect `sending`.
 */
export function healthSince(earlier: FrameTally, now: FrameTally, keptBack: number): SealHealth {
  const isHeld = now.notSent > earlier.notSent && now.sealed === earlier.sealed;
  return {
    sending: isHeld ? "held" : "as-it-should",
    notSent: now.notSent + keptBack,
    notShown: now.notShown,
  };
}
