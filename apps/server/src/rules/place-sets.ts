import type { PlaceSet, PlaceSetInput } from "@graticule/api/account";
import type { Place } from "@graticule/jurisdiction/place";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { expandPlaces, type RuleProblem } from "../rooms/expand-rule.ts";
import { faultOfSetName } from "../settings/place-names.ts";
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
      const places = expandPlaces(input.places, "/places", problems);
      // Every host is offered the service's sets.
      if (scope.kind === "platform") problems.push(...nameProblems(places, input.name));
      if (problems.length > 0) return { kind: "invalid", problems };
      const stored = await putSet(db, scope, { id, input });
      if (stored === "full") return { kind: "full" };
      return { kind: "stored", set: { ...input, id, tier: scope.kind } };
    },
    delete: (scope: PlaceSetScope, id: string) => deleteSet(db, scope, id),
  };
}

function nameProblems(places: readonly Place[], name: string): readonly RuleProblem[] {
  const fault = faultOfSetName(places, name);
  if (fault === undefined) return [];
  return [{ pointer: "/name", detail: said(fault) }];
}

function said(fault: NonNullable<ReturnType<typeof faultOfSetName>>): string {
  switch (fault.kind) {
    case "has-code":
      return "Leave out the code in brackets: it stands for one place.";
    case "leads-somewhere":
      return `Every host reads this. Leave out ${fault.words}.`;
    case "of-another":
      return `This is the name of a place (${fault.place}), and the set holds others. Choose another name.`;
    case "of-group":
      return `This is the name of a group of places (${fault.group}), and the set holds other places or not all of them. Choose another name.`;
  }
}
