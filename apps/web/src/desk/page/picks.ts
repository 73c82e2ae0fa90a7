import type { PlaceOrGroup } from "@graticule/api/rules";
import { codesOfPick } from "../../places/names.ts";

/** The codes of places and of what is in groups, each once. */
export const codesOfPicks = (items: readonly PlaceOrGroup[]): string[] => [
  ...new Set(items.flatMap(codesOfPick)),
];

/** Takes a place or a group in, or out again. */
export function togglePick(
  chosen: readonly PlaceOrGroup[],
  item: PlaceOrGroup,
): readonly PlaceOrGroup[] {
  const key = codesOfPick(item).join();
  const without = chosen.filter((one) => codesOfPick(one).join() !== key);
  return without.length === chosen.length ? [...without, item] : without;
}
