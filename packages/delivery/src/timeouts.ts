/** Milliseconds. */
export const timeouts = {
  /** For the one who is to begin the group. */
  beginMs: 2_000,
  /** The same while nobody else could. */
  beginAloneMs: 20_000,
  /** For a commit, then another one is asked. */
  commitMs: 1_000,
  /** The same where someone was removed: then four others are asked, then sixteen; it is the first commit that counts. */
  removalCommitMs: 400,
  /** For everyone to be able to receive, before all send with the new keys. */
  readyMs: 1_000,
  /** The same where someone was removed. */
  readyAfterRemovalMs: 300,
  /** For a page whose stream broke. */
  silenceMs: 8_000,
  /** For others who come, in a large group. */
  gatherMs: 2_000,
  /** From the first group of two on until its keys are renewed. */
  firstRotationMs: 15_000,
  /** From one renewal to the next one, in the middle. */
  rotationMs: 300_000,
} as const;

/** Above so many members whoever comes waits a little for others: each change costs everyone inside. */
export const gatherAbove = 100;

/**
 * Above fifty members waits for a commit and for readiness are longer by 4 ms for each more, three times what one costs in a commit and its
 * taking in together (1.2 ms: 228 ms at 50, 405 ms at 200, see `bench/e2ee`); by 2 ms where someone was removed.
 */
export function patience(size: number): Record<"commitMs" | "removalCommitMs" | "readyMs", number> {
  const more = Math.max(0, size - 50);
  return {
    commitMs: timeouts.commitMs + 4 * more,
    removalCommitMs: timeouts.removalCommitMs + 2 * more,
    readyMs: timeouts.readyMs + 4 * more,
  };
}
