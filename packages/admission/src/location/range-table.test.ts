import fc from "fast-check";
import { expect, test } from "vitest";
import { boundariesOf, type NumberedNetwork } from "./boundaries.ts";
import { compareWords, type Network, parseNetwork, parseRange, type Width } from "./network.ts";
import {
  indexed,
  mergeBoundaries,
  type RangeTable,
  valueOfIpv4,
  valueOfIpv6,
} from "./range-table.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";

/** Words near each other, so that networks nest and edges meet; the extremes included. */
const word = fc.oneof(
  fc.constantFrom(0, 1, 0xffff_ffff, 0xffff_fffe, 0x2a00_0000, 0x2a00_0fff, 0x2a00_1000),
  fc.nat(0xffff_ffff),
);

function networkIn(width: Width): fc.Arbitrary<Network> {
  return fc
    .tuple(fc.array(word, { minLength: width, maxLength: width }), fc.nat(width * 32))
    .map(([words, length]) => networkOf(words, length));
}

function networkOf(words: readonly number[], length: number): Network {
  const masks = words.map((_, at) => {
    const bits = Math.min(32, Math.max(0, length - at * 32));
    return bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0;
  });
  const first = words.map((value, at) => (value & (masks[at] ?? 0)) >>> 0);
  const last = words.map((value, at) => (value | ~(masks[at] ?? 0)) >>> 0);
  return { width: words.length as Width, first, last };
}

/** The definition: of all networks around the address the one with the fewest addresses. */
function naive(numbered: readonly NumberedNetwork[], words: readonly number[]): number {
  const width = words.length as Width;
  const around = numbered.filter(
    ({ network: { first, last } }) =>
      compareWords(first, 0, words, 0, width) <= 0 && compareWords(words, 0, last, 0, width) <= 0,
  );
  const innermost = around.reduce<NumberedNetwork | undefined>(
    (best, one) =>
      best === undefined ||
      compareWords(one.network.first, 0, best.network.first, 0, width) > 0 ||
      compareWords(one.network.last, 0, best.network.last, 0, width) < 0
        ? one
        : best,
    undefined,
  );
  const same = around.filter(
    ({ network }) => JSON.stringify(network) === JSON.stringify(innermost?.network),
  );
  return new Set(same.map(({ value }) => value)).size === 1 ? (innermost?.value ?? 0) : 0;
}

function tableOf(numbered: readonly NumberedNetwork[], width: Width): RangeTable {
  const boundaries = boundariesOf(numbered, width);
  if (boundaries === undefined) throw new Error("networks cross");
  return indexed(boundaries);
}

function valueAt(table: RangeTable, words: readonly number[]): number {
  const [word0 = 0, word1 = 0, word2 = 0, word3 = 0] = words;
  return words.length === 1
    ? valueOfIpv4(table, word0)
    : valueOfIpv6(table, { word0, word1, word2, word3 });
}

function probes(numbered: readonly NumberedNetwork[]): (readonly number[])[] {
  return numbered.flatMap(({ network: { first, last } }) => [
    ...[first, last],
    first.map((value, at) => (at === first.length - 1 ? (value - 1) >>> 0 : value)),
    last.map((value, at) => (at === last.length - 1 ? (value + 1) >>> 0 : value)),
  ]);
}

test.each([1, 4] as const)("the most specific network wins, on every edge (%i words)", (width) => {
  const network = fc.record({ network: networkIn(width), value: fc.integer({ min: 1, max: 5 }) });
  const address = fc.array(word, { minLength: width, maxLength: width });
  fc.assert(
    fc.property(fc.array(network, { maxLength: 12 }), fc.array(address), (numbered, random) => {
      const table = tableOf(numbered, width);
      for (const words of [...random, ...probes(numbered)]) {
        expect(valueAt(table, words)).toBe(naive(numbered, words));
      }
    }),
    { numRuns: soak ? 5_000 : 300 },
  );
});

test.each([1, 4] as const)(
  "merged sources together say what each says alone (%i words)",
  (width) => {
    const network = fc.record({ network: networkIn(width), value: fc.integer({ min: 1, max: 5 }) });
    const source = fc.array(network, { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 4 }), (sources) => {
        const layers = sources.map((numbered) => {
          const boundaries = boundariesOf(numbered, width);
          if (boundaries === undefined) throw new Error("networks cross");
          return boundaries;
        });
        const combine = (values: readonly number[]): number =>
          values.reduce((sum, value) => sum * 6 + value, 0);
        const table = indexed(mergeBoundaries(layers, width, combine));
        for (const words of probes(sources.flat())) {
          expect(valueAt(table, words)).toBe(combine(sources.map((one) => naive(one, words))));
        }
      }),
      { numRuns: soak ? 5_000 : 300 },
    );
  },
);

test("all 128 bits count", () => {
  const numbered = ["2001:db8::1", "2001:db8::3"].map((text, at) => ({
    network: parseNetwork(text) as Network,
    value: at + 1,
  }));
  const table = tableOf(numbered, 4);
  const values = [0, 1, 2, 3, 4].map((low) => valueAt(table, [0x2001_0db8, 0, 0, low]));
  expect(values).toEqual([0, 1, 0, 2, 0]);
});

test("ranges that cross are rejected", () => {
  const crossing = [
    { network: parseRange("1.0.0.0", "1.0.0.9") as Network, value: 1 },
    { network: parseRange("1.0.0.5", "1.0.0.20") as Network, value: 2 },
  ];
  expect(boundariesOf(crossing, 1)).toBeUndefined();
});

test.each([
  "10.0.0.1/8",
  "10.0.0.0/33",
  "10.0.0.0/08",
  "10.0.0.0/",
  "2001:db8::1/32",
  "10.0.0/8",
  "::/129",
  "a",
])("%s is no network", (text) => {
  expect(parseNetwork(text)).toBeUndefined();
});

test("networks in files may be written in any form of RFC 4291", () => {
  expect(parseNetwork("2001:0DB8:0::/32")).toEqual(parseNetwork("2001:db8::/32"));
});
