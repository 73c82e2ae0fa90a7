import type { MeetingDoor } from "@graticule/api/hosting";
import { type Encryption, repetition } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { PastAct } from "../hosting/act-history.ts";
import { beginWithRule } from "../rules/rules.ts";
import { type Schedule, scheduleEnd, usualDurationMinutes } from "./schedule.ts";

export interface Meeting {
  readonly code: string;
  readonly room: string;
  readonly accountId: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly schedule: Schedule | undefined;
  /** When it was ended last. */
  readonly endedAt: Date | undefined;
  /** Only an occurrence was ended, and this is when the next one opens; may be over already. */
  readonly reopensAt: Date | undefined;
  /** When it is deleted by itself, as things stand. */
  readonly deletesAt: Date;
  readonly door: MeetingDoor;
  readonly encryption: Encryption;
  /** The public key of its link, base64url. */
  readonly linkKey: string | undefined;
  /** Who vouches in it, base64url; undefined: it is not vouched. */
  readonly hostHash: string | undefined;
  /** SHA-256 of the secret in the management link. */
  readonly manageSecretHash: Buffer;
}

export interface NewMeeting {
  readonly code: string;
  readonly room: string;
  readonly accountId: string;
  readonly title: string;
  readonly schedule: Schedule | undefined;
  readonly door: MeetingDoor;
  readonly encryption: Encryption;
  /** Undefined: no. */
  readonly nativeClients: boolean | undefined;
  /** The public key of its link, base64url. */
  readonly linkKey: string | undefined;
  /** Who vouches in it, base64url; undefined: it is not vouched. */
  readonly hostHash: string | undefined;
  readonly manageSecretHash: Buffer;
  readonly rule: RuleInput | undefined;
  /** How many rooms the account may have in all. */
  readonly roomsAtMost: number;
}

/** What stands after a change. */
export interface MeetingState {
  readonly title: string;
  readonly schedule: Schedule | undefined;
  readonly encryption: Encryption;
  /** The public key of its link, base64url. */
  readonly linkKey: string | undefined;
  /** Who vouches in it, base64url; undefined: it is not vouched. */
  readonly hostHash: string | undefined;
  readonly endedAt: Date | undefined;
  readonly reopensAt: Date | undefined;
}

export interface MeetingStore {
  /** The meeting, its room and its first rule, or nothing. `full`: the account has all its rooms. */
  create(meeting: NewMeeting): Promise<"created" | "full">;
  find(code: string): Promise<Meeting | undefined>;
  /** The account's own, newest first, the newest 500. */
  list(accountId: string): Promise<readonly Meeting[]>;
  change(code: string, state: MeetingState): Promise<void>;
  /**
   * Ends it, for good or until it opens again; a meeting that is ended keeps its time.
   * @param reopensAt when the next occurrence opens
   * @param by as what someone ends it, for the history
   */
  end(code: string, reopensAt: Date | undefined, by: PastAct["by"]): Promise<void>;
  /**
   * Opens it again as it was before this act under the terms of service ended it. Answers its room;
   * undefined: it is deleted, or that act did not end it.
   */
  reopen(actId: string): Promise<string | undefined>;
  /** From now on another management link opens it, and the one before does not. */
  renewSecret(code: string, manageSecretHash: Buffer): Promise<void>;
  /** With its room, rules and all that hosts decided. */
  delete(code: string): Promise<void>;
  /**
   * Deletes meetings whose time has come, and backends' rooms that nobody used for a year and that
   * have no rule. Answers how many.
   */
  deleteDue(): Promise<{ readonly meetings: number; readonly rooms: number }>;
  /** Notes today as the day of their last use. */
  markUsed(rooms: readonly string[]): Promise<void>;
}

/** What a suspended account could not use does not grow old for that; see `reinstated`. */
const isSuspended = sql`EXISTS (SELECT FROM suspended_account s WHERE s.account_id = r.account_id)`;
/** Days from the end of a meeting to its deletion. */
const keptDays = 30;
/** … and from the last use of what has no end: an endless repetition, a backend's room. */
const unusedDays = 365;

const usedUntil = sql`((r.last_used_on + 1)::timestamp AT TIME ZONE 'UTC')`;

/**
 * When a meeting is deleted by itself: 30 days after it was ended for good, after its last
 * occurrence, or, if it was never scheduled, after its last use; an endless repetition a year after
 * its last use. Use after the end prolongs it.
 */
