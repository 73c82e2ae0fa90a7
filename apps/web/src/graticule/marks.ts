import type { PartBand } from "@graticule/api/rules";

/** What a square shows. `part`: true of a subdivision inside it only. */
export interface PlaceMark {
  readonly state: "allowed" | "denied" | "few" | "many" | "here" | "in-force" | "past";
  readonly part: boolean;
}

/** By square, and by subdivision for those that are named themselves. */
export type Marks = ReadonlyMap<string, PlaceMark>;

/** Marks a place, and the square of its country as one in which only a part is marked. */
export function put(marks: Map<string, PlaceMark>, code: string, state: PlaceMark["state"]): void {
  const square = code.slice(0, 2);
  const part = code.length > 2;
  if (part) marks.set(code, { state, part: false });
  const before = marks.get(square);
  if (part && before !== undefined && !before.part && before.state === state) return;
  if (part && before !== undefined && !before.part && state === "allowed") return;
  marks.set(square, { state, part });
}

/**
 * Where people are now, in bands. Subdivisions count for their country's square, and themselves. Where
 * numbers are withheld, only that people are there.
 */
export function marksOfCounts(
  byPlace: readonly { readonly place: string; readonly count: PartBand }[],
): Marks {
  const marks = new Map<string, PlaceMark>();
  for (const { place, count } of byPlace) {
    if (count === "none") continue;
    const square = place.slice(0, 2);
    const state = count === "some" ? "here" : count === "a-few" ? "few" : "many";
    if (place !== square) marks.set(place, { state, part: false });
    const many = marks.get(square)?.state === "many";
    marks.set(square, { state: many ? "many" : state, part: false });
  }
  return marks;
}

/** Places of orders: one in force wins over past ones. */
export function marksOfOrders(
  byPlace: readonly { readonly place: string; readonly inForce: number }[],
): Marks {
  const marks = new Map<string, PlaceMark>();
  for (const { place, inForce } of byPlace) if (inForce === 0) put(marks, place, "past");
  for (const { place, inForce } of byPlace) if (inForce > 0) put(marks, place, "in-force");
  return marks;
}
