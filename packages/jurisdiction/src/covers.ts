import { isSubdivision, type Place } from "./place.ts";

/** Whether `inner` is `outer` or a subdivision of it. Nothing else is inside anything. */
export function covers(outer: Place, inner: Place): boolean {
  if (outer === inner) return true;
  return !isSubdivision(outer) && inner.startsWith(outer);
}

/** Whether someone can be in both: one is the other, or a part of it. */
export function overlaps(one: Place, other: Place): boolean {
  return covers(one, other) || covers(other, one);
}

/** Whether any of the places covers `inner`. */
export function coversAny(places: Iterable<Place>, inner: Place): boolean {
  for (const place of places) {
    if (covers(place, inner)) return true;
  }
  return false;
}

/** Whether someone can be in this place and in one of those. */
export function overlapsAny(places: Iterable<Place>, other: Place): boolean {
  for (const place of places) {
    if (overlaps(place, other)) return true;
  }
  return false;
}
