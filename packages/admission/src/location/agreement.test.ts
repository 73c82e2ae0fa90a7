import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { type Agreement, measureAgreement } from "./agreement.ts";
import { boundariesOf } from "./boundaries.ts";
import type { Evidence } from "./evidence.ts";
import { compileLocationData, type SourceRanges } from "./location-table.ts";
import { parseNetwork, type Width } from "./network.ts";

/** A source that gives these networks these places, or `vpn`. */
function source(id: string, networks: Readonly<Record<string, string>>): SourceRanges {
  const says: Evidence["says"][] = [];
  const numbered = Object.entries(networks).map(([text, code]) => {
    const network = parseNetwork(text);
    if (network === undefined) throw new Error(text);
    const value = says.push(
      code === "vpn"
        ? { kind: "anonymiser", anonymiser: "vpn" }
        : { kind: "place", place: parsePlace(code) as Place },
    );
    return { network, value };
  });
  const family = (width: Width) => {
    const boundaries = boundariesOf(numbered, width);
    if (boundaries === undefined) throw new Error("networks cross");
    return boundaries;
  };
  const made = { id, maker: id, basis: "measured", builtAt: 0, maxAgeMs: 1 } as const;
  return { source: made, special: "ignored", says, ipv4: family(1), ipv6: family(4) };
}

function measure(size: number, seed: number, ...sources: SourceRanges[]): Agreement {
  return measureAgreement(compileLocationData(sources), { size, seed });
}

/** All place 1.0.0.0/8 in HK, except b its last quarter in CN; c knows only its half. */
const three = [
  source("a", { "1.0.0.0/8": "HK", "16.0.0.0/8": "FR" }),
  source("b", { "1.0.0.0/9": "HK", "1.128.0.0/10": "HK", "1.192.0.0/10": "CN" }),
  source("c", { "1.0.0.0/9": "HK", "10.0.0.0/8": "DE" }),
] as const;

test("shares of a large sample are those of the addresses", () => {
  const { families, places, sources, pairs } = measure(40_000, 7, ...three);
  const [ipv4] = families;
  expect(families).toHaveLength(1);
  expect(ipv4?.sampled).toBe(40_000);
  // Half of all known addresses (16/8) are known to one source alone.
  expect((ipv4?.compared ?? 0) / 40_000).toBeCloseTo(0.5, 1);
  expect((ipv4?.all ?? 0) / (ipv4?.compared ?? 1)).toBeCloseTo(0.75, 1);
  expect(ipv4?.two).toBe(ipv4?.all);
  const hk = places.find(({ place }) => place === "HK");
  expect((hk?.all ?? 0) / (hk?.said ?? 1)).toBeCloseTo(0.75, 1);
  expect(pairs.map(({ place, other }) => `${place} ${other}`)).toEqual(["CN HK", "HK CN"]);
  expect((pairs[1]?.count ?? 0) / (hk?.said ?? 1)).toBeCloseTo(0.25, 1);
  expect(sources.map(({ differs }) => Math.round((differs / 40_000) * 8))).toEqual([1, 1, 0]);
  expect(sources.map(({ id, known }) => [id, Math.round((known / 40_000) * 4)])).toEqual([
    ["a", 4],
    ["b", 2],
    ["c", 1],
  ]);
});

test("two of three agree where the third differs, and not where all differ", () => {
  const differing = [
    source("a", { "1.0.0.0/8": "HK", "16.0.0.0/8": "FR" }),
    source("b", { "1.0.0.0/8": "HK", "16.0.0.0/8": "DE" }),
    source("c", { "1.0.0.0/8": "CN", "16.0.0.0/8": "IT" }),
  ];
  const [ipv4] = measure(1_000, 1, ...differing).families;
  expect(ipv4?.compared).toBe(1_000);
  expect(ipv4?.all).toBe(0);
  expect((ipv4?.two ?? 0) / 1_000).toBeCloseTo(0.5, 1);
});

test("each family gets half of the sample; an IPv6 range counts for at most a /32", () => {
  const both = [
    source("a", { "1.0.0.0/32": "FR", "2a00::/16": "FR", "2a01::/34": "DE" }),
    source("b", { "1.0.0.0/32": "FR", "2a00::/17": "FR" }),
  ];
  const { families } = measure(2_001, 3, ...both);
  expect(families.map(({ family, sampled }) => [family, sampled])).toEqual([
    ["ipv4", 1_000],
    ["ipv6", 1_001],
  ]);
  expect(families[0]).toMatchObject({ compared: 1_000, all: 1_000 });
  expect((families[1]?.compared ?? 0) / 1_001).toBeCloseTo(1 / 2.25, 1);
});

test("a region agrees with its country, and lists say nothing about places", () => {
  const some = [
    source("a", { "1.0.0.0/8": "UA-43" }),
    source("b", { "1.0.0.0/8": "UA" }),
    source("list", { "1.0.0.0/8": "vpn", "16.0.0.0/8": "vpn" }),
  ];
  const found = measure(500, 1, ...some);
  expect(found.families).toEqual([
    { family: "ipv4", sampled: 500, compared: 500, all: 500, two: 500 },
  ]);
  expect(found.places).toEqual([{ place: "UA", said: 500, all: 500 }]);
  expect(found.pairs).toEqual([]);
  expect(found.sources.map(({ id }) => id)).toEqual(["a", "b"]);
});

test("the same seed gives the same counts, another one different counts", () => {
  expect(measure(5_000, 7, ...three)).toEqual(measure(5_000, 7, ...three));
  expect(measure(5_000, 8, ...three)).not.toEqual(measure(5_000, 7, ...three));
});

test("without a source, or without a place, there is nothing to draw from", () => {
  const empty = { sources: [], families: [], places: [], pairs: [] };
  expect(measure(100, 1)).toEqual(empty);
  expect(measure(100, 1, source("list", { "1.0.0.0/8": "vpn" }))).toEqual(empty);
});
