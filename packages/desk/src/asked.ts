import { covers, coversAny } from "@graticule/jurisdiction/covers";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import type { Bucket } from "./demand.ts";
import { longestOrderMs } from "./order-states.ts";

/** The duration of a demanded withholding. Moments are milliseconds since the epoch. */
export type LengthAsked =
  | { readonly kind: "without-end" }
  | { readonly kind: "hours"; readonly hours: number }
  | { readonly kind: "until"; readonly until: number };

/** What a request states of a withholding, comparable to an order; undefined: not stated. */
export interface Asked {
  readonly length: LengthAsked | undefined;
  readonly places: readonly Place[] | undefined;
}

/** As stored with a request: `until` in ISO 8601, places as codes. */
export interface Stated {
  readonly lengthStated?:
    | { readonly kind: "without-end" }
    | { readonly kind: "hours"; readonly hours: number }
    | { readonly kind: "until"; readonly until: string }
    | undefined;
  readonly placesStated?: readonly string[] | undefined;
}

export function askedOf({ lengthStated, placesStated }: Stated): Asked {
  return {
    length:
      lengthStated?.kind === "until"
        ? { kind: "until", until: Date.parse(lengthStated.until) }
        : lengthStated,
    places: placesStated?.map(parsePlace).filter((one): one is Place => one !== undefined),
  };
}

/** What an order grants, or would. Moments are milliseconds since the epoch. */
export interface Granted {
  readonly from: number;
  readonly until: number;
  readonly places: readonly Place[];
  /** Places inside these that it leaves out. */
  readonly excepted: readonly Place[];
}

export type Measure = "wider" | "as-asked" | "smaller" | "not-stated";

export interface Measures {
  readonly length: Measure;
  readonly places: Measure;
}

/** Moments are entered by the minute. */
const toleranceMs = 60_000;

/** Compares an order with what was asked. */
export function measured(asked: Asked, granted: Granted): Measures {
  return { length: lengthMeasure(asked, granted), places: placesMeasure(asked, granted) };
}

function lengthMeasure({ length }: Asked, { from, until }: Granted): Measure {
  if (length === undefined) return "not-stated";
  const beyondMs = until - endAsked(length, from);
  if (beyondMs > 0) return "wider";
  return beyondMs < -toleranceMs ? "smaller" : "as-asked";
}

function placesMeasure({ places: asked }: Asked, { places, excepted }: Granted): Measure {
  if (asked === undefined) return "not-stated";
  if (!places.every((place) => coversAny(asked, place))) return "wider";
  const all = asked.every((one) => coversAny(places, one));
  return all && excepted.length === 0 ? "as-asked" : "smaller";
}

/** When a withholding that begins at `from` would end as it was asked. */
function endAsked(length: LengthAsked, from: number): number {
  switch (length.kind) {
    case "without-end":
      return Number.POSITIVE_INFINITY;
    case "hours":
      return from + length.hours * 3_600_000;
    case "until":
      return length.until;
  }
}

/** The end of a draft order: as asked, at most 7 days, and at most until the next sitting opens. */
export function usualEnd(asked: Asked, from: number, sittingUntil: number | undefined): number {
  const { length } = asked;
  return Math.min(
    from + longestOrderMs,
    sittingUntil ?? Number.POSITIVE_INFINITY,
    length === undefined ? Number.POSITIVE_INFINITY : endAsked(length, from),
  );
}

/** The places of a draft order: those of the request that are within the authority's reach. */
export function usualPlaces(asked: Asked, reach: readonly Place[]): readonly Place[] {
  return (asked.places ?? []).flatMap((place) =>
    coversAny(reach, place) ? [place] : reach.filter((one) => covers(place, one)),
  );
}

/**
 * What an order can go beyond, with a reason in writing: the advice after a look, or what was
 * asked, also because nothing was stated. It is public, and `advice` tells that there were few: after a
 * look that can't tell there is no order.
 */
export const beyonds = ["advice", "length", "places"] as const;
export type Beyond = (typeof beyonds)[number];

/** In the order of {@link beyonds}. */
export function beyondsOf(measures: Measures, lastLook: Bucket | undefined): readonly Beyond[] {
  const exceeds = (measure: Measure): boolean => measure === "wider" || measure === "not-stated";
  const all: Readonly<Record<Beyond, boolean>> = {
    advice: lastLook === "fewer-than-10",
    length: exceeds(measures.length),
    places: exceeds(measures.places),
  };
  return beyonds.filter((one) => all[one]);
}

export function isWider({ length, places }: Measures): boolean {
  return length === "wider" || places === "wider";
}

/**
 * The possible answers to a demand, given its orders. INVARIANT: a wider order is never "met in
 * part".
 * @param allOrdered each meeting that the demand concerns has an order
 */
export function answersByOrders(
  orders: readonly Measures[],
  allOrdered: boolean,
): readonly ("met" | "narrowed")[] {
  if (orders.length === 0) return [];
  if (orders.some(isWider)) return ["met"];
  const all = orders.flatMap(({ length, places }) => [length, places]);
  if (!allOrdered || all.includes("smaller")) return ["narrowed"];
  return all.includes("not-stated") ? ["met", "narrowed"] : ["met"];
}
