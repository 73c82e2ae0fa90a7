import { type OrderReach, reachedPlace } from "@graticule/admission/decide";
import type { Fix } from "@graticule/admission/location/fix";
import {
  evidenceIn,
  type LocationData,
  setCount,
} from "@graticule/admission/location/location-table";
import { indexed, mergeBoundaries } from "@graticule/admission/location/range-table";
import { resolveFix } from "@graticule/admission/location/resolve-fix";
import type { Place } from "@graticule/jurisdiction/place";
import type { PlaceReach } from "./served-record.ts";

/** What one table moves to where orders reach, and a table that moves nothing there. */
interface Moved {
  /** How many ranges of addresses move, and into which places. */
  readonly ranges: number;
  readonly into: readonly Place[];
  /** The later table, with the evidence of the earlier one for all that would move. */
  readonly without: LocationData;
}

type Family = "ipv4" | "ipv6";

/**
 * Ranges that one of the reaches reaches by the table `after` and not by `before`, whether or not
 * another one did, and ranges that no longer keep someone out of a reach who has a second address
 * in it: see {@link isInTheWay}. Takes as long as merging two tables.
 */
export function movedInto(
  reaches: readonly PlaceReach[],
  tables: { readonly before: LocationData; readonly after: LocationData },
  now: number,
): Moved {
  const { before, after } = tables;
  const fixes = { was: fixBySet(before, now), is: fixBySet(after, now) };
  const into = new Set<Place>();
  const sets = new UsedSets(tables);
  const used = { ipv4: new Set(before.ipv4.values), ipv6: new Set(before.ipv6.values) };
  const family = (name: Family) => {
    const moves = reaches.map((reach) => movesInto(reach, fixes, { name, used }));
    let ranges = 0;
    let isMoving = false;
    const layers = [before[name], after[name]];
    const kept = mergeBoundaries(layers, after[name].width, ([was = 0, is = 0]) => {
      const places = moves.flatMap((move) => move(was, is) ?? []);
      for (const place of places) into.add(place);
      if (places.length > 0 && !isMoving) ranges += 1;
      isMoving = places.length > 0;
      return isMoving ? sets.ofBefore(was) : sets.ofAfter(is);
    });
    return { ranges, table: indexed(kept) };
  };
  const ipv4 = family("ipv4");
  const ipv6 = family("ipv6");
  return {
    ranges: ipv4.ranges + ipv6.ranges,
    into: [...into].sort(),
    without: { ...sets.result(), ipv4: ipv4.table, ipv6: ipv6.table },
  };
}

function reachOf({ place, excepted }: PlaceReach): OrderReach {
  return { jurisdiction: new Set([place]), excepted: new Set(excepted) };
}

/**
 * By sets of evidence: where someone is whom the reach reaches with the later one and didn't with
 * the earlier; undefined: no one is. INVARIANT: that is judged by all paths of a participant, as
 * in `resolvePaths`: one of them may have been certain in the reach all along.
 */
function movesInto(
  place: PlaceReach,
  fixes: { readonly was: readonly Fix[]; readonly is: readonly Fix[] },
  addresses: {
    readonly name: Family;
    readonly used: Readonly<Record<Family, ReadonlySet<number>>>;
  },
): (was: number, is: number) => Place | undefined {
  const reach = reachOf(place);
  const isReached = (fix: Fix) => reachedPlace(reach, fix) !== undefined;
  const [was, is] = [fixes.was.map(isReached), fixes.is.map(isReached)];
  const wasInTheWay = fixes.was.map((fix) => isInTheWay(reach, fix));
  const isStill = fixes.is.map((fix) => isInTheWay(reach, fix));
  const { name, used } = addresses;
  const someIn = (family: Family) => [...used[family]].some((set) => was[set] === true);
  const hasOther = someIn(name === "ipv4" ? "ipv6" : "ipv4");
  // A transition address contests wherever the IPv4 address in it is known to be.
  const hasTransition = name === "ipv4" && someIn("ipv4");
  const isUnknown = (fix: Fix | undefined) => fix?.standing === "unknown";
  return (from, to) => {
    const fix = fixes.is[to];
    const isNew =
      (is[to] === true && was[from] !== true) ||
      (hasOther && wasInTheWay[from] === true && isStill[to] !== true) ||
      (hasTransition && isUnknown(fix) && !isUnknown(fixes.was[from]));
    if (!isNew) return undefined;
    return fix && "place" in fix ? fix.place : place.place;
  };
}

/** Whether an address of this fix keeps someone out of a reach whose address of the other family is certain to be in it. */
function isInTheWay(reach: OrderReach, fix: Fix): boolean {
  if (!("place" in fix)) return fix.standing === "contested";
  return reachedPlace(reach, { standing: "established", place: fix.place }) === undefined;
}

function fixBySet(data: LocationData, now: number): readonly Fix[] {
  return Array.from({ length: setCount(data) }, (_, set) => resolveFix(evidenceIn(data, set), now));
}

/** Numbers the sets of evidence of two tables that are used in a third, whose sources are both's. */
class UsedSets {
  readonly #before: Side;
  readonly #after: Side;
  readonly #rows: number[] = [];
  #count = 0;

  constructor({ before, after }: { readonly before: LocationData; readonly after: LocationData }) {
    this.#before = { data: before, numbers: [] };
    this.#after = { data: after, numbers: [] };
    // The set without any evidence has the number 0.
    this.ofAfter(0);
  }

  ofAfter(set: number): number {
    return this.#numberIn(this.#after, set);
  }

  ofBefore(set: number): number {
    return this.#numberIn(this.#before, set);
  }

  /** Without the earlier sources that say nothing in it: it may be the earlier table of the next change, and so on. */
  result(): Pick<LocationData, "sources" | "says" | "sets"> {
    const [after, before] = [this.#after.data, this.#before.data];
    const sources = [...after.sources, ...before.sources];
    const isUsed = sources.map((_, at) => at < after.sources.length);
    for (const [at, word] of this.#rows.entries()) {
      if (word !== 0) isUsed[at % sources.length] = true;
    }
    const isKept = (_: unknown, at: number): boolean => isUsed[at % sources.length] === true;
    return {
      sources: sources.filter(isKept),
      says: [...after.says, ...before.says].filter(isKept),
      sets: Uint32Array.from(this.#rows.filter(isKept)),
    };
  }

  #numberIn(side: Side, set: number): number {
    const known = side.numbers[set];
    if (known !== undefined) return known;
    for (const one of [this.#after, this.#before]) {
      const { sources } = one.data;
      this.#rows.push(...sources.map((_, at) => (one === side ? wordIn(one, set, at) : 0)));
    }
    const number = this.#count;
    side.numbers[set] = number;
    this.#count += 1;
    return number;
  }
}

interface Side {
  readonly data: LocationData;
  /** By a set's number here, its number in the third table. */
  readonly numbers: number[];
}

/** What a source says in a set of evidence, by its number there; 0: nothing. */
function wordIn({ data: { sources, sets } }: Side, set: number, source: number): number {
  return sets[set * sources.length + source] ?? 0;
}
