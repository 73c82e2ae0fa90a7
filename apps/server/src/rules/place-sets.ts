import type { PlaceSet, PlaceSetInput } from "@graticule/api/account";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { expandPlaces, type RuleProblem } from "../rooms/expand-rule.ts";
import { deleteSet, listSets, type PlaceSetScope, putSet } from "./place-set-store.ts";

export type PutSetOutcome =
  | { readonly kind: "stored"; readonly set: PlaceSet }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  | { readonly kind: "full" };

export type PlaceSets = ReturnType<typeof createPlaceSets>;

/** Named, dated sets of places. A set is copied where it is used: changing one changes no rule. */
export function createPlaceSets(db: Kysely<Database>) {
  return {
    list: (scope: PlaceSetScope) => listSets(db, scope),
    async put(scope: PlaceSetScope, id: string, input: PlaceSetInput): Promise<PutSetOutcome> {
      const problems: RuleProblem[] = [];
      expandPlaces(input.places, "/places", problems);
      if (problems.length > 0) return { kind: "invalid", problems };
      const stored = await putSet(db, scope, { id, input });
      if (stored === "full") return { kind: "full" };
      return { kind: "stored", set: { ...input, id, tier: scope.kind } };
    },
    delete: (scope: PlaceSetScope, id: string) => deleteSet(db, scope, id),
  };
}
