import { createHash, createHmac } from "node:crypto";
import { addressPrefix } from "@graticule/admission/location/address";
import { z } from "zod";
import type { Questions } from "../cluster/questions.ts";
import { createRateLimit } from "../http/rate-limit.ts";

export type GuessLimits = ReturnType<typeof createGuessLimits>;

/** See `RateLimit`: one count for all instances. */
export interface SharedLimit {
  take(key: string): Promise<"ok" | "too-many">;
  peek(key: string): Promise<"ok" | "too-many">;
  restore(key: string): Promise<void>;
}

type Act = keyof SharedLimit;
type Shared = "guesses" | "people" | "letters";

const asked = z.object({
  limit: z.enum(["guesses", "people", "letters"]),
  act: z.enum(["take", "peek", "restore"]),
  hash: z.string(),
});

/**
 * Bounds for guessing and for emails, in memory only. A right answer costs nothing. What is limited
 * for one person is counted by one instance, by the key's hash; only the service has its secret.
 */
export function createGuessLimits(parts: {
  readonly questions: Pick<Questions, "aboutKey">;
  readonly secret: string;
}) {
  const keyOf = (key: string): string => key;
  // INVARIANT: no flood makes a count of wrong answers, or of letters to one address, begin again.
  const usual = { keyOf, whenFull: "share" } as const;
  const maxBuckets = 100_000;
  const counted = {
    guesses: createRateLimit({ burst: 10, perSecond: 1 / 30, ...usual }),
    people: createRateLimit({ burst: 20, perSecond: 1 / 300, ...usual, maxBuckets }),
    letters: createRateLimit({ burst: 3, perSecond: 1 / 600, ...usual, maxBuckets }),
  };
  const count = parts.questions.aboutKey(
    "guess",
    { body: asked, answer: z.enum(["ok", "too-many"]) },
    ({ limit, act, hash }) => counted[limit][act](hash) ?? "ok",
  );
  const shared = (limit: Shared): SharedLimit => {
    const ask = async (act: Act, key: string): Promise<"ok" | "too-many"> => {
      const hash = createHmac("sha256", parts.secret).update(`${limit} ${key}`).digest("base64");
      // INVARIANT: no guess is let through uncounted, or who keeps an instance busy could go on.
      return (await count(hash, { limit, act, hash })) ?? "too-many";
    };
    return {
      take: (key) => ask("take", key),
      peek: (key) => ask("peek", key),
      restore: async (key) => void (await ask("restore", key)),
    };
  };
  return {
    /** Wrong answers for one person from one prefix, or from one known browser or session. */
    guesses: shared("guesses"),
    /** Wrong answers for one person from everywhere but known browsers. */
    people: shared("people"),
    /** Work with passwords (80 ms each) from one prefix: a school must get in at once. */
    work: createRateLimit({ burst: 120, perSecond: 4 }),
    /** Emails of one kind to one address. */
    letters: shared("letters"),
  };
}

/** A bucket's key: the address prefix, and the hash of what the guess is about. */
export function guessKey(address: string, about: string): string {
  return `${addressPrefix(address)} ${aboutKey(about)}`;
}

export function aboutKey(about: string): string {
  return createHash("sha256").update(about.toLowerCase()).digest("base64");
}
