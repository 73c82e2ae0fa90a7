import type { PlaceSet } from "@graticule/api/account";

/** How many lists are offered at once. */
const most = 8;

const fold = (text: string): string =>
  text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** The lists whose name holds what was typed, the account's own first; with nothing typed, all. */
export function findSets(sets: readonly PlaceSet[], query: string): readonly PlaceSet[] {
  const wanted = fold(query.trim());
  return sets
    .filter(({ name }) => fold(name).includes(wanted))
    .toSorted((a, b) => a.tier.localeCompare(b.tier) || a.name.localeCompare(b.name))
    .slice(0, most);
}