const deletesAt = sql<Date>`(CASE
  WHEN m.ended_at IS NOT NULL AND m.reopens_at IS NULL
    THEN m.ended_at + make_interval(days => ${sql.lit(keptDays)})
  WHEN m.repeat IS NOT NULL AND m.schedule_ends_at IS NULL
    THEN greatest(m.starts_at, ${usedUntil}) + make_interval(days => ${sql.lit(unusedDays)})
  ELSE greatest(m.schedule_ends_at, ${usedUntil}) + make_interval(days => ${sql.lit(keptDays)})
END)`;

export function createMeetingStore(db: Kysely<Database>): MeetingStore {
  const meetings = db
    .selectFrom("meeting as m")
    .innerJoin("room as r", "r.name", "m.room")
    .select([
      ...(["m.code", "m.room", "r.account_id", "m.title", "m.created_at", "m.starts_at"] as const),
      ...(["m.duration_minutes", "m.time_zone", "m.repeat", "m.ended_at", "m.reopens_at"] as const),
      ...(["m.entry", "m.locked", "m.beacon", "m.encryption"] as const),
      ...(["m.link_key", "m.host_hash", "m.manage_secret_hash"] as const),
      deletesAt.as("deletes_at"),
    ]);
  const markUsed = async (rooms: readonly string[]): Promise<void> => {
    await sql`UPDATE room SET last_used_on = (now() AT TIME ZONE 'UTC')::date
      WHERE name = ANY (${[...rooms]}::text[])
        AND last_used_on < (now() AT TIME ZONE 'UTC')::date`.execute(db);
  };
  return {
    async create(meeting) {
      return await db.transaction().execute(async (tx) => {
        const { code, room, accountId, title, schedule, door, manageSecretHash, rule } = meeting;
        const made = await sql`
          INSERT INTO room (name, account_id, kind) SELECT ${room}, ${accountId}, 'meeting'
          WHERE (SELECT count(*) FROM room WHERE account_id = ${accountId}) < ${meeting.roomsAtMost}
          RETURNING name`.execute(tx);
        if (made.rows.length === 0) return "full";
        await tx
          .insertInto("meeting")
          .values({
            code,
            room,
            title,
            entry: door.entry,
            locked: door.locked,
            beacon: door.beacon,
            ...scheduleColumns(schedule),
            encryption: meeting.encryption,
            native_clients: meeting.nativeClients,
            link_key: bytesColumn(meeting.linkKey),
            host_hash: bytesColumn(meeting.hostHash),
            manage_secret_hash: manageSecretHash,
          })
          .execute();
        if (rule !== undefined) await beginWithRule(tx, room, rule);
        return "created";
      });
    },
    async find(code) {
      const row = await meetings.where("m.code", "=", code).executeTakeFirst();
      return row === undefined ? undefined : readMeeting(row);
    },
    async list(accountId) {
      const rows = await meetings
        .where("r.account_id", "=", accountId)
        .orderBy("m.created_at", "desc")
        .orderBy("m.code")
        .limit(500)
        .execute();
      return rows.map(readMeeting);
    },
    async change(code, { title, schedule, encryption, linkKey, hostHash, endedAt, reopensAt }) {
      await db
        .updateTable("meeting")
        .set({
          title,
          encryption,
          link_key: bytesColumn(linkKey),
          host_hash: bytesColumn(hostHash),
          ...scheduleColumns(schedule),
          ended_at: endedAt ?? null,
          reopens_at: reopensAt ?? null,
        })
        .where("code", "=", code)
        .execute();
    },
    async end(code, reopensAt, by) {
      await sql`
        WITH ended AS (
          UPDATE meeting SET ended_at = now(), reopens_at = ${reopensAt ?? null}
          WHERE code = ${code} AND (ended_at IS NULL OR reopens_at <= now()) RETURNING room)
        INSERT INTO host_act (room, kind, acted_as) SELECT room, 'ended', ${by}::text FROM ended`.execute(
        db,
      );
    },
    async reopen(actId) {
      const opened = await sql<{ room: string }>`
        UPDATE meeting m SET ended_at = NULL, reopens_at = NULL FROM meeting_ended_under_terms e
        WHERE e.room = m.room AND e.act_id = ${actId} RETURNING m.room`.execute(db);
      const room = opened.rows[0]?.room;
      // While it was closed it could not be used.
      if (room !== undefined) await markUsed([room]);
      return room;
    },
    async renewSecret(code, manageSecretHash) {
      await db
        .updateTable("meeting")
        .set({ manage_secret_hash: manageSecretHash })
        .where("code", "=", code)
        .execute();
    },
    async delete(code) {
      await db
        .deleteFrom("room")
        .where("name", "in", (one) =>
          one.selectFrom("meeting").select("room").where("code", "=", code),
        )
        .execute();
    },
    async deleteDue() {
      const meetings = await sql`
        DELETE FROM room WHERE name IN (
          SELECT m.room FROM meeting m JOIN room r ON r.name = m.room WHERE ${deletesAt} < now()
            AND NOT (m.ended_at IS NULL AND ${isSuspended})
        ) RETURNING name`.execute(db);
      const rooms = await sql`
        DELETE FROM room r WHERE r.kind = 'drop-in' AND NOT ${isSuspended}
          AND ${usedUntil} < now() - make_interval(days => ${sql.lit(unusedDays)})
          AND NOT coalesce((SELECT e.kind = 'set' FROM rule_event e
            WHERE e.room = r.name AND e.kind IN ('set', 'lifted')
            ORDER BY e.id DESC LIMIT 1), false)
          AND NOT EXISTS (SELECT FROM order_in_force o
            WHERE o.room = r.name AND o.lifted_at IS NULL AND o.ends_at > now())
        RETURNING name`.execute(db);
      return { meetings: meetings.rows.length, rooms: rooms.rows.length };
    },
    markUsed,
  };
}

