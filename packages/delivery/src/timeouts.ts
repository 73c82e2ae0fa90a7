/** Milliseconds. */
export const timeouts = {
  /** For a member to begin the group. */
  beginMs: 2_000,
  /** For a member to begin the group while nobody else could. */
  beginAloneMs: 20_000,
  /** For a commit, before another member is asked. */
  commitMs: 1_000,
  /** For a commit that removes, before four others are asked, then sixteen; the first commit counts. */
  removalCommitMs: 400,
  /** For everyone to be able to receive, before all send with the new keys. */
  readyMs: 1_000,
  /** `readyMs` after a removal. */
  readyAfterRemovalMs: 300,
  /** For a page whose stream broke. */
  silenceMs: 8_000,
  /**
   * For people from before a restart, before the first group begins. Long enough for pages that
   * notice late; short enough to leave some of the ten seconds in which pages keep their last keys.
   */
  returnMs: 6_000,
  /** For further additions, in a large group. */
  gatherMs: 2_000,
  /** From the first group of two until its keys are renewed. */
  firstRotationMs: 15_000,
  /** Between renewals, on average. */
  rotationMs: 300_000,
} as const;

/** Above so many members additions wait a little for others: each change costs every member. */
export const gatherAbove = 100;

/**
 * Above fifty members the timeouts for a commit and for readiness grow by 4 ms a member, three
 * times what one costs in making and processing a commit (1.2 ms: 228 ms at 50, 405 ms at 200, see
 * `bench/e2ee`); for a commit that removes by 2 ms.
 */
export function patience(size: number): Record<"commitMs" | "removalCommitMs" | "readyMs", number> {
  const more = Math.max(0, size - 50);
  return {
    commitMs: timeouts.commitMs + 4 * more,
    removalCommitMs: timeouts.removalCommitMs + 2 * more,
    readyMs: timeouts.readyMs + 4 * more,
  };
}
