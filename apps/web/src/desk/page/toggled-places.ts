import type { PlaceOrGroup } from "@graticule/api/rules";
import { codesOfPick } from "../../places/names.ts";

/** Takes a place or a group in, or out again. */
export function toggledPlaces(
  chosen: readonly PlaceOrGroup[],
  item: PlaceOrGroup,
): readonly PlaceOrGroup[] {
  const key = codesOfPick(item).join();
  const without = chosen.filter((one) => codesOfPick(one).join() !== key);
  return without.length === chosen.length ? [...without, item] : without;
}
