import { leadsSomewhere } from "@graticule/desk/must-hide";
import { allCountries, parseCountry } from "@graticule/jurisdiction/country";
import { countryName, groupName } from "@graticule/jurisdiction/country-names";
import { coversAny } from "@graticule/jurisdiction/covers";
import { groups, type PlaceGroup } from "@graticule/jurisdiction/group";
import { subdivisionName } from "@graticule/jurisdiction/names";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";

/** Of the languages of the page, and a few in which names are often written. */
const languages = [
  ...["ar", "de", "en", "es", "fa", "fr", "hi", "it", "ja", "ko", "my", "pt", "ru", "tr", "uk"],
  ...["ur", "vi", "zh-Hans", "zh-Hant"],
] as const;

/** Of any kind. */
const codeInBrackets =
  /[\p{Ps}\p{Pi}<]\s*[A-Za-z]{2}(?:\p{Pd}[A-Za-z0-9]{1,3})?\s*[\p{Pe}\p{Pf}>]/u;

type PlaceNames = Readonly<Record<string, string>>;

/** Why an operator can't call a place by a name; undefined: they can. */
export type NameFault =
  | { readonly kind: "of-another"; readonly place: Place }
  | { readonly kind: "of-group"; readonly group: string }
  | { readonly kind: "leads-somewhere"; readonly words: string }
  | { readonly kind: "has-code" }
  | { readonly kind: "no-place" };

/** How many names one save may change: each is an entry of the public log. */
export const mostRenamed = 100;

/**
 * A name must not make one place pass for another: it isn't another's usual name, in any language
 * of the page, nor a group's name or id, and has no code in brackets, which is where pages show the
 * true one. Each name is in the public log, so it leads to no meeting and no person.
 */
export function faultOfName(code: string, name: string): NameFault | undefined {
  if (parsePlace(code) !== code) return { kind: "no-place" };
  return faultOfWords(name) ?? (isUsualNameOf(code, name) ? undefined : ofAnother(name));
}

/**
 * As {@link faultOfName}, of a set of places: one that has a place's usual name holds only that
 * place, or parts of it; one that has a group's name or id holds exactly the group's places.
 */
export function faultOfSetName(
  places: readonly Place[],
  name: string,
): Exclude<NameFault, { readonly kind: "no-place" }> | undefined {
  const other = usualNames().get(keyOf(name));
  const isOwn = (place: Place) =>
    place === other || place.startsWith(`${other}-`) || isUsualNameOf(place, name);
  const isWhole = groupsNamed(name).some((group) => isSameGround(group.places, places));
  return faultOfWords(name) ?? (places.every(isOwn) || isWhole ? undefined : ofAnother(name));
}

function ofAnother(name: string) {
  const place = usualNames().get(keyOf(name));
  if (place !== undefined) return { kind: "of-another", place } as const;
  const [group] = groupsNamed(name);
  return group && ({ kind: "of-group", group: group.id } as const);
}

function isSameGround(some: readonly Place[], others: readonly Place[]): boolean {
  const isWithin = (inner: readonly Place[], outer: readonly Place[]) =>
    inner.every((place) => coversAny(outer, place));
  return isWithin(some, others) && isWithin(others, some);
}

function faultOfWords(name: string) {
  if (codeInBrackets.test(name.normalize("NFKC"))) return { kind: "has-code" } as const;
  const words = leadsSomewhere(name);
  return words === "" ? undefined : ({ kind: "leads-somewhere", words } as const);
}

/** How many places are called differently than before, as the database counts them. */
export function countRenamed(before: PlaceNames, now: PlaceNames): number {
  return Object.keys({ ...before, ...now }).filter((code) => before[code] !== now[code]).length;
}

function isUsualNameOf(code: string, name: string): boolean {
  return usualNamesOf(code).some((own) => keyOf(own) === keyOf(name));
}

/** Two places can have one name: Georgia. */
function usualNamesOf(code: string): readonly string[] {
  const country = parseCountry(code);
  if (country !== undefined) return languages.map((language) => countryName(country, language));
  const place = parsePlace(code);
  return [(place && subdivisionName(place, "en")) ?? code];
}

let known: ReadonlyMap<string, Place> | undefined;

function usualNames(): ReadonlyMap<string, Place> {
  known ??= new Map(
    languages.flatMap((language) =>
      allCountries.map((place) => [keyOf(countryName(place, language)), place] as const),
    ),
  );
  return known;
}

let knownGroups: readonly { readonly group: PlaceGroup; readonly keys: Set<string> }[] | undefined;

/** Two groups can have one name. */
function groupsNamed(name: string): readonly PlaceGroup[] {
  knownGroups ??= groups.map((group) => {
    const names = languages.map((language) => groupName(group, language));
    return { group, keys: new Set([group.id, ...names].map(keyOf)) };
  });
  const key = keyOf(name);
  return knownGroups.flatMap(({ group, keys }) => (keys.has(key) ? [group] : []));
}

/** Without case, accents, spaces and marks. */
function keyOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
