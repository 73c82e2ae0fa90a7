import { englishNames } from "./english-names.ts";
import type { Group } from "./group.ts";
import { countryOf, isoSubdivisionName, isSubdivision, type Place } from "./place.ts";

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
function isEnglish(locale: string): boolean {
  return locale === "en" || locale.startsWith("en-");
}

/**
 * The name of a subdivision alone ("California"). English where it is known, else the local name
 * in Latin letters. `undefined` for a country.
 */
export function subdivisionName(place: Place, locale: string): string | undefined {
  const english = isEnglish(locale) ? englishNames.get(place) : undefined;
  return english ?? isoSubdivisionName(place);
}

/**
 * The name of a place for people: "France", "California, United States".
 * `locale` is a BCP 47 tag; a malformed one throws RangeError.
 */
export function placeName(place: Place, locale: string): string {
  const country = countryOf(place);
  const { long, short } = namesOf(locale);
  const name = (shortNamed.has(country) ? short : long).of(country) ?? country;
  if (!isSubdivision(place)) return name;
  return `${subdivisionName(place, locale) ?? place}, ${name}`;
}

/** The name of a group for people. UN M49 regions have names in every language. */
export function groupName(group: Group, locale: string): string {
  if (isEnglish(locale)) return group.name;
  const region = group.id.startsWith("M49-") ? group.id.slice(4) : group.id;
  if (!/^(?:EU|\d{3})$/.test(region)) return group.name;
  const name = namesOf(locale).long.of(region);
  return name === undefined || name === region ? group.name : name;
}
