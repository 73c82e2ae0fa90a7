import type { ActingRole } from "@graticule/api/hosting";
import { certifiedChanges, type RuleInput, ruleInput } from "@graticule/api/rules";
import {
  type Kysely,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
  type Transaction,
} from "kysely";
import type { Database } from "../db/schema.ts";
import type { RuleEvent, RuleHistoryEntry, RuleScope, RuleWish, RuleWord } from "./rule-event.ts";

export type AppendOutcome =
  | { readonly kind: "appended"; readonly event: RuleEvent }
  /** Lifting where nothing holds changes nothing. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "conflict" | "absent" };

const shownEvents = 20;
/** So many changes in this time apply at once also to those inside. */
const quickChanges = 3;
const windowMs = 600_000;
const previewsInWindow = 10;
/** In characters of rules: writing more into one answer would keep everyone else waiting. */
const longestAnswer = 1_000_000;

export type RuleStore = ReturnType<typeof createRuleStore>;

export function createRuleStore(db: Kysely<Database>) {
  return {
    /** The event that holds; undefined: there never was one. */
    last: (scope: RuleScope) => lastEvent(db, scope),
    /**
     * The newest {@link shownEvents} changes and as many previews, or fewer long ones, oldest first.
     * INVARIANT: previews hide no change.
     */
    async history(scope: RuleScope): Promise<readonly RuleHistoryEntry[]> {
      const newest = (version: "is" | "is not") =>
        untilLong(
          db,
          events(db, scope)
            .select("id")
            .where("version", version, null)
            .orderBy("id", "desc")
            .limit(shownEvents),
        );
      const rows = [...(await newest("is")), ...(await newest("is not"))];
      rows.sort((one, other) => one.id - other.id);
      return rows.flatMap(({ id: _, at, kind, acted_as, ...row }): RuleHistoryEntry[] => {
        const change = readWord(row);
        const by = acted_as ?? undefined;
        if (kind !== "previewed") return [{ at, change, by }];
        return change.kind === "set" ? [{ at, change: { kind, rule: change.rule }, by }] : [];
      });
    },
    /** The newest {@link certifiedChanges} changes, or fewer long ones, oldest first. */
    async changes(scope: RuleScope): Promise<readonly RuleEvent[]> {
      const newest = versions(db, scope).select("id").limit(certifiedChanges);
      return (await untilLong(db, newest)).reverse().map(readEvent);
    },
    /**
     * Appends one event, durable when it answers. Changes of one account and its rooms wait for
     * each other. After three changes in ten minutes that concern a room, its own and its account's
     * together, a further one applies to those inside only ten minutes after the third-last one, so
     * that nobody can find out by trying who is where. Lifting applies at once: it shows nobody's
     * place.
     * @param expected the version that the caller saw (0: none); another one is a `conflict`
     */
    async append(
      scope: RuleScope,
      wish: RuleWish,
      expected: number | undefined,
    ): Promise<AppendOutcome> {
      return await db.transaction().execute(async (tx) => {
        if (!(await lockScope(tx, scope))) return { kind: "absent" };
        const last = await lastEvent(tx, scope);
        const objection = objectionTo(wish, last, expected);
        if (objection !== undefined) return { kind: objection };
        const insideFrom = wish.kind === "lifted" ? null : await insideFromOf(tx, scope, wish);
        const times = { at: sql<Date>`clock_timestamp()`, inside_from: insideFrom };
        const version = (last?.version ?? 0) + 1;
        return { kind: "appended", event: await insertRuleEvent(tx, scope, wish, version, times) };
      });
    },
    /**
     * Notes in the room's history that a host asked what this rule would do, before the answer.
     * `too-many`: ten were asked in the last ten minutes; nothing is noted.
     */
    async notePreview(room: string, rule: RuleInput): Promise<"noted" | "too-many" | "absent"> {
      return await db.transaction().execute(async (tx) => {
        const scope = { kind: "room", room } as const;
        if (!(await lockScope(tx, scope))) return "absent";
        const noted = await events(tx, scope)
          .where("kind", "=", "previewed")
          .where("at", ">", sinceWindow)
          .orderBy("id", "desc")
          .limit(previewsInWindow)
          .execute();
        if (noted.length >= previewsInWindow) return "too-many";
        const at = sql<Date>`clock_timestamp()`;
        const values = { room, kind: "previewed", version: null, mode: null, at } as const;
        await tx
          .insertInto("rule_event")
          .values({ ...values, rule: JSON.stringify(rule) })
          .execute();
        return "noted";
      });
    },
  };
}

function objectionTo(
  wish: RuleWish,
  last: RuleEvent | undefined,
  expected: number | undefined,
): "conflict" | "unchanged" | undefined {
  if (expected !== undefined && expected !== (last?.version ?? 0)) return "conflict";
  const nothingHolds = last === undefined || last.change.kind === "lifted";
  return wish.kind === "lifted" && nothingHolds ? "unchanged" : undefined;
}

export async function insertRuleEvent(
  tx: Transaction<Database>,
  scope: RuleScope,
  wish: RuleWish,
  version: number,
  times: { readonly at?: RawBuilder<Date>; readonly inside_from?: Date | null } = {},
): Promise<RuleEvent> {
  const made = await tx
    .insertInto("rule_event")
    .values({
      room: scope.kind === "room" ? scope.room : null,
      account_id: scope.kind === "account" ? scope.accountId : null,
      acted_as: scope.kind === "room" ? (scope.by ?? null) : null,
      version,
      kind: wish.kind,
      mode: wish.kind === "set" && scope.kind !== "room" ? (wish.mode ?? "default") : null,
      rule: wish.kind === "set" ? JSON.stringify(wish.rule) : null,
      ...times,
    })
    .returning(["at", "inside_from"])
    .executeTakeFirstOrThrow();
  const insideFrom = made.inside_from ?? undefined;
  const by = scope.kind === "room" ? scope.by : undefined;
  return { version, at: made.at, insideFrom, change: wish, by };
}

