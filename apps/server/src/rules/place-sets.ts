import { type PlaceSet, type PlaceSetInput, placeSetInput } from "@graticule/api/account";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { expandPlaces, type RuleProblem } from "../rooms/expand-rule.ts";

/** Whose sets: an account's own, or the service's, which every account sees. */
export type PlaceSetScope =
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "platform" };

export type PutSetOutcome =
  | { readonly kind: "stored"; readonly set: PlaceSet }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  /** There are {@link mostSets} already. */
  | { readonly kind: "full" };

/** Named, dated sets of places. A set is copied where it is used: changing one changes no rule. */
export interface PlaceSets {
  /** By name; an account also gets the service's, after its own. */
  list(scope: PlaceSetScope): Promise<readonly PlaceSet[]>;
  put(scope: PlaceSetScope, id: string, input: PlaceSetInput): Promise<PutSetOutcome>;
  delete(scope: PlaceSetScope, id: string): Promise<"deleted" | "absent">;
}

const mostSets = 50;

export function createPlaceSets(db: Kysely<Database>): PlaceSets {
  return {
    async list(scope) {
      const all = db
        .selectFrom("place_set")
        .select(["id", "name", "places", "account_id", sql<string>`dated::text`.as("dated")])
        .orderBy(sql`account_id IS NULL`)
        .orderBy("name")
        .orderBy("id");
      const rows = await (scope.kind === "platform"
        ? all.where("account_id", "is", null)
        : all.where((is) =>
            is.or([is("account_id", "=", scope.accountId), is("account_id", "is", null)]),
          )
      ).execute();
      return rows.flatMap(({ account_id, id, ...row }): PlaceSet[] => {
        const input = placeSetInput.safeParse(row);
        const tier = account_id === null ? "platform" : "account";
        return input.success ? [{ ...input.data, id, tier }] : [];
      });
    },
    async put(scope, id, input) {
      const problems: RuleProblem[] = [];
      expandPlaces(input.places, "/places", problems);
      if (problems.length > 0) return { kind: "invalid", problems };
      const account_id = scope.kind === "account" ? scope.accountId : null;
      const values = { ...input, places: JSON.stringify(input.places) };
      const stored = await db.transaction().execute(async (tx) => {
        // Whoever writes a set of the same owner waits, so that the number stays right.
        await tx
          .selectFrom("account")
          .select("id")
          .where((is) =>
            scope.kind === "account" ? is("id", "=", scope.accountId) : is("operator", "=", true),
          )
          .forUpdate()
          .execute();
        const others = await tx
          .selectFrom("place_set")
          .select("id")
          .where("account_id", "is not distinct from", account_id)
          .where("id", "<>", id)
          .limit(mostSets)
          .execute();
        if (others.length >= mostSets) return "full";
        await tx
          .insertInto("place_set")
          .values({ account_id, id, ...values })
          .onConflict((conflict) => conflict.columns(["account_id", "id"]).doUpdateSet(values))
          .execute();
        return "stored";
      });
      if (stored === "full") return { kind: "full" };
      return { kind: "stored", set: { ...input, id, tier: scope.kind } };
    },
    async delete(scope, id) {
      const account_id = scope.kind === "account" ? scope.accountId : null;
      const gone = await db
        .deleteFrom("place_set")
        .where("account_id", "is not distinct from", account_id)
        .where("id", "=", id)
        .returning("id")
        .execute();
      return gone.length > 0 ? "deleted" : "absent";
    },
  };
}
