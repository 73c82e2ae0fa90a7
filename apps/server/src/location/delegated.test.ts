import { expect, test } from "vitest";
import { readDelegated } from "./delegated.ts";
import { RejectedSource } from "./rejected-source.ts";

const file = [
  "# comment",
  "2|nro|20261128|6|19700101|20261127|+0000",
  "nro|*|asn|*|1|summary",
  "nro|*|ipv4|*|4|summary",
  "nro|*|ipv6|*|2|summary",
  "apnic|HK|ipv4|1.0.0.0|768|20110811|assigned|A91",
  "apnic||ipv4|2.0.0.0|256||available",
  "ripencc|EU|ipv4|3.0.0.0|256|20110811|allocated|x",
  "ripencc|FR|ipv4|4.0.0.0|256|20110811|reserved|x",
  "apnic|TW|ipv6|2001:db8::|32|20110811|allocated|A92",
  "arin|US|ipv6|2001:db9::|35|20110811|assigned|A93|e-stats",
  "apnic|JP|asn|173|1|20020801|allocated|A94",
  "",
].join("\n");

test("a registry's statistics give ranges and their countries, dated by the heading", () => {
  const { networks, places, builtAt } = readDelegated(file);
  expect(networks.map(({ value }) => places[value - 1])).toEqual([
    "HK",
    undefined,
    undefined,
    undefined,
    "TW",
    "US",
  ]);
  // 768 addresses are no power of two.
  expect(networks[0]?.network).toEqual({ width: 1, first: [0x0100_0000], last: [0x0100_02ff] });
  expect(builtAt).toBe(Date.UTC(2026, 10, 27));
});

test("half a file is rejected, wherever it was cut (attack 22)", () => {
  const withoutNumbers = file.indexOf("apnic|JP");
  for (let length = 0; length < file.length - 1; length++) {
    if (length === withoutNumbers) continue;
    expect(() => readDelegated(file.slice(0, length)), `cut at ${length}`).toThrow(RejectedSource);
  }
});

test.each([
  ["a portal's page", "<html>\n"],
  ["no addresses", file.replace("768", "0")],
  ["more addresses than there are", file.replace("768", "4294967296")],
  ["a prefix in place of an address", file.replace("1.0.0.0|", "1.0.0.0/24|")],
  ["a prefix that is too long", file.replace("|32|", "|129|")],
  ["bits behind a prefix", file.replace("2001:db8::", "2001:db8::1")],
  ["another version", file.replace("2|nro", "3|nro")],
  ["a heading without a date", file.replace("|20261127|", "|yesterday|")],
  ["a summary of more records", file.replace("*|4|summary", "*|5|summary")],
  ["a column that is missing", file.replace("apnic|HK", "apnic HK")],
])("%s: no statistics of a registry", (_what, text) => {
  expect(() => readDelegated(text)).toThrow(RejectedSource);
});
