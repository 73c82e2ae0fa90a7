import { countryOf, type Place } from "@graticule/jurisdiction/place";
import type { EpochMs, Evidence, Source } from "./evidence.ts";
import type { Fix, Standing } from "./fix.ts";
import { evidenceIn, type LocationData, setCount } from "./location-table.ts";
import type { RangeTable } from "./range-table.ts";
import { weightOf } from "./range-weights.ts";
import { nextStaleAt, resolveFix } from "./resolve-fix.ts";

/*
 * What a compiled table can tell, as shares of the addresses that are counted: exact sums over all
 * ranges, no sample. Counted are the addresses that any source places, or, if `within` names
 * sources by id, those that one of these places (all that is routed, if it is made from routes).
 * An IPv6 range counts for at most a /32. Where no address of a family is counted, its shares are 0.
 */

/** A share of each family, from 0 to 1. */
export interface FamilyPair {
  readonly ipv4: number;
  readonly ipv6: number;
}

export interface Shares {
  /** Of the counted addresses, by standing: together 1. Families without counted ones are left out. */
  readonly families: readonly FamilyShares[];
  /** In the order of their codes; regions count as their country. */
  readonly places: readonly PlaceShares[];
  /** Of what is probable, by why. */
  readonly probableBecause: readonly ProbableShares[];
}

export type FamilyShares = { readonly family: keyof FamilyPair } & Readonly<
  Record<Standing, number>
>;

const allStandings: readonly Standing[] = ["established", "probable", "contested", "unknown"];

/** Of the counted addresses that any source places here. Undefined: there are none. */
export interface PlaceShares {
  readonly place: Place;
  /** Those that are established here. */
  readonly ipv4: number | undefined;
  readonly ipv6: number | undefined;
}

/**
 * Why a place is only probable: the first of these that applies, so that together they are 1 (or 0,
 * where nothing is probable). No further source helps against the first two; `stale`: with fresh
 * data it would be established, or contested.
 */
const causes = ["mobile", "registeredElsewhere", "stale", "notMeasured", "oneMaker"] as const;
export type ProbableCause = (typeof causes)[number];
export type ProbableShares = { readonly family: keyof FamilyPair } & Readonly<
  Record<ProbableCause, number>
>;

/** What a compiled table can tell at `now`. Takes as long as some look-ups of each set of evidence. */
export function sharesOf(data: LocationData, now: EpochMs, within?: readonly string[]): Shares {
  const standings = new Sums<Standing>();
  const probable = new Sums<ProbableCause>();
  const counted = countedSets(data, within);
  for (const { evidence, weight } of counted) {
    const { standing } = resolveFix(evidence, now);
    standings.add(standing, weight);
    if (standing === "probable") probable.add(causeOf(evidence), weight);
  }
  const families = (["ipv4", "ipv6"] as const).filter((family) => standings.total[family] > 0);
  return {
    families: families.map((family) => ({
      family,
      ...recordOf(allStandings, (standing) => standings.of(standing)[family]),
    })),
    places: placesOf(counted, now),
    probableBecause: families.map((family) => ({
      family,
      ...recordOf(causes, (why) => ratio(probable.of(why)[family], probable.total[family]) ?? 0),
    })),
  };
}

function placesOf(counted: readonly CountedSet[], now: EpochMs): readonly PlaceShares[] {
  const said = new Sums<Place>();
  const established = new Sums<Place>();
  for (const { evidence, weight } of counted) {
    for (const place of countriesIn(evidence)) said.add(place, weight);
    const sure = establishedIn(resolveFix(evidence, now));
    if (sure !== undefined) established.add(sure, weight);
  }
  return [...said.keys()].sort().map((place) => ({
    place,
    ipv4: ratio(established.of(place).ipv4, said.of(place).ipv4),
    ipv6: ratio(established.of(place).ipv6, said.of(place).ipv6),
  }));
}

/** The places of {@link Shares} at any time, for one pass over the ranges. */
export function placesFrom(data: LocationData): (now: EpochMs) => readonly PlaceShares[] {
  const counted = countedSets(data, undefined);
  return (now) => placesOf(counted, now);
}

