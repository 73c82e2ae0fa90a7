import { groupById } from "@graticule/jurisdiction/group";
import { parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { countRenamed, faultOfName, faultOfSetName } from "./place-names.ts";

test.each([
  ["HK", "China", "CN"],
  ["TW", " CHINA ", "CN"],
  ["HK", "中国", "CN"],
  ["TW", "Китай", "CN"],
  ["FR", "España", "ES"],
  ["US-CA", "France", "FR"],
])("%s can't be called “%s”, which is another place's name", (code, name, place) => {
  expect(faultOfName(code, name)).toEqual({ kind: "of-another", place });
});

test.each([
  ["TW", "Taiwan"],
  ["TW", "Taiwan, Province of China"],
  ["XK", "Kosova"],
  ["US-GA", "Georgia"],
  ["HK", "Hong Kong SAR, China"],
  ["FK", "Falkland Islands (Islas Malvinas)"],
])("%s can be called “%s”", (code, name) => {
  expect(faultOfName(code, name)).toBeUndefined();
});

const brazil = [parsePlace("BR")].flatMap((place) => place ?? []);

// Broken on purpose: names compared with those of countries alone.
test.each([
  ["European Union", "EU", "DE"],
  ["EU", "EU", "DE FR"],
  ["Europäische Union", "EU", "RU"],
  ["european  economic area", "EEA", "RU"],
  ["アフリカ", "M49-002", "EG"],
])("“%s” is the name of %s, so no set of other places has it, and no place", (name, id, codes) => {
  const some = codes.split(" ").flatMap((code) => parsePlace(code) ?? []);
  const whole = groupById(id)?.places ?? [];
  const fault = { kind: "of-group", group: id };
  expect(faultOfSetName(some, name)).toEqual(fault);
  expect(faultOfSetName(whole.slice(1), name)).toEqual(fault);
  expect(faultOfSetName([...whole, ...brazil], name)).toEqual(fault);
  expect(faultOfSetName(whole, name)).toBeUndefined();
  expect(faultOfName("DE", name)).toEqual(fault);
});

test("a country that is called as a group is has its own name", () => {
  const micronesia = [parsePlace("FM")].flatMap((place) => place ?? []);
  expect(faultOfSetName(micronesia, "Micronesia")).toBeUndefined();
  expect(faultOfName("FM", "Micronesia")).toBeUndefined();
});

// Broken on purpose: with round brackets alone.
test.each([
  "(CN)",
  "（cn）",
  "[CN]",
  "{CN}",
  "<CN>",
  "［CN］",
  "【CN】",
  "〈 CN 〉",
  "«CN»",
  "[CN‑HK]",
])("no name carries a code, which would stand before the true one: %s", (code) => {
  expect(faultOfName("HK", `Hong Kong ${code}`)).toEqual({ kind: "has-code" });
});

test.each(["AA", "EU", "ZZ", "AA-1", "FR-ZZZ", "CN-HK"])(
  "%s, which is no place, has no name",
  (code) => {
    expect(faultOfName(code, "Land")).toEqual({ kind: "no-place" });
  },
);

test.each([
  "Land of abc-defg-hij",
  "Land: ana@example.org",
  "Land, meet.example.org/j/abc",
  "+380 44 123 4567",
])("no name leads to a meeting or a person, since the log has it: %s", (name) => {
  expect(faultOfName("HK", name)).toMatchObject({ kind: "leads-somewhere" });
});

test.each([
  "Council Regulation No 269/2014",
  "UN Security Council Resolution 1718 (2006)",
  "50 U.S.C. 1701-1706",
  "Loi n° 2004-575",
  "Act No. 101/2000",
])("the number of a law leads nowhere: %s", (name) => {
  expect(faultOfName("HK", name)).toBeUndefined();
});

test("names that come, change and go are counted", () => {
  const before = { FR: "France", TW: "Formosa", XK: "Kosova" };
  expect(countRenamed(before, { FR: "France", TW: "Taiwan", DE: "Germany" })).toBe(3);
});