const windowLength = sql`${sql.lit(`${windowMs} ms`)}::interval`;
const sinceWindow = sql<Date>`clock_timestamp() - ${windowLength}`;

/** When the ten minutes since the third-last change are over; null: fewer came in that time. */
async function insideFromOf(
  tx: Transaction<Database>,
  scope: RuleScope,
  wish: RuleWish & { readonly kind: "set" },
): Promise<Date | null> {
  switch (scope.kind) {
    case "room":
      return await quietFrom(tx, sql`r.name = ${scope.room}`);
    case "account": {
      const own = await versions(tx, scope)
        .where("at", ">", sinceWindow)
        .clearSelect()
        .select(sql<Date>`at + ${windowLength}`.as("quietFrom"))
        .offset(quickChanges - 1)
        .limit(1)
        .executeTakeFirst();
      const inRooms = await quietFrom(
        tx,
        sql`r.account_id = ${scope.accountId} AND (${wish.mode === "locked"} OR r.kind = 'drop-in')
          AND EXISTS (SELECT FROM rule_event e WHERE e.room = r.name AND e.at > ${sinceWindow})`,
      );
      return laterOf(own?.quietFrom ?? null, inRooms);
    }
  }
}

/**
 * When the ten minutes since the third-last change that concerns a room are over, for the latest of
 * these rooms. An account's default concerns no meeting, and what came before the room nobody.
 */
async function quietFrom(
  tx: Transaction<Database>,
  rooms: RawBuilder<unknown>,
): Promise<Date | null> {
  const found = await sql<{ quietFrom: Date | null }>`
    SELECT max(third.at) + ${windowLength} AS "quietFrom"
    FROM room r CROSS JOIN LATERAL (
      SELECT e.at FROM rule_event e
      WHERE (e.room = r.name
          OR e.account_id = r.account_id AND (r.kind = 'drop-in' OR e.mode IS DISTINCT FROM 'default'))
        AND e.version IS NOT NULL AND e.at > greatest(r.created_at, ${sinceWindow})
      ORDER BY e.at DESC OFFSET ${sql.lit(quickChanges - 1)} LIMIT 1) third
    WHERE ${rooms}`.execute(tx);
  return found.rows[0]?.quietFrom ?? null;
}

function laterOf(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

function events(db: Kysely<Database>, scope: RuleScope) {
  const all = db
    .selectFrom("rule_event")
    .select(["version", "at", "inside_from", "kind", "mode", "rule", "acted_as"]);
  switch (scope.kind) {
    case "room":
      return all.where("room", "=", scope.room);
    case "account":
      return all.where("account_id", "=", scope.accountId);
  }
}

/** Of these, newest first, as many as are {@link longestAnswer} long, and the newest in any case. */
async function untilLong<Row extends { readonly id: number }>(
  db: Kysely<Database>,
  newest: SelectQueryBuilder<Database, "rule_event", Row>,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT * FROM (SELECT *, sum(octet_length(rule::text))
        OVER (ORDER BY id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newer
      FROM (${newest}) newest) measured
    WHERE coalesce(newer, 0) < ${longestAnswer} ORDER BY id DESC`.execute(db);
  return rows;
}

/** Without previews, newest first. */
function versions(db: Kysely<Database>, scope: RuleScope) {
  return events(db, scope)
    .where("version", "is not", null)
    .$narrowType<{ version: number }>()
    .orderBy("version", "desc");
}

async function lastEvent(db: Kysely<Database>, scope: RuleScope): Promise<RuleEvent | undefined> {
  const row = await versions(db, scope).limit(1).executeTakeFirst();
  return row === undefined ? undefined : readEvent(row);
}

/** Of a room also its account, always first, since their changes are counted together. */
async function lockScope(tx: Transaction<Database>, scope: RuleScope): Promise<boolean> {
  const account = tx.selectFrom("account").select("id").forNoKeyUpdate();
  switch (scope.kind) {
    case "room": {
      const room = tx.selectFrom("room").select("account_id").where("name", "=", scope.room);
      await account.where("id", "in", room).execute();
      return (await room.forUpdate().executeTakeFirst()) !== undefined;
    }
    case "account":
      return (await account.where("id", "=", scope.accountId).executeTakeFirst()) !== undefined;
  }
}

interface RuleRow {
  readonly mode: "default" | "locked" | null;
  readonly rule: unknown;
  readonly acted_as: ActingRole | null;
}

function readEvent(
  row: RuleRow & {
    readonly version: number;
    readonly at: Date;
    readonly inside_from: Date | null;
  },
): RuleEvent {
  const { version, at, inside_from, acted_as } = row;
  const insideFrom = inside_from ?? undefined;
  return { version, at, insideFrom, change: readWord(row), by: acted_as ?? undefined };
}

function readWord({ mode, rule }: Pick<RuleRow, "mode" | "rule">): RuleWord {
  if (rule === null) return { kind: "lifted" };
  const read = ruleInput.safeParse(rule);
  if (!read.success) return { kind: "unreadable" };
  return { kind: "set", rule: read.data, ...(mode === null ? {} : { mode }) };
}
