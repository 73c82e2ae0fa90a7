import type { RuleInput } from "@graticule/api/rules";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { insertRuleEvent } from "../rules/store.ts";

export interface Meeting {
  readonly code: string;
  readonly room: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly startsAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** SHA-256 of the secret in the management link. */
  readonly manageSecretHash: Buffer;
}

export interface NewMeeting {
  readonly code: string;
  readonly room: string;
  readonly accountId: string;
  readonly title: string;
  readonly startsAt: Date | undefined;
  readonly manageSecretHash: Buffer;
  readonly rule: RuleInput | undefined;
}

export interface MeetingStore {
  /** The meeting, its room and its first rule, or nothing. */
  create(meeting: NewMeeting): Promise<void>;
  find(code: string): Promise<Meeting | undefined>;
  /** Newest first. */
  list(): Promise<readonly Meeting[]>;
  /** Ends it; a meeting that has ended keeps its time. */
  end(code: string): Promise<void>;
  /** Deletes meetings that ended so many days ago, with their rooms and rules. Answers how many. */
  deleteEnded(days: number): Promise<number>;
}

const columns = [
  "code",
  "room",
  "title",
  "created_at",
  "starts_at",
  "ended_at",
  "manage_secret_hash",
] as const;

export function createMeetingStore(db: Kysely<Database>): MeetingStore {
  return {
    async create({ code, room, accountId, title, startsAt, manageSecretHash, rule }) {
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto("room")
          .values({ name: room, account_id: accountId, kind: "meeting" })
          .execute();
        await tx
          .insertInto("meeting")
          .values({
            code,
            room,
            title,
            starts_at: startsAt ?? null,
            manage_secret_hash: manageSecretHash,
          })
          .execute();
        if (rule === undefined) return;
        await insertRuleEvent(tx, { kind: "room", room }, { kind: "set", rule }, 1);
      });
    },
    async find(code) {
      const row = await db
        .selectFrom("meeting")
        .select(columns)
        .where("code", "=", code)
        .executeTakeFirst();
      return row === undefined ? undefined : readMeeting(row);
    },
    async list() {
      const rows = await db
        .selectFrom("meeting")
        .select(columns)
        .orderBy("created_at", "desc")
        .orderBy("code")
        .limit(500)
        .execute();
      return rows.map(readMeeting);
    },
    async end(code) {
      await db
        .updateTable("meeting")
        .set({ ended_at: sql<Date>`now()` })
        .where("code", "=", code)
        .where("ended_at", "is", null)
        .execute();
    },
    async deleteEnded(days) {
      const gone = await db
        .deleteFrom("room")
        .where("name", "in", (old) =>
          old
            .selectFrom("meeting")
            .select("room")
            .where("ended_at", "<", sql<Date>`now() - make_interval(days => ${days})`),
        )
        .returning("name")
        .execute();
      return gone.length;
    },
  };
}

interface MeetingRow {
  readonly code: string;
  readonly room: string;
  readonly title: string;
  readonly created_at: Date;
  readonly starts_at: Date | null;
  readonly ended_at: Date | null;
  readonly manage_secret_hash: Buffer;
}

function readMeeting(row: MeetingRow): Meeting {
  return {
    code: row.code,
    room: row.room,
    title: row.title,
    createdAt: row.created_at,
    startsAt: row.starts_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    manageSecretHash: row.manage_secret_hash,
  };
}
