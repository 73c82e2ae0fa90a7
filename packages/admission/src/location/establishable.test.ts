import type { Place } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import { boundariesOf } from "./boundaries.ts";
import { establishableAt, establishableOf } from "./establishable.ts";
import type { Basis } from "./evidence.ts";
import { compileLocationData, LocationTable, type SourceRanges } from "./location-table.ts";
import { type Network, parseNetwork } from "./network.ts";

const day = 86_400_000;

interface Said {
  readonly maker: string;
  readonly basis?: Basis;
  readonly builtAt?: number;
  readonly says: SourceRanges["says"][number];
  readonly network?: string;
}

function source({ maker, basis = "measured", builtAt = 0, says, network = "8.0.0.0/8" }: Said) {
  const numbered = [{ network: parseNetwork(network) as Network, value: 1 }];
  const ipv4 = boundariesOf(numbered, 1);
  const ipv6 = boundariesOf(numbered, 4);
  if (ipv4 === undefined || ipv6 === undefined) throw new Error("networks cross");
  const own = { id: maker, maker, basis, builtAt, maxAgeMs: 60 * day };
  return { source: own, special: "counts", says: [says], ipv4, ipv6 } as const;
}
const place = (code: string) => ({ kind: "place", place: code as Place }) as const;
const at = (sources: readonly SourceRanges[], now: number) =>
  establishableAt(establishableOf(compileLocationData(sources)), now);

test("a place can be established where two fresh sources agree, or by the operator's own data, until they are stale", () => {
  const one = source({ maker: "a", says: place("FR") });
  const two = source({ maker: "b", builtAt: 10 * day, says: place("FR") });
  const own = source({ maker: "o", basis: "operator", says: place("DE"), network: "9.0.0.0/8" });
  expect(at([one], day)).toEqual([]);
  expect(at([one, two], day)).toEqual(["FR"]);
  expect(at([one, two, own], day)).toEqual(["DE", "FR"]);
  expect(at([one, two, own], 60 * day)).toEqual(["DE", "FR"]);
  // Data that is long stale establishes nothing: no order can touch anyone.
  expect(at([one, two, own], 60 * day + 1)).toEqual([]);
  expect(at([], day)).toEqual([]);
});

// Broken on purpose: one range anywhere in a country was enough to say that few are there.
test("a country doesn't count where less than a twentieth of its addresses can be established", () => {
  const database = source({ maker: "a", basis: "registration", says: place("FR") });
  const own = (bits: number) =>
    source({ maker: "o", basis: "operator", says: place("FR"), network: `8.0.0.0/${bits}` });
  expect(at([database, own(24)], day)).toEqual([]);
  expect(at([database, own(13)], day)).toEqual([]);
  expect(at([database, own(12)], day)).toEqual(["FR"]);
  // Without a database no one knows how many there are.
  expect(at([own(24)], day)).toEqual(["FR"]);
});

test("where every range is behind an anonymiser, nothing can be established", () => {
  const own = source({ maker: "o", basis: "operator", says: place("DE") });
  const vpn = source({ maker: "v", says: { kind: "anonymiser", anonymiser: "vpn" } });
  expect(at([own, vpn], day)).toEqual([]);
});

test("it lists a place exactly where the table establishes some address there, at any time", () => {
  const networks = ["8.0.0.0/8", "8.8.0.0/16", "9.0.0.0/8"];
  const anySource = fc.record({
    basis: fc.constantFrom<Basis>("measured", "registration", "operator", "declared"),
    builtAt: fc.integer({ min: 0, max: 90 }).map((days) => days * day),
    says: fc.constantFrom("FR", "DE", "UA", "UA-43").map(place),
    network: fc.constantFrom(...networks),
  });
  fc.assert(
    fc.property(
      fc.array(anySource, { maxLength: 5 }),
      fc.integer({ min: 0, max: 160 }),
      (said, days) => {
        const sources = said.map((one, index) => source({ ...one, maker: `m${index}` }));
        const data = compileLocationData(sources);
        const table = new LocationTable(data);
        const now = days * day;
        const found = ["8.1.0.0", "8.8.8.8", "9.1.1.1", "1.1.1.1"].flatMap((text) => {
          const bits = text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
          const fix = table.lookUp({ kind: "ipv4", bits } as never, now);
          return fix.standing === "established" ? [fix.place] : [];
        });
        expect(establishableAt(establishableOf(data, 0), now)).toEqual([...new Set(found)].sort());
      },
    ),
  );
});
