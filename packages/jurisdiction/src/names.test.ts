import { expect, test } from "vitest";
import { groupName } from "./country-names.ts";
import { englishNames } from "./english-names.ts";
import { groupById } from "./group.ts";
import { placeName } from "./names.ts";
import { allPlaces, type Place, parsePlace } from "./place.ts";

function nameOf(code: string, locale = "en"): string {
  return placeName(parsePlace(code) as Place, locale);
}

test("every place has a name that is not its code", () => {
  for (const place of allPlaces) {
    const name = placeName(place, "en");
    expect(name).not.toBe("");
    expect(name).not.toMatch(/^[A-Z]{2}(-|$)/);
  }
});

test("a subdivision is named with its country", () => {
  expect(nameOf("US-CA")).toBe("California, United States");
  expect(nameOf("UA-43")).toBe("Crimea, Ukraine");
  expect(nameOf("DE-BY")).toBe("Bavaria, Germany");
  expect(nameOf("DE-BY", "de")).toBe("Bayern, Deutschland");
});

test("a name never says whose territory a place is", () => {
  expect(nameOf("HK")).toBe("Hong Kong");
  expect(nameOf("PS")).toBe("Palestine");
  expect(nameOf("TW")).toBe("Taiwan");
  for (const code of ["HK", "MO", "TW"]) expect(nameOf(code)).not.toMatch(/China/);
});

test("an English name is given only where it differs from ISO's own", () => {
  expect(englishNames.size).toBeGreaterThan(150);
  for (const name of englishNames.values()) expect(name.trim()).toBe(name);
});

test("groups have names in other languages where the standards give them", () => {
  const asia = groupById("M49-142");
  const eea = groupById("EEA");
  if (asia === undefined || eea === undefined) throw new Error("groups are missing");
  expect(groupName(asia, "en")).toBe("Asia");
  expect(groupName(asia, "de")).toBe("Asien");
  expect(groupName(eea, "de")).toBe("European Economic Area");
});
