import type { MeetingDoor } from "@graticule/api/hosting";
import type { Encryption, MeetingChange } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import { type InferResult, type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { PastAct } from "../hosting/act-history.ts";
import type { ManagedMeeting } from "../hosting/host-access.ts";
import { beginWithRule } from "../rules/rules.ts";
import type { Schedule } from "./schedule.ts";
import { scheduleColumns, scheduleOfColumns } from "./schedule-columns.ts";

export interface Meeting extends ManagedMeeting {
  readonly title: string;
  readonly createdAt: Date;
  readonly schedule: Schedule | undefined;
  /** When it is deleted by itself, as things stand. */
  readonly deletesAt: Date;
  readonly door: MeetingDoor;
  readonly encryption: Encryption;
  /** The public key of its link, base64url. */
  readonly linkKey: string | undefined;
  /** Who vouches in it, base64url; undefined: it is not vouched. */
  readonly hostHash: string | undefined;
  /** Where its media server has to be; undefined: anywhere. */
  readonly mediaRegion: string | undefined;
}

export interface NewMeeting
  extends Omit<Meeting, "createdAt" | "endedAt" | "reopensAt" | "deletesAt"> {
  /** Undefined: no. */
  readonly nativeClients: boolean | undefined;
  readonly rule: RuleInput | undefined;
  readonly roomsAtMost: number;
}

export type MeetingTimes = Pick<Meeting, "schedule"> & {
  /** Of one that is closed until its next occurrence. `as-it-was`: also if it isn't closed. */
  readonly reopens: "as-it-was" | "at-once" | Date;
};

/** What a suspended account could not use is not deleted for that; see `reinstated`. */
const isSuspended = sql`EXISTS (SELECT FROM suspended_account s WHERE s.account_id = r.account_id)`;
const deletesAt = sql<Date>`deletes_at(m, r)`;

function selectMeetings(db: Kysely<Database>) {
  return db
    .selectFrom("meeting as m")
    .innerJoin("room as r", "r.name", "m.room")
    .select([
      ...(["m.code", "m.room", "r.account_id", "m.title", "m.created_at", "m.starts_at"] as const),
      ...(["m.duration_minutes", "m.time_zone", "m.repeat", "m.ended_at", "m.reopens_at"] as const),
      ...(["m.entry", "m.locked", "m.beacon", "m.encryption"] as const),
      ...(["m.link_key", "m.host_hash", "m.manage_secret_hash", "m.media_region"] as const),
      deletesAt.as("deletes_at"),
    ]);
}
type MeetingRow = InferResult<ReturnType<typeof selectMeetings>>[number];

export type MeetingStore = ReturnType<typeof createMeetingStore>;

/** Each change is durable when it answers. */
export function createMeetingStore(db: Kysely<Database>) {
  const meetings = selectMeetings(db);
  const markUsed = async (rooms: readonly string[]): Promise<void> => {
    await sql`UPDATE room SET last_used_on = (now() AT TIME ZONE 'UTC')::date
      WHERE name = ANY (${[...rooms]}::text[])
        AND last_used_on < (now() AT TIME ZONE 'UTC')::date`.execute(db);
  };
  return {
    /** With its room and first rule. `full`: the account has as many rooms as it may. */
    async create(meeting: NewMeeting): Promise<"created" | "full"> {
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
            ...door,
            ...scheduleColumns(schedule),
            encryption: meeting.encryption,
            native_clients: meeting.nativeClients,
            link_key: bytesOf(meeting.linkKey) ?? null,
            host_hash: bytesOf(meeting.hostHash) ?? null,
            media_region: meeting.mediaRegion ?? null,
            manage_secret_hash: manageSecretHash,
          })
          .execute();
        if (rule !== undefined) await beginWithRule(tx, room, rule);
        return "created";
      });
    },
    async find(code: string): Promise<Meeting | undefined> {
      const row = await meetings.where("m.code", "=", code).executeTakeFirst();
      return row === undefined ? undefined : readMeeting(row);
    },
    /** The account's own, newest first, the newest 500. */
    async list(accountId: string): Promise<readonly Meeting[]> {
      const rows = await meetings
        .where("r.account_id", "=", accountId)
        .orderBy("m.created_at", "desc")
        .orderBy("m.code")
        .limit(500)
        .execute();
      return rows.map(readMeeting);
    },
    /** What it leaves out stays as it is then: nothing that was changed meanwhile comes back. @param times if it names any */
    async change(code: string, change: MeetingChange, times: MeetingTimes): Promise<void> {
      if (Object.keys(change).length === 0) return;
      const { title, encryption, linkKey, hostHash, mediaRegion } = change;
      await db
        .updateTable("meeting")
        .set({
          title,
          encryption,
          link_key: bytesOf(linkKey),
          host_hash: bytesOf(hostHash),
          media_region: mediaRegion,
          ...(isOfTimes(change) ? timesColumns(times) : {}),
        })
        .where("code", "=", code)
        .execute();
    },
    /**
     * Ends it, for good or until it opens again; a meeting that is ended keeps its time, unless it
     * was to open again and now is ended for good.
     * @param reopensAt when the next occurrence opens; undefined: for good
     * @param by for the history
     */
    async end(
      code: string,
      reopensAt: Date | undefined,
      by: PastAct["by"],
    ): Promise<"ended" | "unchanged"> {
      const { rows } = await sql`
        WITH ended AS (
          UPDATE meeting SET ended_at = now(), reopens_at = ${reopensAt ?? null}
          WHERE code = ${code} AND (ended_at IS NULL OR reopens_at <= now()
            OR (reopens_at IS NOT NULL AND ${reopensAt === undefined})) RETURNING room)
        INSERT INTO host_act (room, kind, acted_as) SELECT room, 'ended', ${by}::text FROM ended
          RETURNING room`.execute(db);
      return rows.length > 0 ? "ended" : "unchanged";
    },
    /**
     * Opens it again as it was before this act under the terms of service ended it. Answers its
     * room; undefined: it is deleted, or that act did not end it.
     */
    async reopen(actId: string): Promise<string | undefined> {
      // Compared again if its host ends it for good meanwhile.
      const opened = await sql<{ room: string }>`
        UPDATE meeting m SET ended_at = NULL, reopens_at = NULL FROM meeting_ended_under_terms e
        WHERE e.room = m.room AND e.act_id = ${actId}
          AND m.ended_at = (SELECT at FROM terms_effect WHERE act_id = ${actId}) RETURNING m.room`.execute(
        db,
      );
      const room = opened.rows[0]?.room;
      // It could not be used while it was closed.
      if (room !== undefined) await markUsed([room]);
      return room;
    },
    /** Whose meetings an account's are; undefined: a backend's. */
    async ownerOf(accountId: string): Promise<string | undefined> {
      const owner = db.selectFrom("person").select("id").where("account_id", "=", accountId);
      return (await owner.executeTakeFirst())?.id;
    },
    /**
     * The earlier management link no longer opens it. INVARIANT: nor is anyone a host by it, but its owner, who is host without.
     * @param owner as the room knows them
     */
    async renewSecret(code: string, manageSecretHash: Buffer, owner: string): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx
          .updateTable("meeting")
          .set({ manage_secret_hash: manageSecretHash })
          .where("code", "=", code)
          .execute();
        await sql`UPDATE seat_standing s
          SET role = 'guest', successor_rank = NULL FROM meeting m
          WHERE m.code = ${code} AND s.room = m.room AND s.role = 'host' AND s.person <> ${owner}`.execute(
          tx,
        );
      });
    },
    /** With its room, rules and all that hosts decided. It is ended for good. */
    async delete(code: string): Promise<void> {
      await db
        .deleteFrom("room")
        .where("name", "in", (one) =>
          one.selectFrom("meeting").select("room").where("code", "=", code),
        )
        .execute();
    },
    /**
     * Deletes meetings whose time has come, and backends' rooms without a rule that nobody used for
     * a year; forgets what deleted meetings leave. Answers how many were deleted.
     */
    async deleteDue(): Promise<{ readonly meetings: number; readonly rooms: number }> {
      const meetings = await sql`
        DELETE FROM room WHERE name IN (
          SELECT m.room FROM meeting m JOIN room r ON r.name = m.room WHERE ${deletesAt} < now()
            AND NOT (m.ended_at IS NULL AND ${isSuspended})
            AND NOT EXISTS (SELECT FROM meeting_ended_under_terms t
              WHERE t.room = m.room AND act_waits_for_review(t.act_id))
        ) RETURNING name`.execute(db);
      const rooms = await sql`
        DELETE FROM room r WHERE r.kind = 'drop-in' AND NOT ${isSuspended}
          AND unused_at(r) < now()
          AND NOT coalesce((SELECT e.kind = 'set' FROM rule_event e
            WHERE e.room = r.name AND e.kind IN ('set', 'lifted')
            ORDER BY e.id DESC LIMIT 1), false)
          AND NOT EXISTS (SELECT FROM order_in_force o
            WHERE o.room = r.name AND o.lifted_at IS NULL AND o.ends_at > now())
        RETURNING name`.execute(db);
      await sql`SELECT forget_deleted_meetings()`.execute(db);
      return { meetings: meetings.rows.length, rooms: rooms.rows.length };
    },
    markUsed,
  };
}

