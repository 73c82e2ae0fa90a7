import type { PlaceGroup } from "./group.ts";
import type { Place } from "./place.ts";

/**
 * Places whose everyday name is the short one of CLDR: the long one also says whose territory
 * it is, and that is not ours to say.
 */
const shortNamed = new Set<string>(["HK", "MO", "PS"]);

interface Names {
  readonly long: Intl.DisplayNames;
  readonly short: Intl.DisplayNames;
}

const namesByLocale = new Map<string, Names>();

function namesOf(locale: string): Names {
  const known = namesByLocale.get(locale);
  if (known !== undefined) return known;
  const made = {
    long: new Intl.DisplayNames([locale, "en"], { type: "region", fallback: "code" }),
    short: new Intl.DisplayNames([locale, "en"], {
      type: "region",
      style: "short",
      fallback: "code",
    }),
  };
  namesByLocale.set(locale, made);
  return made;
}

/** Whether a locale's language is English, for which there are names of subdivisions too. */
export function isEnglish(locale: string): boolean {
  return locale === "en" || locale.startsWith("en-");
}

/** The name of a country for people: "France". `locale` is a BCP 47 tag; a malformed one throws RangeError. */
export function countryName(country: Place, locale: string): string {
  const { long, short } = namesOf(locale);
  return (shortNamed.has(country) ? short : long).of(country) ?? country;
}

/** The name of a group for people. UN M49 regions have names in every language. */
export function groupName(group: PlaceGroup, locale: string): string {
  if (isEnglish(locale)) return group.name;
  const region = group.id.startsWith("M49-") ? group.id.slice(4) : group.id;
  if (!/^(?:EU|\d{3})$/.test(region)) return group.name;
  const name = namesOf(locale).long.of(region);
  return name === undefined || name === region ? group.name : name;
}
