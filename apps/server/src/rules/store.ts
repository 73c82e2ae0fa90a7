import { type RuleInput, ruleInput } from "@graticule/api/rules";
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../db/schema.ts";

/** Whose rule: a room's own, or an account's for its rooms without one. */
export type RuleScope =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "account"; readonly accountId: string };

export interface RuleEvent {
  readonly version: number;
  readonly at: Date;
  readonly change: { readonly kind: "set"; readonly rule: RuleInput } | { readonly kind: "lifted" };
}

export type AppendOutcome =
  | { readonly kind: "appended"; readonly event: RuleEvent }
  /** Lifting where nothing holds changes nothing. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "conflict" }
  | { readonly kind: "absent" };

export interface RuleStore {
  /** What holds: the last event; undefined where there never was one. */
  last(scope: RuleScope): Promise<RuleEvent | undefined>;
  /** The newest {@link toldEvents} of them, oldest first. */
  history(scope: RuleScope): Promise<readonly RuleEvent[]>;
  /**
   * Appends one event, durable when it answers. Changes of one scope wait for each other.
   * @param expected the version that the asker saw (0: none); another one is a `conflict`.
   */
  append(
    scope: RuleScope,
    change: RuleEvent["change"],
    expected: number | undefined,
  ): Promise<AppendOutcome>;
}

/** A rule can be long and may be changed often: nobody is told more changes than this. */
const toldEvents = 20;

export function createRuleStore(db: Kysely<Database>): RuleStore {
  return {
    last: (scope) => lastEvent(db, scope),
    async history(scope) {
      const rows = await events(db, scope).orderBy("version", "desc").limit(toldEvents).execute();
      return rows.reverse().map(readEvent);
    },
    async append(scope, change, expected) {
      return await db.transaction().execute(async (tx) => {
        if (!(await lockScope(tx, scope))) return { kind: "absent" };
        const last = await lastEvent(tx, scope);
        const version = last?.version ?? 0;
        if (expected !== undefined && expected !== version) return { kind: "conflict" };
        if (change.kind === "lifted" && last?.change.kind !== "set") return { kind: "unchanged" };
        return { kind: "appended", event: await insertRuleEvent(tx, scope, change, version + 1) };
      });
    },
  };
}

/** For a scope that the same transaction has made or locked. */
export async function insertRuleEvent(
  tx: Transaction<Database>,
  scope: RuleScope,
  change: RuleEvent["change"],
  version: number,
): Promise<RuleEvent> {
  const made = await tx
    .insertInto("rule_event")
    .values({
      room: scope.kind === "room" ? scope.room : null,
      account_id: scope.kind === "account" ? scope.accountId : null,
      version,
      kind: change.kind,
      rule: change.kind === "set" ? JSON.stringify(change.rule) : null,
    })
    .returning("at")
    .executeTakeFirstOrThrow();
  return { version, at: made.at, change };
}

function events(db: Kysely<Database>, scope: RuleScope) {
  const all = db.selectFrom("rule_event").select(["version", "at", "kind", "rule"]);
  return scope.kind === "room"
    ? all.where("room", "=", scope.room)
    : all.where("account_id", "=", scope.accountId);
}

async function lastEvent(db: Kysely<Database>, scope: RuleScope): Promise<RuleEvent | undefined> {
  const row = await events(db, scope).orderBy("version", "desc").limit(1).executeTakeFirst();
  return row === undefined ? undefined : readEvent(row);
}

async function lockScope(tx: Transaction<Database>, scope: RuleScope): Promise<boolean> {
  const locked =
    scope.kind === "room"
      ? tx.selectFrom("room").select("name as id").where("name", "=", scope.room)
      : tx.selectFrom("account").select("id").where("id", "=", scope.accountId);
  return (await locked.forUpdate().executeTakeFirst()) !== undefined;
}

function readEvent(row: {
  readonly version: number;
  readonly at: Date;
  readonly rule: unknown;
}): RuleEvent {
  const { version, at, rule } = row;
  const change =
    rule === null
      ? ({ kind: "lifted" } as const)
      : ({ kind: "set", rule: ruleInput.parse(rule) } as const);
  return { version, at, change };
}