/**
 * How much more could be established with another source, for each of `others` on its own: an upper
 * bound, as if it were fresh, knew every counted address and contradicted nobody. Of the counted
 * addresses.
 */
export function couldAdd(
  data: LocationData,
  now: EpochMs,
  others: readonly Pick<Source, "id" | "maker" | "basis">[],
  within?: readonly string[],
): readonly (FamilyPair & { readonly id: string })[] {
  const sources = others.map(
    ({ id, maker, basis }): Source => ({ id, maker, basis, builtAt: now, maxAgeMs: 0 }),
  );
  const added = new Sums<Source>();
  for (const { evidence, weight } of countedSets(data, within)) {
    if (resolveFix(evidence, now).standing === "established") continue;
    const places = [...new Set(placesIn(evidence))];
    for (const source of sources) {
      const could = places.some((place) => {
        const word: Evidence = { source, says: { kind: "place", place } };
        return resolveFix([...evidence, word], now).standing === "established";
      });
      if (could) added.add(source, weight);
    }
  }
  return sources.map((source) => ({ id: source.id, ...added.of(source) }));
}

/** Of the counted addresses those that are established, from `from` until the next period begins. */
export interface CertainPeriod extends FamilyPair {
  readonly from: EpochMs;
}

/**
 * How much can be established from `now` on, period by period, since sources turn stale.
 * @param without the source with this id, whose word is left out
 */
export function certainFrom(
  data: LocationData,
  now: EpochMs,
  { within, without }: { readonly within?: readonly string[]; readonly without?: string } = {},
): readonly CertainPeriod[] {
  const isLeftOut = ({ id }: Source) => id === without;
  const counted = countedSets(data, within).map(({ evidence, weight }) => ({
    evidence: evidence.filter(({ source }) => !isLeftOut(source)),
    weight,
  }));
  const sources = data.sources.filter((source) => !isLeftOut(source));
  const periods: CertainPeriod[] = [];
  for (let from = now; from !== Number.POSITIVE_INFINITY; from = nextStaleAt(sources, from)) {
    const sum = new Sums<"established">();
    for (const { evidence, weight } of counted) {
      if (resolveFix(evidence, from).standing === "established") sum.add("established", weight);
    }
    periods.push({ from, ...sum.of("established") });
  }
  return periods;
}

/** @param periods as {@link certainFrom} makes them; undefined: there are none */
export function certainAt(periods: readonly CertainPeriod[], now: EpochMs): FamilyPair | undefined {
  const { ipv4, ipv6 } = periods.findLast(({ from }) => from <= now) ?? periods[0] ?? {};
  return ipv4 === undefined || ipv6 === undefined ? undefined : { ipv4, ipv6 };
}

/** What a source changes in a table that has it, of the addresses counted with it. */
export interface Contribution {
  readonly id: string;
  /** Established, and not without this source. */
  readonly adds: FamilyPair;
  /** Not established, because of this source. */
  readonly prevents: FamilyPair;
}

/** What each source adds to what is established, and what it keeps from being so: leaving one out. */
export function addedBy(
  data: LocationData,
  now: EpochMs,
  within?: readonly string[],
): readonly Contribution[] {
  const adds = new Sums<Source>();
  const prevents = new Sums<Source>();
  for (const { evidence, weight } of countedSets(data, within)) {
    const isSure = resolveFix(evidence, now).standing === "established";
    for (const { source } of evidence) {
      const others = evidence.filter((one) => one.source !== source);
      const wasSure = resolveFix(others, now).standing === "established";
      if (isSure !== wasSure) (isSure ? adds : prevents).add(source, weight);
    }
  }
  return data.sources.map((source) => ({
    id: source.id,
    adds: adds.of(source),
    prevents: prevents.of(source),
  }));
}

/**
 * How wrong a table would be without the word of one source: of the addresses that it places in
 * `place`, those that all others together establish in another country; the most frequent first.
 */
