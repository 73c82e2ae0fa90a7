import type { PlaceGroup } from "./group.ts";
import type { Place } from "./place.ts";

/** Places named by CLDR's short name: the long one also says whose territory it is, which we don't. */
const shortNamed = new Set<string>(["HK", "MO", "PS"]);

const namesByLocale = new Map<string, Intl.DisplayNames>();

function namesOf(locale: string, style: "long" | "short"): Intl.DisplayNames {
  const key = `${style} ${locale}`;
  const known = namesByLocale.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DisplayNames([locale, "en"], { type: "region", style, fallback: "code" });
  namesByLocale.set(key, made);
  return made;
}

/** Whether a locale's language is English, for which there are names of subdivisions too. */
export function isEnglish(locale: string): boolean {
  return locale === "en" || locale.startsWith("en-");
}

/** The name of a country for people: "France". `locale` is a BCP 47 tag; a malformed one throws RangeError. */
export function countryName(country: Place, locale: string): string {
  const style = shortNamed.has(country) ? "short" : "long";
  return namesOf(locale, style).of(country) ?? country;
}

/** The name of a group for people. UN M49 regions have names in every language. */
export function groupName(group: PlaceGroup, locale: string): string {
  if (isEnglish(locale)) return group.name;
  const region = group.id.startsWith("M49-") ? group.id.slice(4) : group.id;
  if (!/^(?:EU|\d{3})$/.test(region)) return group.name;
  const name = namesOf(locale, "long").of(region);
  return name === undefined || name === region ? group.name : name;
}
