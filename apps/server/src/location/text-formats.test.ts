import { parseNetwork } from "@graticule/admission/location/network";
import { expect, test } from "vitest";
import { AddressSet } from "./address-set.ts";
import { RejectedSource } from "./rejected-source.ts";
import { type ReadNetworks, readCountryCsv, readGeofeed, readNetworkList } from "./text-formats.ts";

/** `places[value - 1]`, or nothing. */
function said({ networks, places }: ReadNetworks): (string | undefined)[] {
  return networks.map(({ value }) => places[value - 1]);
}

test("a geofeed speaks for its own networks alone, where they are named", () => {
  const text =
    "192.0.2.0/25,FR,,,\n198.51.100.0/24,FR,,,\n2001:db8:1::/48,DE,,,\n0.0.0.0/0,US,,,\n";
  const ours = new AddressSet(
    ["192.0.2.0/24", "2001:db8::/32"].flatMap((one) => parseNetwork(one) ?? []),
  );
  const read = readGeofeed(text, { within: [ours], held: undefined });
  expect(read.networks.map(({ value }) => read.places[value - 1])).toEqual(["FR", "DE"]);
  expect(read.notUnderstood).toBe(2);
});

test("a country CSV has ranges or networks, quoted or not, with or without a heading", () => {
  const ranges = readCountryCsv(
    'start,end,country\r\n"1.0.0.0","1.0.0.255","AU"\r\n1.0.1.0,1.0.3.255,CN\r\n',
  );
  expect(said(ranges)).toEqual(["AU", "CN"]);
  expect(said(readCountryCsv("1.0.0.0/24,AU\n2001:db8::/32,FR,France\n"))).toEqual(["AU", "FR"]);
});

test("a country file may have tabs, and its heading may say where the country stands", () => {
  const tabs = "1.0.0.0\t1.0.0.255\tAU\n1.0.1.0\t1.0.1.255\tNone\n::\t1::\t\n2a00::\t2a00::f\tFR\n";
  expect(said(readCountryCsv(tabs))).toEqual(["AU", undefined, undefined, "FR"]);
  const named =
    'network,country,country_code,as_name\n1.0.0.0/24,Hong Kong,HK,"A, B and ""C"""\n1.0.1.0/24,,,\n';
  expect(said(readCountryCsv(named))).toEqual(["HK", undefined]);
  expect(() => readCountryCsv("network,country\n1.0.0.0/24,Hong Kong,HK\n")).toThrow(
    RejectedSource,
  );
});

test("codes that are no place give no word (attack 4)", () => {
  const codes = ["EU", "AP", "A1", "A2", "O1", "ZZ", "XX", "T1"];
  const text = codes.map((code, at) => `1.0.${at}.0/24,${code}\n`).join("");
  expect(said(readCountryCsv(text))).toEqual(codes.map(() => undefined));
});

test.each([
  "1.0.0.0,1.0.0.255\n",
  "1.0.0.9,1.0.0.0,AU\n",
  "1.0.0.0/24,AU\n1.0.1.1/24,AU\n",
  "1.0.0.0/24,AU\nrubbish\n",
  "1.0.0.0/24,AUS\n",
  "01.0.0.0/24,AU\n",
  "1.0.0.0,2001:db8::,AU\n",
])("%j is no country CSV", (text) => {
  expect(() => readCountryCsv(text)).toThrow(RejectedSource);
});

test("a CSV or list that is cut anywhere but after a line is rejected (attack 22)", () => {
  const csv = "1.0.0.0/24,AU\n1.0.1.0/24,CN\n";
  const list = "192.0.2.0/24\n198.51.100.7\n";
  const lineEnds = (text: string, length: number): boolean => text[length - 1] === "\n";
  for (let length = 0; length < csv.length; length++) {
    if (lineEnds(csv, length)) continue;
    expect(() => readCountryCsv(csv.slice(0, length))).toThrow(RejectedSource);
  }
  for (let length = 0; length < list.length; length++) {
    if (lineEnds(list, length)) continue;
    expect(() => readNetworkList(list.slice(0, length))).toThrow(RejectedSource);
  }
});

