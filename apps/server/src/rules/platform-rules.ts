import {
  type PlatformRule,
  type PlatformRuleInput,
  platformGround,
} from "@graticule/api/administration";
import { ruleInput } from "@graticule/api/rules";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { expandRule, type RuleProblem } from "./expand-rule.ts";

export type EnterOutcome =
  | { readonly kind: "entered"; readonly rule: PlatformRule }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] };

/** Rules of the whole service: entered and lifted by an administrator, read by everybody. */
export interface PlatformRules {
  /** Those to come, those in force and the newest of those that are over, the newest entry first. */
  list(): Promise<readonly PlatformRule[]>;
  /** Durable when it answers; takes effect 7 days later by the database's clock, never sooner. */
  enter(input: PlatformRuleInput): Promise<EnterOutcome>;
  /** Ends it at once, and known to every decision of this process when it answers. */
  lift(id: string): Promise<PlatformRule | "absent">;
}

const dayMs = 86_400_000;
const waitMs = 7 * dayMs;
const longestMs = 180 * dayMs;
const mostTold = 200;

export function createPlatformRules(parts: {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "now" | "refresh">;
}): PlatformRules {
  const { db, directory } = parts;

  const list = async (id?: string): Promise<readonly PlatformRule[]> => {
    const all = db
      .selectFrom("platform_rule as p")
      .leftJoin("platform_rule_lifting as l", "l.rule_id", "p.id")
      .select(["p.id", "p.name", "p.ground", "p.rule", "p.entered_at", "p.effective_at"])
      .select(["p.review_at", "l.at as lifted_at", sql<Date>`now()`.as("now")])
      .orderBy("p.entered_at", "desc")
      .orderBy("p.id");
    const found = await (id === undefined ? all : all.where("p.id", "=", id))
      .limit(mostTold)
      .execute();
    return found.flatMap(readRow);
  };

  const refresh = () => directory.refresh({ kind: "all" }).catch(() => undefined);

  return {
    list: () => list(),
    async enter(input) {
      const problems = problemsOf(input, directory.now());
      if (problems.length > 0) return { kind: "invalid", problems };
      const { id } = await db
        .insertInto("platform_rule")
        .values({
          name: input.name,
          ground: input.ground,
          review_at: new Date(input.reviewAt),
          rule: JSON.stringify(input.rule),
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await refresh();
      const [rule] = await list(id);
      if (rule === undefined) throw new TypeError("a rule that was entered is missing");
      return { kind: "entered", rule };
    },
    async lift(id) {
      const [known] = await list(id);
      if (known === undefined) return "absent";
      await db
        .insertInto("platform_rule_lifting")
        .values({ rule_id: id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await refresh();
      const [lifted] = await list(id);
      return lifted ?? "absent";
    },
  };
}

function problemsOf(input: PlatformRuleInput, now: number): readonly RuleProblem[] {
  const expanded = expandRule(input.rule, { id: "proposed", tier: "platform" });
  const inRule = expanded.kind === "problems" ? expanded.problems : [];
  const problems = inRule.map(({ pointer, detail }) => ({ pointer: `/rule${pointer}`, detail }));
  const awayMs = Date.parse(input.reviewAt) - now;
  if (awayMs > waitMs && awayMs <= longestMs) return problems;
  const detail =
    "The review is more than 7 days away, when the rule takes effect, and at most 180 days.";
  return [...problems, { pointer: "/reviewAt", detail }];
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly ground: string;
  readonly rule: unknown;
  readonly entered_at: Date;
  readonly effective_at: Date;
  readonly review_at: Date;
  readonly lifted_at: Date | null;
  readonly now: Date;
}

/** A rule in words that this version does not know can't be told; see read-limit.ts for what it does. */
function readRow(row: Row): PlatformRule[] {
  const rule = ruleInput.safeParse(row.rule);
  if (!rule.success) return [];
  return [
    {
      id: row.id,
      name: row.name,
      ground: platformGround.parse(row.ground),
      rule: rule.data,
      reviewAt: row.review_at.toISOString(),
      enteredAt: row.entered_at.toISOString(),
      effectiveAt: row.effective_at.toISOString(),
      ...(row.lifted_at === null ? {} : { liftedAt: row.lifted_at.toISOString() }),
      state: stateOf(row, rule.data.until),
    },
  ];
}

function stateOf(row: Row, ruleUntil: string | undefined): PlatformRule["state"] {
  const ends = ruleUntil === undefined ? row.review_at : new Date(ruleUntil);
  if (row.lifted_at !== null || row.now >= row.review_at || row.now >= ends) return "over";
  return row.now < row.effective_at ? "coming" : "in-force";
}
