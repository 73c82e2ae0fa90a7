import { parseAddress } from "@graticule/admission/location/address";
import { compileLocationData, LocationTable } from "@graticule/admission/location/location-table";
import fc from "fast-check";
import { Reader } from "maxmind";
import { expect, test } from "vitest";
import { writeMmdb } from "../../tests/mmdb-writer.ts";
import { readMmdb } from "./mmdb.ts";
import { RejectedSource } from "./rejected-source.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";

const builtAt = Date.UTC(2026, 10, 1);
const networks = {
  "1.0.0.0/24": "AU",
  "1.0.1.0/24": "CN",
  "203.0.114.0/23": "HK",
  "2001:db9::/32": "FR",
  "2001:db9:1::/48": "DE",
  "2a00::/12": "GB",
};
const small = writeMmdb({ networks, builtAt });

function look(bytes: Uint8Array, text: string): string | undefined {
  const { records, ipv4, ipv6 } = readMmdb(bytes);
  const source = { id: "t", maker: "t", basis: "measured", builtAt, maxAgeMs: 1 } as const;
  // The records stand for themselves here: their codes serve as kinds that no one interprets.
  const says = records.map((record) => ({
    kind: "place" as const,
    place: (record instanceof Map ? record.get("country_code") : record) as never,
  }));
  const data = compileLocationData([{ source, special: "counts", says, ipv4, ipv6 }]);
  const word = new LocationTable(data).evidenceOf(parseAddress(text))[0]?.says;
  return word?.kind === "place" ? word.place : undefined;
}

test.each([24, 28, 32] as const)("a database with records of %i bits is read", (recordSize) => {
  const bytes = writeMmdb({ networks, builtAt, recordSize });
  expect(readMmdb(bytes).builtAt).toBe(builtAt);
  const asked = ["1.0.0.0", "1.0.0.255", "1.0.1.0", "1.0.2.0", "203.0.115.255", "2001:db9::1"];
  const said = [...asked, "2001:db9:1::ffff", "2a0f:ffff::1", "3000::1"].map((text) =>
    look(bytes, text),
  );
  expect(said).toEqual(["AU", "AU", "CN", undefined, "HK", "FR", "DE", "GB", undefined]);
});

test("it agrees with the maxmind reader, for any networks", () => {
  const code = fc.constantFrom("AU", "CN", "HK", "FR", "EU");
  const octet = fc.constantFrom(1, 2, 128, 254);
  const ipv4 = fc
    .tuple(octet, octet, fc.integer({ min: 8, max: 16 }))
    .map(([a, b, length]) => `${a}.${length > 8 ? b & (0xff << (16 - length)) : 0}.0.0/${length}`);
  const ipv6 = fc.constantFrom("2a00::/16", "2a00:1::/32", "2a00:1:1::/48", "2c00::/12");
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(ipv4, ipv6), code, { minKeys: 1 }), (tree) => {
      const bytes = writeMmdb({ networks: tree, builtAt });
      const reader = new Reader(bytes);
      for (const text of [
        "1.1.0.1",
        "1.2.3.4",
        "128.254.0.9",
        "2a00::1",
        "2a00:1:1::1",
        "2c0f::1",
      ]) {
        const expected = reader.get(text) as { country_code?: string } | null;
        expect(look(bytes, text)).toBe(expected?.country_code);
      }
    }),
    { numRuns: soak ? 3_000 : 100 },
  );
});

test("every truncation is rejected (attack 22)", () => {
  for (let length = 0; length < small.length; length++) {
    expect(() => readMmdb(small.subarray(0, length))).toThrow(RejectedSource);
  }
});

test("any single flipped bit gives an answer or a rejection, never a crash (attack 22)", () => {
  let rejected = 0;
  for (let bit = 0; bit < small.length * 8; bit++) {
    const bytes = Buffer.from(small);
    bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    try {
      readMmdb(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(RejectedSource);
      rejected += 1;
    }
  }
  expect(rejected).toBeGreaterThan(small.length / 2);
});

test("a search tree whose paths double at every level is rejected in time (attack 22)", () => {
  const bytes = writeMmdb({ networks: { "2a00::/100": "GB" }, builtAt });
  for (let node = 0; node < 99; node++) {
    bytes.writeUIntBE(node + 1, node * 6, 3);
    bytes.writeUIntBE(node + 1, node * 6 + 3, 3);
  }
  expect(() => readMmdb(bytes)).toThrow(RejectedSource);
});

test("random bytes before the metadata are rejected or read, never a crash (attack 22)", () => {
  const tail = small.subarray(small.lastIndexOf("\xab\xcd\xefMaxMind.com", undefined, "latin1"));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), (noise) => {
      try {
        readMmdb(Buffer.concat([noise, tail]));
      } catch (error) {
        expect(error).toBeInstanceOf(RejectedSource);
      }
    }),
    { numRuns: soak ? 10_000 : 300 },
  );
});
