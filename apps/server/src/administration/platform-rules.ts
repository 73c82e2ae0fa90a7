import {
  type PlatformRule,
  type PlatformRuleInput,
  type PublicPlatformRule,
  platformGround,
  platformRule,
} from "@graticule/api/administration";
import { ruleInput } from "@graticule/api/rules";
import { leadsSomewhere } from "@graticule/desk/must-hide";
import type { Kysely, Transaction } from "kysely";
import { askTransaction } from "../db/database-word.ts";
import type { Database } from "../db/schema.ts";
import { endChange, enterChange } from "../desk/changes/enter-change.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import { expandRule, type RuleProblem, refusedBy } from "../rooms/expand-rule.ts";
import { isConfirmed, type ReadSigners, type Signers } from "../rooms/order-signers.ts";
import { readPlatformRule } from "../rooms/read-limit.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import {
  findOpenChange,
  insertLifting,
  insertRule,
  type RecordedRule,
  readRules,
} from "./platform-rule-store.ts";

type EnterOutcome =
  | { readonly kind: "entered"; readonly rule: PlatformRule }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  /** This administrator entered too many rules within a day, or too many of their proposals are open. */
  | { readonly kind: "conflict" };

const dayMs = 86_400_000;
const waitMs = 7 * dayMs;
const longestMs = 180 * dayMs;

export type PlatformRules = ReturnType<typeof createPlatformRules>;

/**
 * Rules of the whole service: entered and lifted by an administrator, confirmed or declined by an
 * approver of the desk, read by everyone.
 */
export function createPlatformRules(parts: {
  readonly db: Kysely<Database>;
  readonly signers: ReadSigners;
  readonly directory: Pick<StoredRoomDirectory, "now" | "refresh">;
}) {
  const { db, signers, directory } = parts;

  const read = async (id?: string): Promise<readonly RecordedRule[]> => {
    const rules = await readRules(db, id);
    const signed = await signers.read();
    return rules.map((rule) => ({ ...rule, effectiveAt: beginOf(rule, signed) }));
  };
  const list = async (id?: string): Promise<readonly PlatformRule[]> =>
    (await read(id)).map(describe);
  const refresh = () => directory.refresh({ kind: "all" }).catch(() => undefined);

  return {
    /** Those to come and those in force, then the newest of those that are over. */
    list: () => list(),
    /** The same for everyone. INVARIANT: without names that were taken down from the public log. */
    listPublic: async (): Promise<readonly PublicPlatformRule[]> =>
      (await read()).map((row) =>
        row.isTakenDown ? { ...describe(row), name: undefined } : describe(row),
      ),
    /**
     * Durable when it resolves; takes effect by the database's clock 7 days later, or when an
     * approver of the desk confirms it.
     * @param by the administrator
     */
    async enter(input: PlatformRuleInput, by: string): Promise<EnterOutcome> {
      const problems = problemsOf(input, directory.now());
      if (problems.length > 0) return { kind: "invalid", problems };
      const id = await askTransaction(db, (tx) => record(tx, input, by));
      if (id === "forbidden" || id === "conflict") return { kind: "conflict" };
      await refresh();
      const [rule] = await list(id);
      if (rule === undefined) throw new TypeError("a rule that was entered is missing");
      return { kind: "entered", rule };
    },
    /**
     * Ends it at once; every decision of this process knows when it resolves. `ended`: its review
     * date did.
     */
    async lift(id: string, by: string): Promise<PlatformRule | "absent" | "ended"> {
      const [known] = await list(id);
      if (known === undefined) return "absent";
      await db.transaction().execute((tx) => liftOne(tx, id, by));
      await refresh();
      const [lifted] = await list(id);
      if (lifted === undefined) return "absent";
      return lifted.liftedAt === undefined ? "ended" : lifted;
    },
  };
}

