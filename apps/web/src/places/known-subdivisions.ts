import type { Place } from "@graticule/jurisdiction/place";
import { Listeners } from "../signals/listeners.ts";

/** What is known of the parts of countries. */
export interface Subdivisions {
  readonly parse: (code: string) => Place | undefined;
  /** `undefined` for a country. */
  readonly nameOf: (place: Place, locale: string) => string | undefined;
}

/** Undefined: not loaded. Pages on which no part of a country is named do without them. */
let known: Subdivisions | undefined;
const listeners = new Listeners();

/** Tells when parts of countries have their names. */
export const onSubdivisions = listeners.subscribe;

export const subdivisions = (): Subdivisions | undefined => known;

/** For the one module that holds them. */
export function knowSubdivisions(all: Subdivisions): void {
  known = all;
  listeners.tell();
}
