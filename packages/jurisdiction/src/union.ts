import { countriesOf } from "./country.ts";
import type { Place } from "./place.ts";

/** A union of countries that has authorities of its own. */
export interface Union {
  readonly id: UnionId;
  /** The name in English. */
  readonly name: string;
  /** The day for which the membership is known to be right: `2026-11-24`. */
  readonly asOf: string;
  readonly source: string;
  /** Countries with their subdivisions. A territory with a code of its own belongs only if listed here. */
  readonly members: readonly Place[];
}

/** The closed list. The database has the same one: `union_members` in 09-authorities.sql. */
export const unionIds = ["EU"] as const;
export type UnionId = (typeof unionIds)[number];

const lists: Readonly<Record<UnionId, Omit<Union, "id" | "members"> & { members: string }>> = {
  EU: {
    name: "European Union",
    asOf: "2026-11-24",
    source: "Treaty on European Union, Article 52",
    members: "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
  },
};

export const unions: readonly Union[] = unionIds.map((id) => ({
  ...lists[id],
  id,
  members: countriesOf(lists[id].members),
}));

/** The union with this id. */
export function unionOf(id: UnionId): Union {
  return unions.find((one) => one.id === id) as Union;
}