test("a geofeed names countries and regions, with comments and blank lines", () => {
  const read = readGeofeed(
    "# ours\n\n192.0.2.0/24,fr,,,\n198.51.100.0/24,UA,UA-43,,\n2001:db8::/32,,US-CA,,\n203.0.113.0/24,,,,",
  );
  expect(said(read)).toEqual(["FR", "UA-43", "US-CA", undefined]);
  expect(read.notUnderstood).toBe(0);
});

test("a geofeed line that makes no sense is skipped and counted, never guessed", () => {
  const broken = [
    "10.0.0.1/8,FR,,,",
    "x,FR,,,",
    "10.0.0.0/8",
    "10.0.0.0/8,EU,,,",
    "10.0.0.0/8,FR,FR-XYZ,,",
  ];
  const contradicting = ["10.0.0.0/8,CN,CN-HK,,", "10.0.0.0/8,FR,US-CA,,"];
  const read = readGeofeed([...broken, ...contradicting, "10.1.0.0/16,FR,,,"].join("\n"));
  expect(said(read)).toEqual([...Array(5).fill(undefined), "FR"]);
  expect(read.notUnderstood).toBe(7);
});

test("a truncated geofeed places no one where the whole did not (attack 22)", () => {
  const whole = "192.0.2.0/24,PA,PA-10,,\n198.51.100.0/24,PA,PA-10,,\n";
  for (let length = 0; length <= whole.length; length++) {
    const { networks, places } = readGeofeed(whole.slice(0, length));
    for (const { network, value } of networks) {
      expect(["PA-10", undefined]).toContain(places[value - 1]);
      expect(["192.0.2.0/24", "198.51.100.0/24"].map(parseNetwork)).toContainEqual(network);
    }
  }
});

test.each([
  ["Tor's plain list", "185.220.101.1\n2a0b:f4c2::1\n"],
  [
    "Tor's list of exits",
    "@type tordnsel 1.0\nExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E\nPublished 2026-11-24 20:26:15\n" +
      "LastStatus 2026-11-25 00:00:00\nExitAddress 185.220.101.1 2026-11-25 00:12:03\n" +
      "ExitAddress 185.220.101.2 2026-11-25 01:12:03\n",
  ],
  ["ranges of a VPN or host", "# x\n\n192.0.2.0/24 # a\n198.51.100.7\t; b\r\n"],
  [
    "a CSV with a heading",
    'prefix,asn,name\n192.0.2.0/24,64500,"A, Inc."\n"2001:db8::/32",64501,B\n',
  ],
  [
    "a CSV with a comment and a heading",
    "# of today\nprefix,asn\n192.0.2.0/24,1\n2001:db8::/32,2\n",
  ],
  ["a private relay's egress", "172.224.224.0/31,GB,GB-ENG,London,\n2a02:26f7:b000::/64,XX,,,\n"],
  [
    "a satellite's geofeed",
    "# geofeed\n14.1.64.0/24,PH,PH-00,Manila,\n2001:db8:1::/48,US,US-CA,,\n",
  ],
])("a list may be %s", (_, text) => {
  const networks = readNetworkList(text);
  expect(networks.map(({ value }) => value)).toEqual([1, 1]);
});

test.each([
  "prefix asn\n192.0.2.0/24\n",
  "192.0.2.0/24\nprefix,asn\n",
  "prefix,asn\nprefix,asn\n192.0.2.0/24,1\n",
  "192.0.2.0/33,GB\n192.0.2.0/24,GB\n",
  "192.0.2.1/24,GB\n",
  "ExitAddress 185.220.101.1\n",
  "ExitAddress 185.220.101.1 2026-11-25\n",
  "ExitNode 0011\nExitAddress 185.220.101.1 2026-11-25 00:12:03\n",
  "<html>\n<a,b>\n",
  '<a href="https://example.org,1">\n192.0.2.0/24\n',
])("%j is no list", (text) => {
  expect(() => readNetworkList(text)).toThrow(RejectedSource);
});

test("a list has one network or address per line; anything else is no list", () => {
  expect(readNetworkList("# tor\n192.0.2.0/24 ; a\n198.51.100.7\n2001:db8::1\n")).toHaveLength(3);
  expect(() => readNetworkList("192.0.2.0/24\n<html>\n")).toThrow(RejectedSource);
});
