import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type {
  RoomSelection,
  RoomSnapshot,
  StoredPlatformRule,
  StoredRoom,
  StoredRuleEvent,
} from "./store.ts";

/** How many of a rule's last events are read at most. */
const mostEvents = 13;

/** All that the policies of these rooms are made of, as of one moment. */
export async function readSnapshot(
  db: Kysely<Database>,
  selection: RoomSelection,
): Promise<RoomSnapshot> {
  const transaction = db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only");
  return await transaction.execute(async (tx) => {
    const rooms = await readRooms(tx, selection);
    return {
      rooms,
      accountRules: await readAccountRules(tx, [...new Set(rooms.map((room) => room.accountId))]),
      platformRules: await readPlatformRules(tx),
    };
  });
}

async function readRooms(
  tx: Transaction<Database>,
  selection: RoomSelection,
): Promise<readonly StoredRoom[]> {
  const wanted =
    selection.kind === "all"
      ? sql`true`
      : sql`(r.name = ANY(${selection.rooms as string[]}::text[])
             OR r.account_id = ANY(${selection.accounts as string[]}::uuid[]))`;
  const found = await sql<StoredRoom>`
    SELECT r.name AS "room", r.account_id AS "accountId", r.kind AS "kind",
      m.code AS "meetingCode", m.title AS "title", ${milliseconds(sql`m.starts_at`)} AS "startsAt",
      coalesce(m.ended_at IS NOT NULL AND (m.reopens_at IS NULL OR m.reopens_at > now()), false)
        OR suspended.account_id IS NOT NULL AS "ended",
      suspended.account_id IS NOT NULL OR terms.room IS NOT NULL AS "endedUnderTerms", a.service_seats AS "serviceSeats",
      json_build_object('entry', coalesce(m.entry, 'open'), 'locked', coalesce(m.locked, false),
        'beacon', coalesce(m.beacon, 'wanted')) AS "door", coalesce(m.encryption, 'off') AS "encryption",
      coalesce(m.native_clients, false) AS "nativeClients",
      translate(rtrim(encode(m.link_key, 'base64'), '='), '+/', '-_') AS "linkKey",
      translate(rtrim(encode(m.host_hash, 'base64'), '='), '+/', '-_') AS "hostHash",
      coalesce(own.list, '[]'::json) AS "ownRule", coalesce(orders.list, '[]'::json) AS "orders",
      coalesce(standings.list, '[]'::json) AS "hostDecisions"
    FROM room r
    JOIN account a ON a.id = r.account_id
    LEFT JOIN suspended_account suspended ON suspended.account_id = a.id
    LEFT JOIN meeting m ON m.room = r.name
    LEFT JOIN meeting_ended_under_terms terms ON terms.room = r.name
    LEFT JOIN LATERAL ${lastEvents(sql`e.room = r.name`)} own ON true
    LEFT JOIN LATERAL (SELECT json_agg(json_build_object(
        'id', o.id, 'jurisdiction', o.jurisdiction, 'excepted', o.excepted,
        'from', ${milliseconds(sql`o.starts_at`)}, 'until', ${milliseconds(sql`o.ends_at`)},
        'approvedAt', ${milliseconds(sql`o.approved_at`)},
        'insideFrom', ${milliseconds(sql`o.inside_from`)}, 'authority', o.authority, 'law', o.law)
        ORDER BY o.id) AS list
      FROM order_in_force o
      WHERE o.room = r.name AND o.lifted_at IS NULL AND o.ends_at > now()
        AND o.jurisdiction <> '{}') orders ON true
    LEFT JOIN LATERAL (SELECT json_agg(json_build_object(
        'person', s.person, 'name', s.display_name, 'role', s.role, 'entry', s.entry,
        'pass', s.pass, 'passFor', CASE WHEN s.pass THEN ${passFor} END,
        'successorRank', s.successor_rank) ORDER BY s.person) AS list
      FROM seat_standing s WHERE s.room = r.name) standings ON true
    WHERE ${wanted}`.execute(tx);
  return found.rows.map((row) => ({
    ...row,
    hostDecisions: row.hostDecisions.map((one) => ({
      ...one,
      passFor: one.passFor ?? undefined,
      successorRank: one.successorRank ?? undefined,
    })),
  }));
}

/** The newest of the passes that let in the person of `s`. */
const passFor = sql`(SELECT p.name FROM travel_pass p
  WHERE p.room = s.room AND p.person = s.person ORDER BY p.created_at DESC LIMIT 1)`;

/** Once for all rooms of an account: they can be many, and the rule long. */
async function readAccountRules(
  tx: Transaction<Database>,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredRuleEvent[]>> {
  const found = await sql<{ id: string; list: readonly StoredRuleEvent[] }>`
    SELECT a.id AS "id", own.list AS "list"
    FROM unnest(${accounts as string[]}::uuid[]) AS a (id)
    JOIN LATERAL ${lastEvents(sql`e.account_id = a.id`)} own ON own.list IS NOT NULL`.execute(tx);
  return new Map(found.rows.map(({ id, list }) => [id, list]));
}

async function readPlatformRules(
  tx: Transaction<Database>,
): Promise<readonly StoredPlatformRule[]> {
  const found = await sql<StoredPlatformRule>`
    SELECT p.id AS "id", p.ground AS "ground", p.rule AS "rule",
      ${milliseconds(sql`least(p.effective_at, confirmed.at)`)} AS "from",
      ${milliseconds(sql`p.review_at`)} AS "until"
    FROM platform_rule p LEFT JOIN desk_change_outcome confirmed
      ON confirmed.change_id = p.change_id AND confirmed.outcome = 'confirmed'
    WHERE p.review_at > now()
      AND NOT EXISTS (SELECT 1 FROM platform_rule_lifting l WHERE l.rule_id = p.id)
    ORDER BY p.id`.execute(tx);
  return found.rows;
}

/** The newest event of a rule and those before it that still hold for someone, oldest first. */
function lastEvents(scope: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(SELECT json_agg(json_build_object(
      'id', last.id, 'version', last.version, 'at', ${milliseconds(sql`last.at`)},
      'insideFrom', ${milliseconds(sql`last.inside_from`)}, 'mode', last.mode, 'actedAs', last.acted_as,
      'rule', last.rule)
      ORDER BY last.version) AS list
    FROM (SELECT e.* FROM rule_event e
      WHERE ${scope} AND e.version >= coalesce((SELECT max(e.version) FROM rule_event e
        WHERE ${scope} AND (e.inside_from IS NULL OR e.inside_from <= now())), 0)
      ORDER BY e.version DESC LIMIT ${sql.lit(mostEvents)}) last)`;
}

function milliseconds(moment: RawBuilder<unknown>): RawBuilder<number> {
  return sql`(extract(epoch FROM ${moment}) * 1000)::float8`;
}
