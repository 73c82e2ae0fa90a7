/** What a page's worker did with frames so far. What it dropped went no further. */
export interface FrameTally {
  /** This page's own, sealed and on their way. */
  sealed: number;
  /** This page's own that could not be sealed, and were not sent. */
  notSent: number;
  /** Others' that did not open, and are not shown. An engine sends a few such of its own: empty sound, black pictures. */
  notShown: number;
}

export const newTally = (): FrameTally => ({ sealed: 0, notSent: 0, notShown: 0 });

/** `held`: something of this page's own was to be sent since the earlier count, and nothing was. */
export function sendingSince(earlier: FrameTally, now: FrameTally): "as-it-should" | "held" {
  return now.notSent > earlier.notSent && now.sealed === earlier.sealed ? "held" : "as-it-should";
}