function scheduleColumns(schedule: Schedule | undefined) {
  if (schedule === undefined) {
    const nothing = { starts_at: null, duration_minutes: null, time_zone: null, repeat: null };
    return { ...nothing, schedule_ends_at: null };
  }
  const { startsAt, durationMinutes, timeZone, repeat } = schedule;
  const end = scheduleEnd(schedule);
  return {
    starts_at: new Date(startsAt),
    duration_minutes: durationMinutes,
    time_zone: timeZone,
    repeat: repeat === undefined ? null : JSON.stringify(repeat),
    schedule_ends_at: end === undefined ? null : new Date(end),
  };
}

interface MeetingRow {
  readonly code: string;
  readonly room: string;
  readonly account_id: string;
  readonly title: string;
  readonly created_at: Date;
  readonly starts_at: Date | null;
  readonly duration_minutes: number | null;
  readonly time_zone: string | null;
  readonly repeat: unknown;
  readonly ended_at: Date | null;
  readonly reopens_at: Date | null;
  readonly deletes_at: Date;
  readonly entry: MeetingDoor["entry"];
  readonly locked: boolean;
  readonly beacon: "wanted" | "required" | "off";
  readonly encryption: Encryption;
  readonly link_key: Buffer | null;
  readonly host_hash: Buffer | null;
  readonly manage_secret_hash: Buffer;
}

function bytesColumn(text: string | undefined): Buffer | null {
  return text === undefined ? null : Buffer.from(text, "base64url");
}

function readMeeting(row: MeetingRow): Meeting {
  return {
    code: row.code,
    room: row.room,
    accountId: row.account_id,
    title: row.title,
    createdAt: row.created_at,
    schedule: readSchedule(row),
    endedAt: row.ended_at ?? undefined,
    reopensAt: row.reopens_at ?? undefined,
    deletesAt: row.deletes_at,
    door: { entry: row.entry, locked: row.locked, beacon: row.beacon },
    encryption: row.encryption,
    linkKey: row.link_key?.toString("base64url"),
    hostHash: row.host_hash?.toString("base64url"),
    manageSecretHash: row.manage_secret_hash,
  };
}

/** Meetings that were scheduled before there were lengths and zones have the usual ones. */
function readSchedule(row: MeetingRow): Schedule | undefined {
  if (row.starts_at === null) return undefined;
  return {
    startsAt: row.starts_at.getTime(),
    durationMinutes: row.duration_minutes ?? usualDurationMinutes,
    timeZone: row.time_zone ?? "UTC",
    repeat: row.repeat === null ? undefined : repetition.parse(row.repeat),
  };
}
