import type { Fix } from "@graticule/admission/location/fix";
import { covers, coversAny, overlapsAny } from "@graticule/jurisdiction/covers";
import { allPlaces, type Place } from "@graticule/jurisdiction/place";
import { type UnionId, unionIds, unionOf } from "@graticule/jurisdiction/union";

/** An authority's territory. `state`: a subdivision of a federated country. */
export type Territory =
  | { readonly kind: "country" | "state"; readonly home: Place }
  /** A union of countries, of the closed list. */
  | { readonly kind: "union"; readonly union: UnionId };

/** The unions whose authorities can be registered. */
export const listedUnions = unionIds;

/** A published instrument of a place's own legal order that gives another authority power there. */
export interface Instrument {
  readonly place: Place;
  readonly citation: string;
}

export interface ReachedPlace {
  readonly place: Place;
  /** Undefined: its own territory. */
  readonly instrument: string | undefined;
}

/**
 * Every place over which an authority has power: its own territory with its subdivisions, members
 * of a union with theirs, and what an instrument names.
 * INVARIANT: no disputed place, nor a part of one, is in it, except the authority's own home.
 */
export function reachOf(
  territory: Territory,
  instruments: readonly Instrument[],
  disputed: ReadonlySet<Place>,
): readonly ReachedPlace[] {
  const home = territory.kind === "union" ? undefined : territory.home;
  const reach = new Map<Place, string | undefined>();
  for (const place of ownPlaces(territory)) reach.set(place, undefined);
  for (const { place, citation } of instruments) {
    for (const inner of allPlaces.filter((one) => covers(place, one))) {
      if (!reach.has(inner)) reach.set(inner, citation);
    }
  }
  return [...reach]
    .filter(([place]) => !isDisputed(place, disputed, home))
    .map(([place, instrument]) => ({ place, instrument }));
}

function ownPlaces(territory: Territory): readonly Place[] {
  switch (territory.kind) {
    case "country":
      return allPlaces.filter((place) => covers(territory.home, place));
    case "state":
      return [territory.home];
    case "union":
      return allPlaces.filter((place) => coversAny(unionOf(territory.union).members, place));
  }
}

/** A part of a disputed place is disputed too, except for that place's own authority. */
function isDisputed(place: Place, disputed: ReadonlySet<Place>, home: Place | undefined): boolean {
  return [...disputed].some((one) => one !== home && covers(one, place));
}

/** Disputed places inside these places, which an order leaves out. */
export function exceptedFrom(
  places: readonly Place[],
  disputed: ReadonlySet<Place>,
  home: Place | undefined,
): readonly Place[] {
  return [...disputed].filter((one) => one !== home && coversAny(places, one)).sort();
}

/**
 * Whether any location source can establish a place that an order for these would reach. If none
 * can, an order would touch nobody, and a look can't tell.
 * @param establishable places that the present sources can establish
 */
export function canBeEstablishedIn(
  places: readonly Place[],
  excepted: readonly Place[],
  establishable: ReadonlySet<Place>,
): boolean {
  return [...establishable].some(
    (place) => coversAny(places, place) && !overlapsAny(excepted, place),
  );
}

/** Where a session is, relative to a jurisdiction. */
export type SessionPlace = "outside" | "inside" | "may-be-inside";

/**
 * Whether a session is, or may be, inside a jurisdiction. It is `outside` only if established
 * outside and covering no part of it: here doubt counts against acting.
 */
export function sessionPlace(fix: Fix, jurisdiction: readonly Place[]): SessionPlace {
  if (fix.standing !== "established") return "may-be-inside";
  if (coversAny(jurisdiction, fix.place)) return "inside";
  return jurisdiction.some((place) => covers(fix.place, place)) ? "may-be-inside" : "outside";
}
