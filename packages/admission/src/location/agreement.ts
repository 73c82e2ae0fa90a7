import { countryOf, type Place } from "@graticule/jurisdiction/place";
import { type LocationData, saidIn, setCount } from "./location-table.ts";
import type { RangeTable } from "./range-table.ts";
import { weightOf } from "./range-weights.ts";

/** How far location sources agree on random addresses. Only counts: no address is ever formed. */
export interface Agreement {
  readonly sources: readonly {
    readonly id: string;
    /** Sampled addresses that it places. */
    readonly known: number;
    /** Of these: those that another source places elsewhere. */
    readonly differs: number;
  }[];
  readonly families: readonly FamilyAgreement[];
  /** Those that occurred, in the order of their codes. */
  readonly places: readonly {
    readonly place: Place;
    /** Sampled addresses that any source places here. */
    readonly said: number;
    /** Of these: those that every source which knows them, and more than one does, places here. */
    readonly all: number;
  }[];
  /** Each pair both ways, the most frequent first. */
  readonly pairs: readonly {
    readonly place: Place;
    readonly other: Place;
    /** Sampled addresses that one source places in `place` and another in `other`. */
    readonly count: number;
  }[];
}

export interface FamilyAgreement {
  readonly family: "ipv4" | "ipv6";
  readonly sampled: number;
  /** Of those sampled: known to two sources or more. */
  readonly compared: number;
  /** Of those compared: all sources that know them say the same. */
  readonly all: number;
  /** Of those compared: two sources at least say the same; those of `all` included. */
  readonly two: number;
}

export interface AddressSample {
  /** How many addresses, half of each family; of one alone where no source knows the other. */
  readonly size: number;
  /** The same seed draws the same addresses from the same data. */
  readonly seed: number;
}

/**
 * Draws addresses at random from those that any source places, and counts how often the sources
 * agree. IPv4 addresses are equally likely. Of IPv6, whose few largest blocks would be all that is
 * drawn, a range counts for at most a /32, a network operator's usual block. Regions count as their
 * country.
 */
export function measureAgreement(data: LocationData, { size, seed }: AddressSample): Agreement {
  const sets = setsOf(data);
  const known = (["ipv4", "ipv6"] as const)
    .map((family) => ({ family, ranges: knownRanges(data[family], sets) }))
    .filter(({ ranges }) => ranges.total > 0);
  const tally = new Tally(data);
  const random = mulberry32(seed);
  const families = known.map(({ family, ranges }, at) => {
    const share = Math.floor((size + at) / known.length);
    const counts = { family, sampled: share, compared: 0, all: 0, two: 0 };
    for (let drawn = 0; drawn < share; drawn++) {
      const said = sets[ranges.setAt(random() * ranges.total)] ?? [];
      tally.add(said);
      count(counts, said);
    }
    return counts;
  });
  return { families, ...tally.result() };
}

/** The country that each source says, in the order of the sources. */
type Said = readonly (Place | undefined)[];

function setsOf(data: LocationData): Said[] {
  return Array.from({ length: setCount(data) }, (_, set) =>
    data.sources.map((_, at) => {
      const said = saidIn(data, set, at);
      return said?.kind === "place" ? countryOf(said.place) : undefined;
    }),
  );
}

interface KnownRanges {
  /** The sum of the weights of the ranges that any source places. */
  readonly total: number;
  /** The evidence set of one of them, by its number among them. */
  setAt(number: number): number;
}

function knownRanges(table: RangeTable, sets: readonly Said[]): KnownRanges {
  const { values } = table;
  const ends = new Float64Array(values.length);
  let total = 0;
  for (const [entry, set] of values.entries()) {
    if (sets[set]?.some((place) => place !== undefined)) total += weightOf(table, entry);
    ends[entry] = total;
  }
  return { total, setAt: (number) => values[firstBeyond(ends, number)] ?? 0 };
}

/** The first entry that ends beyond the number: ranges without a word end where they begin. */
function firstBeyond(ends: Float64Array, number: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

function count(counts: { compared: number; all: number; two: number }, said: Said): void {
  const words = said.filter((place) => place !== undefined);
  if (words.length < 2) return;
  const different = new Set(words).size;
  counts.compared += 1;
  if (different === 1) counts.all += 1;
  if (different < words.length) counts.two += 1;
}

class Tally {
  readonly #sources: { readonly id: string; known: number; differs: number }[];
  readonly #places = new Map<Place, { said: number; all: number }>();
  readonly #pairs = new Map<string, { place: Place; other: Place; count: number }>();

  constructor({ sources }: LocationData) {
    this.#sources = sources.map(({ id }) => ({ id, known: 0, differs: 0 }));
  }

  add(said: Said): void {
    const words = said.filter((place) => place !== undefined);
    const different = new Set(words);
    for (const [at, source] of this.#sources.entries()) {
      if (said[at] === undefined) continue;
      source.known += 1;
      if (different.size > 1) source.differs += 1;
    }
    const agreed = different.size === 1 && words.length > 1;
    for (const place of different) {
      this.#addPlace(place, agreed);
      for (const other of different) if (other !== place) this.#addPair(place, other);
    }
  }

  result(): Omit<Agreement, "families"> {
    const byCode = (a: { place: Place }, b: { place: Place }) => (a.place < b.place ? -1 : 1);
    return {
      sources: this.#sources.filter(({ known }) => known > 0),
      places: [...this.#places].map(([place, counts]) => ({ place, ...counts })).sort(byCode),
      pairs: [...this.#pairs.values()].sort((a, b) => b.count - a.count || byCode(a, b)),
    };
  }

  #addPlace(place: Place, agreed: boolean): void {
    const counts = this.#places.get(place) ?? { said: 0, all: 0 };
    counts.said += 1;
    if (agreed) counts.all += 1;
    this.#places.set(place, counts);
  }

  #addPair(place: Place, other: Place): void {
    const key = `${place} ${other}`;
    const pair = this.#pairs.get(key) ?? { place, other, count: 0 };
    pair.count += 1;
    this.#pairs.set(key, pair);
  }
}

/** Numbers from 0 to below 1 with 53 bits, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
}
