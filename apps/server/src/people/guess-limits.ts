import { createHash } from "node:crypto";
import { addressPrefix } from "@graticule/admission/location/address";
import { createRateLimit } from "../http/rate-limit.ts";

export type GuessLimits = ReturnType<typeof createGuessLimits>;

/** Bounds for guessing and for emails, in memory only. A right answer costs nothing. */
export function createGuessLimits() {
  const keyOf = (key: string): string => key;
  const maxBuckets = 100_000;
  return {
    /** Wrong answers for one person from one prefix, or from one known browser or session. */
    guesses: createRateLimit({ burst: 10, perSecond: 1 / 30, keyOf }),
    /** Wrong answers for one person from everywhere but known browsers. */
    people: createRateLimit({ burst: 20, perSecond: 1 / 300, keyOf, maxBuckets }),
    /** Work with passwords (80 ms each) from one prefix: a school must get in at once. */
    work: createRateLimit({ burst: 120, perSecond: 4 }),
    /** Emails to one address. */
    letters: createRateLimit({ burst: 3, perSecond: 1 / 600, keyOf, maxBuckets }),
  };
}

/** A bucket's key: the address prefix, and the hash of what the guess is about. */
export function guessKey(address: string, about: string): string {
  return `${addressPrefix(address)} ${aboutKey(about)}`;
}

export function aboutKey(about: string): string {
  return createHash("sha256").update(about.toLowerCase()).digest("base64");
}
