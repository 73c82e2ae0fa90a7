import type { RuleInput } from "@graticule/api/rules";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** An order as it is stored; times in milliseconds since the epoch. */
export interface StoredOrder {
  readonly id: string;
  readonly jurisdiction: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly authority: string | null;
  readonly law: string | null;
}

/** Everything that a room's policy is made of, read in one statement: never half a change. */
export interface StoredRoom {
  readonly room: string;
  readonly accountId: string;
  readonly kind: "meeting" | "drop-in";
  readonly meetingCode: string | null;
  readonly title: string | null;
  /** Scheduled start in milliseconds since the epoch. */
  readonly startsAt: number | null;
  readonly ended: boolean;
  readonly serviceSeats: "allowed" | "refused";
  readonly ownRule: RuleInput | null;
  /** The same object in all rooms of an account that were read together. */
  readonly accountRule: RuleInput | null;
  /** Which event of the rules' history each of the two is: another rule has another number. */
  readonly ownRuleId: number | null;
  readonly accountRuleId: number | null;
  readonly orders: readonly StoredOrder[];
}

/** Which rooms to read. */
export type RoomSelection =
  | { readonly kind: "all" }
  | {
      readonly kind: "some";
      readonly rooms: readonly string[];
      readonly accounts: readonly string[];
    };

export interface RoomStore {
  load(selection: RoomSelection): Promise<readonly StoredRoom[]>;
  /** The database's present time in milliseconds since the epoch. */
  now(): Promise<number>;
  /** Registers a room unless it is registered already; durable when it answers. */
  register(
    room: string,
    accountId: string,
  ): Promise<{ readonly ownerId: string; readonly made: boolean }>;
}

export function createRoomStore(db: Kysely<Database>): RoomStore {
  return {
    async load(selection) {
      const wanted =
        selection.kind === "all"
          ? sql`true`
          : sql`(r.name = ANY(${selection.rooms as string[]}::text[])
                 OR r.account_id = ANY(${selection.accounts as string[]}::uuid[]))`;
      const found = await sql<StoredRoom>`
        SELECT r.name AS "room", r.account_id AS "accountId", r.kind AS "kind",
          m.code AS "meetingCode", m.title AS "title",
          (extract(epoch FROM m.starts_at) * 1000)::float8 AS "startsAt", coalesce(m.ended_at IS NOT NULL, false) AS "ended",
          a.service_seats AS "serviceSeats", own.rule AS "ownRule", own.id AS "ownRuleId",
          general.id AS "accountRuleId",
          CASE WHEN row_number() OVER (PARTITION BY r.account_id ORDER BY r.name) = 1
            THEN general.rule END AS "accountRule",
          coalesce(orders.list, '[]'::json) AS "orders"
        FROM room r
        JOIN account a ON a.id = r.account_id
        LEFT JOIN meeting m ON m.room = r.name
        LEFT JOIN LATERAL (SELECT e.id, e.rule FROM rule_event e WHERE e.room = r.name
          ORDER BY e.version DESC LIMIT 1) own ON true
        LEFT JOIN LATERAL (SELECT e.id, e.rule FROM rule_event e WHERE e.account_id = r.account_id
          ORDER BY e.version DESC LIMIT 1) general ON true
        LEFT JOIN LATERAL (SELECT json_agg(json_build_object(
            'id', o.id, 'jurisdiction', o.jurisdiction,
            'from', (extract(epoch FROM o.starts_at) * 1000)::float8,
            'until', (extract(epoch FROM o.ends_at) * 1000)::float8,
            'authority', o.authority, 'law', o.law) ORDER BY o.id) AS list
          FROM order_in_force o
          WHERE o.room = r.name AND o.lifted_at IS NULL AND o.ends_at > now()) orders ON true
        WHERE ${wanted}`.execute(db);
      return found.rows.map(withAccountRule(found.rows));
    },
    async now() {
      const found = await sql<{ now: number }>`
        SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`.execute(db);
      return found.rows[0]?.now ?? Number.NaN;
    },
    async register(room, accountId) {
      const made = await db
        .insertInto("room")
        .values({ name: room, account_id: accountId, kind: "drop-in" })
        .onConflict((conflict) => conflict.doNothing())
        .returning("name")
        .executeTakeFirst();
      if (made !== undefined) return { ownerId: accountId, made: true };
      const found = await db
        .selectFrom("room")
        .select("account_id")
        .where("name", "=", room)
        .executeTakeFirstOrThrow();
      return { ownerId: found.account_id, made: false };
    },
  };
}

/** An account's rule can be long and its rooms many: it comes with the first of them only. */
function withAccountRule(rows: readonly StoredRoom[]): (row: StoredRoom) => StoredRoom {
  const rules = new Map<string, RuleInput>();
  for (const { accountId, accountRule } of rows) {
    if (accountRule !== null) rules.set(accountId, accountRule);
  }
  return (row) => ({ ...row, accountRule: rules.get(row.accountId) ?? null });
}
