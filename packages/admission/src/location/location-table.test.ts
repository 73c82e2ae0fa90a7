import type { Place } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { parseAddress } from "./address.ts";
import { boundariesOf } from "./boundaries.ts";
import { compileLocationData, LocationTable, type SourceRanges } from "./location-table.ts";
import { type Network, parseNetwork } from "./network.ts";

const day = 86_400_000;

function ranges(maker: string, builtAt: number, network: string, code: string): SourceRanges {
  const numbered = [{ network: parseNetwork(network) as Network, value: 1 }];
  const ipv4 = boundariesOf(numbered, 1);
  const ipv6 = boundariesOf(numbered, 4);
  if (ipv4 === undefined || ipv6 === undefined) throw new Error("networks cross");
  return {
    source: { id: maker, maker, basis: "measured", builtAt, maxAgeMs: 60 * day },
    special: "ignored",
    says: [{ kind: "place", place: code as Place }],
    ipv4,
    ipv6,
  };
}

const table = new LocationTable(
  compileLocationData([
    ranges("a", 0, "8.0.0.0/8", "FR"),
    ranges("b", 10 * day, "8.0.0.0/7", "FR"),
    ranges("c", 0, "2a00::/12", "DE"),
    ranges("d", 0, "0.0.0.0/0", "DE"),
  ]),
);
const at = (text: string, now: number) => table.lookUp(parseAddress(text), now);

test("equal evidence gives the very same fix, so conclusions can be cached", () => {
  expect(at("2a00::1", day)).toBe(at("2a0f::2", day));
  expect(at("2002:808:808::1", day)).toBe(at("64:ff9b::808:809", day));
});

test("a fix follows its sources as they turn stale, and as time goes back", () => {
  const fixes = [1, 60, 61, 70, 71, 1].map((days) => at("8.8.8.8", days * day).standing);
  expect(fixes).toEqual([
    "contested",
    "contested",
    "probable",
    "probable",
    "contested",
    "contested",
  ]);
});

test("what a database says about private and reserved addresses doesn't count (attack 4)", () => {
  const special = ["10.0.0.1", "127.0.0.1", "100.64.0.1", "192.168.1.1", "240.0.0.1", "0.0.0.0"];
  expect(special.map((text) => at(text, day).standing)).toEqual(special.map(() => "unknown"));
  expect(at("11.0.0.1", day).standing).toBe("probable");
});

test("an address that no source knows, or that is not canonical, is unknown", () => {
  expect(at("2c00::1", day)).toEqual({ standing: "unknown", reasons: [{ kind: "no-evidence" }] });
  expect(at("8.8.8.08", day)).toEqual({ standing: "unknown", reasons: [{ kind: "no-evidence" }] });
});

// Was: both CN. Broken on purpose: before * 65_536 + word → both CN.
test("words of a source that names very many are not taken for each other", () => {
  const [first, second] = ["9.1.0.0/16", "9.2.0.0/16"].map((text) => parseNetwork(text) as Network);
  const one = [
    { network: first as Network, value: 2 },
    { network: second as Network, value: 1 },
  ];
  const many = [
    { network: first as Network, value: 131_073 },
    { network: second as Network, value: 1 },
  ];
  const make = (maker: string, numbered: typeof one, codes: readonly string[]): SourceRanges => ({
    ...ranges(maker, 0, "9.0.0.0/8", "FR"),
    says: codes.map((code) => ({ kind: "place", place: code as Place })),
    ipv4: boundariesOf(numbered, 1) ?? expect.unreachable(),
  });
  const says = Array.from({ length: 131_073 }, (_, at) => (at === 131_072 ? "CN" : "HK"));
  const data = compileLocationData([make("a", one, ["HK", "CN"]), make("b", many, says)]);
  const fixes = ["9.1.0.1", "9.2.0.1"].map((text) =>
    new LocationTable(data).lookUp(parseAddress(text), day),
  );
  expect(fixes).toMatchObject([
    { standing: "established", place: "CN" },
    { standing: "established", place: "HK" },
  ]);
});
