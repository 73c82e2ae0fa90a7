/** Raised hands by identity, and since when (milliseconds since the epoch, this page's clock). */
export type Hands = ReadonlyMap<string, number>;

export const noHands: Hands = new Map();

/**
 * How long after one's own arrival others may say that their hand was up before, in milliseconds.
 * @internal
 */
export const newcomerMs = 15_000;

/**
 * Raises a hand. How long it was up counts only for newcomers: others saw it go up, so no one gets
 * ahead by claiming more.
 */
export function raiseHand(
  hands: Hands,
  raised: { readonly identity: string; readonly sinceMs: number },
  when: { readonly now: number; readonly arrivedAt: number },
): Hands {
  if (hands.has(raised.identity)) return hands;
  const isNew = when.now - when.arrivedAt < newcomerMs;
  const since = isNew ? when.now - raised.sinceMs : when.now;
  return new Map([...hands, [raised.identity, since]]);
}

export function lowerHand(hands: Hands, identity: string): Hands {
  if (!hands.has(identity)) return hands;
  return new Map([...hands].filter(([other]) => other !== identity));
}

/** Identities in the order in which they raised their hands. */
export function handOrder(hands: Hands): readonly string[] {
  return [...hands]
    .sort(([a, since], [b, other]) => since - other || (a < b ? -1 : 1))
    .map(([identity]) => identity);
}
