import { formatAddress } from "@graticule/admission/location/address";
import type { LocationData } from "@graticule/admission/location/location-table";

/** Seeded (mulberry32), so that every run measures the same addresses. */
export function randomWords(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Distinct addresses as text, 30 % of them IPv6 from networks that a source knows. */
export function makeAddresses(data: LocationData, count: number, seed: number): readonly string[] {
  const next = randomWords(seed);
  const addresses = new Set<string>();
  while (addresses.size < count) {
    const isIpv6 = next() % 10 < 3;
    const text = isIpv6
      ? addressInNetwork(data, next)
      : formatAddress({ kind: "ipv4", bits: next() });
    // Through a buffer, or V8 would keep the pieces the text was built from.
    addresses.add(Buffer.from(text, "latin1").toString("latin1"));
  }
  return [...addresses];
}

function addressInNetwork({ ipv6 }: LocationData, next: () => number): string {
  for (;;) {
    const entry = next() % ipv6.values.length;
    if (ipv6.values[entry] === 0) continue;
    const word = (index: number): number => ipv6.starts[entry * 4 + index] as number;
    // Starts are nearly always at least /64-aligned, so the lower half is free.
    return formatAddress({
      kind: "ipv6",
      word0: word(0),
      word1: word(1),
      word2: word(2) === 0 ? next() : word(2),
      word3: word(3) === 0 ? next() : word(3),
    });
  }
}
