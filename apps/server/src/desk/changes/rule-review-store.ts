import type { DeskChange } from "@graticule/api/desk-changes";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";

export type RuleReview = NonNullable<DeskChange["review"]>;

/** Of the rules of the whole service that have requests around them, by their changes. */
export async function readRuleReviews(
  db: Kysely<Database>,
  asker: string,
): Promise<ReadonlyMap<string, RuleReview>> {
  const { rows } = await sql<RuleReview & { readonly change: string }>`
    SELECT p.change_id AS "change", linked_requests(p) AS "requests",
      CASE WHEN seen.waits AND last.outcome IS DISTINCT FROM 'reversed' THEN 'waits'
        ELSE last.outcome END AS "state",
      may_review_rule(p, ${asker}) AND seen.waits
        AND NOT EXISTS (SELECT FROM platform_rule_lifting l WHERE l.rule_id = p.id) AS "mayReview"
    FROM platform_rule p, LATERAL (SELECT rule_waits_as_seen_by(p, ${asker})) AS seen (waits),
      LATERAL (SELECT last_review(p)) AS last (outcome)
    WHERE seen.waits OR last.outcome IS NOT NULL`.execute(db);
  return new Map(rows.map(({ change, ...review }) => [change, review]));
}

/** With its entry. @throws unless this person may */
export async function insertRuleReview(
  tx: Transaction<Database>,
  review: { readonly change: string; readonly by: string; readonly outcome: "stands" | "reversed" },
): Promise<"reviewed" | "absent"> {
  const { change, by, outcome } = review;
  const made = await tx
    .insertInto("platform_rule_review")
    .columns(["rule_id", "by_person", "outcome"])
    .expression(
      tx
        .selectFrom("platform_rule")
        .select(["id", sql<string>`${by}::uuid`.as("by"), sql<"stands">`${outcome}`.as("outcome")])
        .where("change_id", "=", change),
    )
    .returning("rule_id")
    .executeTakeFirst();
  return made === undefined ? "absent" : "reviewed";
}