function timesColumns({ schedule, reopens }: MeetingTimes) {
  return {
    ...scheduleColumns(schedule),
    ...(reopens === "at-once" ? { ended_at: null, reopens_at: null } : {}),
    ...(reopens instanceof Date ? { reopens_at: reopens } : {}),
  };
}

function isOfTimes({ startsAt, durationMinutes, timeZone, repeat }: MeetingChange): boolean {
  return [startsAt, durationMinutes, timeZone, repeat].some((one) => one !== undefined);
}

function bytesOf(text: string | undefined): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text, "base64url");
}

function readMeeting(row: MeetingRow): Meeting {
  return {
    code: row.code,
    room: row.room,
    accountId: row.account_id,
    title: row.title,
    createdAt: row.created_at,
    schedule: scheduleOfColumns(row),
    endedAt: row.ended_at ?? undefined,
    reopensAt: row.reopens_at ?? undefined,
    deletesAt: row.deletes_at,
    door: { entry: row.entry, locked: row.locked, beacon: row.beacon },
    encryption: row.encryption,
    linkKey: row.link_key?.toString("base64url"),
    hostHash: row.host_hash?.toString("base64url"),
    mediaRegion: row.media_region ?? undefined,
    manageSecretHash: row.manage_secret_hash,
  };
}
