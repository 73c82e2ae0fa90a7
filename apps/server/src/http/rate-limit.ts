import { addressPrefix } from "@graticule/admission/location/address";

interface RateLimitOptions {
  /** Tokens of a full bucket. */
  readonly burst: number;
  readonly perSecond: number;
  readonly maxBuckets?: number;
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
 * A token bucket for each address prefix (/24 of IPv4, /48 of IPv6), in memory only. A prefix is
 * forgotten as soon as its bucket is full again, and the number of buckets is bounded: at the
 * bound, new prefixes share one bucket.
 */
export function createRateLimit(options: RateLimitOptions) {
  const { burst, perSecond, maxBuckets = 20_000, keyOf = addressPrefix } = options;
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
    if (buckets.size >= maxBuckets) forgetFull(atMs);
    return buckets.size >= maxBuckets ? shared : prefix;
  };

  const look = (address: string, take: boolean): "ok" | "too-many" => {
    const atMs = now();
    const key = bucketKey(address, atMs);
    const bucket = buckets.get(key);
    const tokens = bucket === undefined ? burst : filled(bucket, atMs);
    if (tokens < 1) return "too-many";
    if (take) {
      buckets.delete(key);
      buckets.set(key, { tokens: tokens - 1, atMs });
    }
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