/** The rule, and the change that the desk can confirm or decline. */
async function record(
  tx: Transaction<Database>,
  input: PlatformRuleInput,
  by: string,
): Promise<string> {
  const { name, ground, rule, reviewAt } = input;
  // As its row has it: a text can be more exact.
  const reviewedAt = new Date(reviewAt).toISOString();
  const body = { kind: "platform-rule", name, ground, rule, reviewAt: reviewedAt } as const;
  const changeId = await enterChange(tx, { body, by, as: "administrator" });
  const expanded = expandRule(rule, { id: "proposed", tier: "platform" });
  if (expanded.kind === "problems") throw new TypeError("the rule was checked before");
  return await insertRule(tx, input, { changeId, refuses: refusedBy(expanded.rule) });
}

async function liftOne(tx: Transaction<Database>, id: string, by: string): Promise<void> {
  if ((await insertLifting(tx, id)) === "unchanged") return;
  await appendEntry(tx, { kind: "platform-rule-lifted", rule: id });
  // The proposer withdraws the open change.
  const open = await findOpenChange(tx, id, by);
  if (open !== undefined) await endChange(tx, { id: open, outcome: "withdrawn", by });
}

/** INVARIANT: a rule of the service names no meeting, also in the words of its name. */
function problemsOf(input: PlatformRuleInput, now: number): readonly RuleProblem[] {
  const expanded = expandRule(input.rule, { id: "proposed", tier: "platform" });
  const inRule = expanded.kind === "problems" ? expanded.problems : [];
  const problems = inRule.map(({ pointer, detail }) => ({ pointer: `/rule${pointer}`, detail }));
  const words = leadsSomewhere(input.name);
  if (words !== "") {
    problems.push({ pointer: "/name", detail: `The public reads this. Leave out ${words}.` });
  }
  if (input.rule.until !== undefined) {
    problems.push({
      pointer: "/rule/until",
      detail: "A rule of the service ends at its review date.",
    });
  }
  const awayMs = Date.parse(input.reviewAt) - now;
  if (awayMs > waitMs && awayMs <= longestMs) return problems;
  const detail =
    "Choose a review date that is after the rule takes effect, in 7 days, and at most 180 days away.";
  return [...problems, { pointer: "/reviewAt", detail }];
}

/** INVARIANT: what no two keys signed hastens nothing, here as in decisions. */
function beginOf({ change, effectiveAt, confirmedAt }: RecordedRule, signed: Signers): Date {
  const counts = confirmedAt !== null && isConfirmed(signed, change, "platform-rule");
  return counts && confirmedAt < effectiveAt ? confirmedAt : effectiveAt;
}

/** INVARIANT: a rule that can't be read is listed, too, and can be lifted; it hides no other. */
function describe(row: RecordedRule): PlatformRule {
  const rule = ruleInput.safeParse(row.rule).data;
  return {
    id: row.id,
    name: platformRule.shape.name.safeParse(row.name).data ?? "A name that can’t be read",
    ground: platformGround.parse(row.ground),
    rule,
    reviewAt: row.reviewAt.toISOString(),
    enteredAt: row.enteredAt.toISOString(),
    effectiveAt: row.effectiveAt.toISOString(),
    liftedAt: row.liftedAt?.toISOString(),
    state: stateOf(row, rule?.until),
    requests: [...row.requests],
    waitsForReview: row.waitsForReview && row.liftedAt === null,
  };
}

function stateOf(row: RecordedRule, ruleUntil: string | undefined): PlatformRule["state"] {
  const ends = ruleUntil === undefined ? row.reviewAt : new Date(ruleUntil);
  if (row.liftedAt !== null || row.now >= row.reviewAt || row.now >= ends) return "over";
  if (!isObeyed(row)) return "invalid";
  if (row.isBroughtBack) return "suspended";
  return row.now < row.effectiveAt || row.isHeld ? "coming" : "in-force";
}

/** As decisions see it. */
function isObeyed(row: RecordedRule): boolean {
  const [from, until] = [row.effectiveAt.getTime(), row.reviewAt.getTime()];
  return readPlatformRule({ ...row, from, until }) !== undefined;
}
