import { addressPrefix } from "@graticule/admission/location/address";

interface RateLimitOptions {
  /** Tokens of a full bucket. */
  readonly burst: number;
  readonly perSecond: number;
  readonly maxBuckets?: number;
  /**
   * At the bound. `forget`, as a rule: the bucket that was used longest ago goes. `share`: those not
   * seen lately share one bucket, for what guards guesses about one person.
   */
  readonly whenFull?: "forget" | "share";
  /** What has one bucket; by default the prefix of an address. */
  readonly keyOf?: (asked: string) => string;
  readonly monotonicNowMs?: () => number;
}

interface Bucket {
  tokens: number;
  readonly atMs: number;
}

const shared = "shared";

export type RateLimit = ReturnType<typeof createRateLimit>;

/**
 * A token bucket for each address prefix (/24 of IPv4, /48 of IPv6), in memory only. The oldest are
 * forgotten once they are full again, and their number is bounded.
 *
 * INVARIANT (`forget`): a prefix that took nothing is let through, whatever others do. Instead,
 * someone with more prefixes than there are buckets gets full ones again and again; they could
 * already take a whole burst from each.
 *
 * INVARIANT (`share`): no bucket is forgotten before it is full, so that nobody gets more tries. Who
 * fills all of them keeps out people who weren't seen lately.
 */
export function createRateLimit(options: RateLimitOptions) {
  const { burst, perSecond, maxBuckets = 20_000, keyOf = addressPrefix } = options;
  const { whenFull = "forget" } = options;
  const now = options.monotonicNowMs ?? (() => performance.now());
  /** Insertion order is the order of last use. */
  const buckets = new Map<string, Bucket>();

  const filled = (bucket: Bucket, atMs: number): number =>
    Math.min(burst, bucket.tokens + ((atMs - bucket.atMs) / 1000) * perSecond);

  const forgetFull = (atMs: number): void => {
    for (const [prefix, bucket] of buckets) {
      if (filled(bucket, atMs) < burst) return;
      buckets.delete(prefix);
    }
  };

  const bucketKey = (address: string, atMs: number): string => {
    const prefix = keyOf(address);
    if (buckets.has(prefix)) return prefix;
    forgetFull(atMs);
    return buckets.size >= maxBuckets && whenFull === "share" ? shared : prefix;
  };

  const put = (key: string, bucket: Bucket): void => {
    buckets.delete(key);
    const [oldest] = buckets.keys();
    const isFull = buckets.size >= maxBuckets && whenFull === "forget";
    if (isFull && oldest !== undefined) buckets.delete(oldest);
    buckets.set(key, bucket);
  };

  const look = (address: string, take: boolean): "ok" | "too-many" => {
    const atMs = now();
    const key = bucketKey(address, atMs);
    const bucket = buckets.get(key);
    const tokens = bucket === undefined ? burst : filled(bucket, atMs);
    if (tokens < 1) return "too-many";
    if (take) put(key, { tokens: tokens - 1, atMs });
    return "ok";
  };

  return {
    /** Takes one token if there is one. */
    take: (address: string) => look(address, true),
    /** Whether a token is left, without taking it. */
    peek: (address: string) => look(address, false),
    /** Gives back a token that was taken before it was known whether it counts. */
    restore(address: string): void {
      const bucket = buckets.get(keyOf(address)) ?? buckets.get(shared);
      if (bucket !== undefined) bucket.tokens = Math.min(burst, bucket.tokens + 1);
    },
  };
}
