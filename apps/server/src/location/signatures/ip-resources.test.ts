import { parseNetwork, parseRange } from "@graticule/admission/location/network";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ipResourcesOf, octets, seq, tlv } from "../../../tests/small-rpki.ts";
import { AddressSet } from "../address-set.ts";
import { readIpResources } from "./ip-resources.ts";

function read(der: Buffer): ReturnType<typeof readIpResources> {
  return readIpResources(new Uint8Array(der).buffer);
}

const word = fc.nat(0xffff);
const ipv4 = fc.tuple(word, word).map(([a, b]) => [a >> 8, a & 255, b >> 8, b & 255].join("."));
const ipv6 = fc
  .array(word, { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((group) => group.toString(16)).join(":"));

function named(address: fc.Arbitrary<string>, bits: number): fc.Arbitrary<string> {
  const range = fc.tuple(address, address).filter(([a, b]) => parseRange(a, b) !== undefined);
  const prefix = fc
    .tuple(address, fc.nat(bits))
    .map((parts) => parts.join("/"))
    .filter((text) => parseNetwork(text) !== undefined);
  const short = fc.constantFrom(
    bits === 32 ? "10.0.0.0/8" : "2001:db8::/32",
    `${bits === 32 ? "0.0.0.0" : "::"}/0`,
  );
  return fc.oneof(
    range.map((both) => both.join("-")),
    prefix,
    short,
  );
}

function networkOf(text: string) {
  const [first = "", last] = text.split("-");
  return last === undefined ? parseNetwork(first) : parseRange(first, last);
}

test("networks and ranges of a certificate are read as they were written", () => {
  const lists = fc.record({
    four: fc.array(named(ipv4, 32), { maxLength: 6 }),
    six: fc.array(named(ipv6, 128), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(lists, ({ four, six }) => {
      const resources = read(ipResourcesOf({ ipv4: four, ipv6: six }));
      expect(resources[1]).toEqual(four.map(networkOf));
      expect(resources[4]).toEqual(six.map(networkOf));
    }),
  );
});

test("what a certificate doesn't name it doesn't have; what it inherits is not read as nothing", () => {
  expect(read(ipResourcesOf({}))).toEqual({ 1: [], 4: [] });
  expect(read(ipResourcesOf({ ipv4: "inherit" }))).toEqual({ 1: "inherit", 4: [] });
});

const prefix = (...bytes: readonly number[]) => seq(tlv(0x03, Buffer.from(bytes)));
const family = (id: readonly number[], choice: Buffer) => seq(octets(Buffer.from(id)), choice);

test.each([
  ["a family for one kind of traffic", seq(family([0, 1, 1], prefix(0, 10)))],
  ["an unknown family", seq(family([0, 3], prefix(0, 10)))],
  ["a family twice", seq(family([0, 1], prefix(0, 10)), family([0, 1], prefix(0, 11)))],
  ["an address of five bytes", seq(family([0, 1], prefix(0, 10, 0, 0, 0, 0)))],
  ["bits that aren't there", seq(family([0, 1], prefix(3)))],
  ["a number for an address", seq(family([0, 1], seq(tlv(0x02, Buffer.of(10)))))],
  ["a list of one address", seq(family([0, 1], seq(seq(tlv(0x03, Buffer.of(0, 10))))))],
  ["nothing but words", Buffer.from("words")],
])("addresses of a certificate with %s are refused", (_what, der) => {
  expect(() => read(der)).toThrow("names addresses in an unknown form");
});

test("a set of addresses holds what its networks hold together", () => {
  const networks = [
    "192.0.2.0/25",
    "192.0.2.128/25",
    "192.0.2.64/26",
    "10.0.0.0/8",
    "2001:db8::/32",
  ];
  const set = new AddressSet(networks.flatMap((one) => networkOf(one) ?? []));
  const holds = (text: string) =>
    set.holds(networkOf(text) as NonNullable<ReturnType<typeof networkOf>>);
  const inside = ["192.0.2.0/24", "192.0.2.127-192.0.2.128", "10.1.0.0/16", "2001:db8:1::/48"];
  expect(inside.filter((text) => !holds(text))).toEqual([]);
  const outside = [
    "192.0.2.0/23",
    "192.0.1.255-192.0.2.0",
    "0.0.0.0/0",
    "11.0.0.0",
    "2001:db9::/32",
    "::/0",
  ];
  expect(outside.filter(holds)).toEqual([]);
  expect(new AddressSet([]).holds({ width: 1, first: [1], last: [1] })).toBe(false);
  const all = new AddressSet(
    ["0.0.0.0/1", "128.0.0.0/1", "255.255.255.255"].flatMap((one) => networkOf(one) ?? []),
  );
  expect(all.of(1)).toEqual([networkOf("0.0.0.0/0")]);
});
