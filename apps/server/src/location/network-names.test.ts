import { boundariesOf } from "@graticule/admission/location/boundaries";
import { expect, test } from "vitest";
import { readMobileNetworks, saysMobile } from "./network-names.ts";
import { RejectedSource } from "./rejected-source.ts";

test.each([
  "T-MOBILE-AS21928",
  "ATT-MOBILITY-LLC-AS20057",
  "CELLCO-PART",
  "MOBINIL",
  "TURKCELL-AS Turkcell A.S.",
  "COMCEL S.A.",
  "Telefónica Móviles Argentina S.A.",
  "MEO-MOVEL",
  "RadioMovil Dipsa, S.A. de C.V.",
  "TELKOMSEL-ASN-ID PT. Telekomunikasi Selular",
  "SINGTELMOBILE-AS-AP SINGTEL MOBILE INTERNET SERVICE PROVIDER Singapore",
  "STARHUB-MOBILE2 StarHub Ltd",
  "HI3G",
  "MF-MGSM-AS PJSC MegaFon",
  "Entel PCS Telecomunicaciones S.A.",
  "AS-ONE LTE network",
])("%s says that it is a mobile carrier's", (name) => {
  expect(saysMobile(name)).toBe(true);
});

test.each([
  "CLOUDFLARENET",
  "Not routed",
  "",
  "DTAG Internet service provider operations",
  "UKIAHWIRELESS",
  "ASN-EXXONMOBIL-",
  "RACV-AS-AP Royal Automobile Club of Victoria Ltd",
  "MOBIUS-AS",
  "IMMOBILIARE_",
  "TV-POST-AS ALEXANDRU CEL BUN, NR.10",
  "EDGE-HOSTING",
  "MISCELLANEOUS",
  "5GTELECOM AZEVEDO INFORMATICA LTDA.",
])("%j says nothing of the kind", (name) => {
  expect(saysMobile(name)).toBe(false);
});

const row = (first: string, last: string, name: string, system = "64500") =>
  `${[first, last, system, "FR", name].join("\t")}\n`;

test("ranges of networks named as mobile are taken, and neighbours become one", () => {
  const read = readMobileNetworks(
    row("1.0.0.0", "1.0.0.255", "A-MOBILE") +
      row("1.0.1.0", "1.0.2.255", "B-MOBILE Tab\tin its name", "64501") +
      row("1.0.3.0", "1.0.3.255", "FIXED-AS") +
      row("1.0.4.0", "1.255.255.255", "Not routed", "0") +
      row("2001:db8::", "2001:db8:1:ffff:ffff:ffff:ffff:ffff", "A-MOBILE"),
  );
  expect(read.map(({ network, value }) => [network.width, value])).toEqual([
    [1, 1],
    [1, 1],
    [4, 1],
  ]);
  expect([...(boundariesOf(read, 1)?.starts ?? [])]).toEqual([0, 0x0100_0000, 0x0100_0300]);
});

const good = row("1.0.0.0", "1.0.0.255", "A-MOBILE");
test.each([
  ["a page", "<!doctype html>\n<title>Sign in to T-Mobile</title>\n"],
  ["a page behind good lines", `${good}<html>\n`],
  ["a range that runs backwards", good + row("1.0.1.9", "1.0.1.0", "B")],
  ["two families", good + row("1.0.1.0", "2001:db8::", "B")],
  ["no name", `${good}1.0.1.0\t1.0.1.255\t64500\tFR\n`],
  ["no AS number", good + row("1.0.1.0", "1.0.1.255", "B", "AS64500")],
  ["commas", "1.0.0.0,1.0.0.255,64500,FR,A-MOBILE\n"],
  ["countries alone", "1.0.0.0\t1.0.0.255\tFR\n"],
  ["no mobile network", row("1.0.0.0", "1.0.0.255", "FIXED-AS")],
  ["nothing", ""],
])("%s is no list of mobile networks", (_, text) => {
  expect(() => readMobileNetworks(text)).toThrow(RejectedSource);
});

test("a table that is cut anywhere but after a line is rejected (attack 22)", () => {
  const table = good + row("2.0.0.0", "2.0.0.255", "B-MOBILE");
  for (let length = 0; length < table.length; length++) {
    if (length === good.length) continue;
    expect(() => readMobileNetworks(table.slice(0, length))).toThrow(RejectedSource);
  }
});