export function establishedElsewhere(
  data: LocationData,
  now: EpochMs,
  registeredBy: string,
  place: Place,
): readonly (FamilyPair & { readonly place: Place })[] {
  const elsewhere = new Sums<Place>();
  const here = new Sums<"here">();
  for (const { evidence, weight } of countedSets(data, [registeredBy])) {
    const [own, others] = split(evidence, ({ source }) => source.id === registeredBy);
    if (!countriesIn(own).has(place)) continue;
    here.add("here", weight);
    const sure = establishedIn(resolveFix(others, now));
    if (sure !== undefined && sure !== place) elsewhere.add(sure, weight);
  }
  const all = here.of("here");
  return [...elsewhere.keys()]
    .map((other) => ({
      place: other,
      ipv4: ratio(elsewhere.of(other).ipv4, all.ipv4) ?? 0,
      ipv6: ratio(elsewhere.of(other).ipv6, all.ipv6) ?? 0,
    }))
    .sort((a, b) => b.ipv4 + b.ipv6 - a.ipv4 - a.ipv6);
}

interface CountedSet {
  readonly evidence: readonly Evidence[];
  /** Of all counted addresses. */
  readonly weight: FamilyPair;
}

/** The sets of evidence with counted addresses: one pass over the ranges. */
function countedSets(data: LocationData, within: readonly string[] | undefined): CountedSet[] {
  const counts = new Set(within ?? data.sources.map(({ id }) => id));
  const evidence = Array.from({ length: setCount(data) }, (_, set) => {
    const said = evidenceIn(data, set);
    const isCounted = said.some(
      ({ source, says }) => says.kind === "place" && counts.has(source.id),
    );
    return isCounted ? said : undefined;
  });
  const ipv4 = weightsOf(data.ipv4, evidence);
  const ipv6 = weightsOf(data.ipv6, evidence);
  return evidence.flatMap((said, set) => {
    const weight = { ipv4: ipv4[set] as number, ipv6: ipv6[set] as number };
    return said === undefined || weight.ipv4 + weight.ipv6 === 0
      ? []
      : [{ evidence: said, weight }];
  });
}

/** For each set its share of those that are counted. */
function weightsOf(table: RangeTable, counted: readonly unknown[]): Float64Array {
  const weights = new Float64Array(counted.length);
  let total = 0;
  for (const [entry, set] of table.values.entries()) {
    if (counted[set] === undefined) continue;
    const weight = weightOf(table, entry);
    weights[set] = (weights[set] as number) + weight;
    total += weight;
  }
  return total === 0 ? weights : weights.map((weight) => weight / total);
}

/** @param evidence of an address that is probable */
function causeOf(evidence: readonly Evidence[]): ProbableCause {
  if (evidence.some(({ says }) => says.kind === "mobile")) return "mobile";
  const isAbroad = evidence.some(({ says }) => says.kind === "place" && says.registered);
  if (isAbroad) return "registeredElsewhere";
  if (resolveFix(evidence, Number.NEGATIVE_INFINITY).standing !== "probable") return "stale";
  const isMeasured = evidence.some(
    ({ source, says }) => source.basis === "measured" && says.kind === "place",
  );
  return isMeasured ? "oneMaker" : "notMeasured";
}

function establishedIn(fix: Fix): Place | undefined {
  return fix.standing === "established" ? countryOf(fix.place) : undefined;
}

function placesIn(evidence: readonly Evidence[]): readonly Place[] {
  return evidence.flatMap(({ says }) => (says.kind === "place" ? [says.place] : []));
}

function countriesIn(evidence: readonly Evidence[]): ReadonlySet<Place> {
  return new Set(placesIn(evidence).map(countryOf));
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}

function recordOf<K extends string>(keys: readonly K[], of: (key: K) => number) {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, number>;
}

/** Undefined: of nothing. */
function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** Sums of weights by key. */
class Sums<K> {
  readonly total = { ipv4: 0, ipv6: 0 };
  readonly #byKey = new Map<K, { ipv4: number; ipv6: number }>();

  add(key: K, { ipv4, ipv6 }: FamilyPair): void {
    const sum = this.#byKey.get(key) ?? { ipv4: 0, ipv6: 0 };
    this.#byKey.set(key, sum);
    for (const one of [sum, this.total]) {
      one.ipv4 += ipv4;
      one.ipv6 += ipv6;
    }
  }

  of(key: K): FamilyPair {
    return this.#byKey.get(key) ?? { ipv4: 0, ipv6: 0 };
  }

  keys(): IterableIterator<K> {
    return this.#byKey.keys();
  }
}
