import { type PlaceSet, type PlaceSetInput, placeSetInput } from "@graticule/api/account";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** An account's own sets, or the service's, which every account sees. */
export type PlaceSetScope =
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "platform" };

const mostSets = 50;

/** By name; an account also gets the service's, after its own. */
export async function listSets(
  db: Kysely<Database>,
  scope: PlaceSetScope,
): Promise<readonly PlaceSet[]> {
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
}

/** `full`: there are {@link mostSets} others already. */
export async function putSet(
  db: Kysely<Database>,
  scope: PlaceSetScope,
  { id, input }: { readonly id: string; readonly input: PlaceSetInput },
): Promise<"stored" | "full"> {
  const account_id = ownerOf(scope);
  const values = { ...input, places: JSON.stringify(input.places) };
  return await db.transaction().execute(async (tx) => {
    // Serializes changes of one owner's sets, so that the count holds.
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
}

export async function deleteSet(
  db: Kysely<Database>,
  scope: PlaceSetScope,
  id: string,
): Promise<"deleted" | "absent"> {
  const gone = await db
    .deleteFrom("place_set")
    .where("account_id", "is not distinct from", ownerOf(scope))
    .where("id", "=", id)
    .returning("id")
    .execute();
  return gone.length > 0 ? "deleted" : "absent";
}

function ownerOf(scope: PlaceSetScope): string | null {
  return scope.kind === "account" ? scope.accountId : null;
}
