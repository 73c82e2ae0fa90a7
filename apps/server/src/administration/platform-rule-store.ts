import type { PlatformRuleInput } from "@graticule/api/administration";
import type { Place } from "@graticule/jurisdiction/place";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";

/** `rule`: another version of the service may have written it. `now`: the database's time. */
export type RecordedRule = Awaited<ReturnType<typeof readRules>>[number];

const mostOver = 200;

const isOver = sql<boolean>`(l.rule_id IS NOT NULL OR p.review_at <= now())`;

/** All that aren't over, then the newest of the others, each the newest entry first. @param id that one alone */
export async function readRules(db: Kysely<Database>, id?: string) {
  const all = db
    .selectFrom("platform_rule as p")
    .leftJoin("platform_rule_lifting as l", "l.rule_id", "p.id")
    .leftJoin("desk_change_outcome as o", (join) =>
      join.onRef("o.change_id", "=", "p.change_id").on("o.outcome", "=", "confirmed"),
    )
    .select(["p.id", "p.name", "p.ground", "p.rule", "p.refuses", "p.entered_at as enteredAt"])
    .select(["p.change_id as change", "p.effective_at as effectiveAt", "o.at as confirmedAt"])
    .select(sql<readonly number[]>`linked_requests(p)`.as("requests"))
    .select(
      sql<boolean>`EXISTS (SELECT FROM ledger_text t JOIN public_entry e ON e.id = t.entry_id
        WHERE t.value IS NULL AND t.name = 'says' AND e.kind = 'change-proposed'
          AND e.body ->> 'change' = p.change_id::text)`.as("isTakenDown"),
    )
    .select(sql<boolean>`rule_is_seen_waiting(p)`.as("waitsForReview"))
    .select(sql<boolean>`rule_is_held(p)`.as("isHeld"))
    .select(sql<boolean>`is_brought_back('change-proposed', p.change_id)`.as("isBroughtBack"))
    .select(["p.review_at as reviewAt", "l.at as liftedAt", sql<Date>`now()`.as("now")])
    .orderBy(isOver)
    .orderBy("p.entered_at", "desc")
    .orderBy("p.id");
  if (id !== undefined) return await all.where("p.id", "=", id).execute();
  return await all
    .limit(
      sql<number>`${mostOver}::integer + (SELECT count(*) FROM platform_rule p
        LEFT JOIN platform_rule_lifting l ON l.rule_id = p.id WHERE NOT ${isOver})`,
    )
    .execute();
}

/** Returns its id. */
export async function insertRule(
  tx: Transaction<Database>,
  { name, ground, rule, reviewAt }: PlatformRuleInput,
  { changeId, refuses }: { readonly changeId: string; readonly refuses: readonly Place[] },
): Promise<string> {
  const { id } = await tx
    .insertInto("platform_rule")
    .values({
      name,
      ground,
      change_id: changeId,
      rule: JSON.stringify(rule),
      review_at: new Date(reviewAt),
      refuses: [...refuses],
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** `unchanged`: it was lifted before, or has ended. */
export async function insertLifting(
  tx: Transaction<Database>,
  id: string,
): Promise<"lifted" | "unchanged"> {
  const lifted = await tx
    .insertInto("platform_rule_lifting")
    .columns(["rule_id"])
    .expression((one) =>
      one
        .selectFrom("platform_rule")
        .select("id as rule_id")
        .where("id", "=", id)
        .where("review_at", ">", sql<Date>`now()`),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning("rule_id")
    .executeTakeFirst();
  return lifted === undefined ? "unchanged" : "lifted";
}

/** The change that this person proposed with a rule, if nobody has decided it yet. */
export async function findOpenChange(
  tx: Transaction<Database>,
  ruleId: string,
  by: string,
): Promise<string | undefined> {
  const open = await tx
    .selectFrom("platform_rule as p")
    .innerJoin("desk_change as c", "c.id", "p.change_id")
    .leftJoin("desk_change_outcome as o", "o.change_id", "c.id")
    .select("c.id")
    .where("p.id", "=", ruleId)
    .where("c.proposed_by", "=", by)
    .where("o.change_id", "is", null)
    .executeTakeFirst();
  return open?.id;
}
