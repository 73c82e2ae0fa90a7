import { createHash } from "node:crypto";
import { addressPrefix } from "@graticule/admission/location/address";
import { createRateLimit, type RateLimit } from "../http/rate-limit.ts";

/** Bounds for guessing and for letters, in memory only. A right answer costs nothing. */
export interface GuessLimits {
  /** Wrong answers for one person from one prefix, or from one known browser or session. */
  readonly guesses: RateLimit;
  /** Wrong answers for one person from everywhere, but from browsers that are known. */
  readonly people: RateLimit;
  /** Work with passwords (80 ms each) from one prefix: a school must get in at once. */
  readonly work: RateLimit;
  /** Letters to one address. */
  readonly letters: RateLimit;
}

export function createGuessLimits(): GuessLimits {
  const asGiven = (key: string): string => key;
  return {
    guesses: createRateLimit({ burst: 10, perSecond: 1 / 30, keyOf: asGiven }),
    people: createRateLimit({ burst: 20, perSecond: 1 / 300, keyOf: asGiven, maxBuckets: 100_000 }),
    work: createRateLimit({ burst: 120, perSecond: 4 }),
    letters: createRateLimit({ burst: 3, perSecond: 1 / 600, keyOf: asGiven, maxBuckets: 100_000 }),
  };
}

/** A bucket's key: the prefix, and what of is a hash. */
export function guessKey(address: string, about: string): string {
  return `${addressPrefix(address)} ${aboutKey(about)}`;
}

export function aboutKey(about: string): string {
  return createHash("sha256").update(about.toLowerCase()).digest("base64");
}
