import type { ActingRole, HostAct, MeetingDoor } from "@graticule/api/hosting";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { noteAct } from "./act-store.ts";

/** `person`: `personOf` their identity. */
export interface RoomPerson {
  readonly room: string;
  readonly person: string;
  readonly name: string;
}

/** `unchanged`: what the change was for no longer holds. */
export type Changed = "done" | "unchanged";

/** What is stored of someone whom a host removes, and the history's entry, which never says who. */
const removalsByHost = {
  remove: { entry: "held", act: "removed" },
  ban: { entry: "banned", act: "removed-for-good" },
  "send-back": { entry: "held", act: "sent-to-lobby" },
} as const;
type RemovalByHost = keyof typeof removalsByHost;

/** When it was decided, by the database's clock. */
export interface TermsActSince {
  readonly id: string;
  readonly since: string;
}

type Db = Kysely<Database> | Transaction<Database>;
type Decision = Partial<{
  role: "host" | "co-host" | "guest";
  entry: "none" | "let-in" | "answered" | "held" | "banned";
  successor_rank: number | null;
}>;

const guests = "guest-%";

export type HostingStore = ReturnType<typeof createHostingStore>;

/**
 * What hosts decide about persons. Each change is durable when it answers; changes of one person
 * wait for each other, and each sees what the one before it has left.
 */
export function createHostingStore(db: Kysely<Database>) {
  return {
    /**
     * INVARIANT: by a link that is the meeting's until this is stored.
     * @param linkHash see `JoinGrants.putHost`
     */
    async putHost(who: RoomPerson, linkHash: Buffer | undefined): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const isOver = linkHash !== undefined && !(await isLinkOf(tx, who.room, linkHash));
        if (!isOver) await writeDecision(tx, who, { role: "host", entry: "none" });
      });
    },
    /** Nobody who is banned. */
    letIn: (who: RoomPerson) =>
      writeDecision(db, who, { entry: "let-in" }, sql`seat_standing.entry <> 'banned'`),
    /** Only someone about whom no host has decided; it opens what asked, and nothing else. */
    async letInByAnswer(who: RoomPerson): Promise<void> {
      const isUndecided = sql`seat_standing.entry = 'none' AND NOT ${isTakenOut}`;
      await writeDecision(db, who, { entry: "answered" }, isUndecided);
    },
    /** They lose their role and their place among the successors. Nobody who is host. */
    removeByHost: (who: RoomPerson, how: RemovalByHost, by: ActingRole) =>
      decideRole(db, who, {
        by,
        alsoNote: removalsByHost[how].act,
        decision: { role: "guest", entry: removalsByHost[how].entry, successor_rank: null },
        where: sql`seat_standing.role <> 'host'`,
      }),
    /**
     * By an act under the terms of service: they wait until this sitting is over or a host lets them in.
     * Neither a host nor a co-host, nor the banned. INVARIANT: nor someone whom a host let in since it was decided, however
     * often it is tried.
     */
    async takeOut(
      { room, person, name }: RoomPerson,
      { id, since }: TermsActSince,
    ): Promise<Changed> {
      const { rows } = await sql`
        INSERT INTO seat_standing AS s (room, person, display_name, taken_out_by)
        VALUES (${room}, ${person}, ${name}, ARRAY[${id}::uuid])
        ON CONFLICT (room, person) DO UPDATE SET
          display_name = coalesce(nullif(excluded.display_name, ''), s.display_name),
          taken_out_by = array_remove(s.taken_out_by, ${id}::uuid) || excluded.taken_out_by
        WHERE s.role = 'guest' AND s.entry <> 'banned'
          AND NOT (s.entry = 'let-in' AND s.entry_at > ${since}::timestamptz)
        RETURNING person`.execute(db);
      return rows.length === 0 ? "unchanged" : "done";
    },
    /** What a host decided before that act holds again, unless another act keeps them out. */
    async undoTakeOut(room: string, act: string): Promise<void> {
      await sql`UPDATE seat_standing SET taken_out_by = array_remove(taken_out_by, ${act}::uuid)
        WHERE room = ${room} AND ${act}::uuid = ANY (taken_out_by)`.execute(db);
    },
    unban: (room: string, person: string, by: ActingRole): Promise<Changed> =>
      db.transaction().execute(async (tx) => {
        const changed = await tx
          .updateTable("seat_standing")
          .set({ entry: "none", entry_at: sql`now()` })
          .where("room", "=", room)
          .where("person", "=", person)
          .where("entry", "=", "banned")
          .returning("person")
          .executeTakeFirst();
        if (changed === undefined) return "unchanged";
        await noteAct(tx, room, { kind: "allowed-again", by });
        return "done";
      }),
    /** Neither of a host nor of someone who was removed. */
    setRole: (who: RoomPerson, role: "co-host" | "guest", by: ActingRole) =>
      decideRole(db, who, {
        by,
        decision: { role },
        where: sql`seat_standing.role <> 'host' AND seat_standing.entry NOT IN ('held', 'banned')
          AND NOT ${isTakenOut}`,
      }),
    async setSuccessors(room: string, persons: readonly RoomPerson[]): Promise<void> {
      await db.transaction().execute(async (tx) => {
        // Of two concurrent lists the later one holds, whole.
        await lockRoom(tx, room);
        await tx
          .updateTable("seat_standing")
          .set({ successor_rank: null })
          .where("room", "=", room)
          .where("successor_rank", "is not", null)
          .execute();
        for (const [at, who] of persons.entries()) {
          await writeDecision(tx, who, { successor_rank: at + 1 });
        }
      });
    },
    async setDoor(room: string, door: DoorChange, by: ActingRole): Promise<void> {
      if (Object.keys(door).length === 0) return;
      await db.transaction().execute(async (tx) => {
        const before = await tx
          .selectFrom("meeting")
          .select(["entry", "locked", "beacon"])
          .where("room", "=", room)
          .forUpdate()
          .executeTakeFirst();
        if (before === undefined) return;
        await tx.updateTable("meeting").set(door).where("room", "=", room).execute();
        for (const kind of doorActs(before, door)) {
          await noteAct(tx, room, { kind, by });
        }
      });
    },
    async roomsToForget(): Promise<readonly string[]> {
      const found = await sql<{ room: string }>`
        SELECT s.room FROM seat_standing s WHERE s.person LIKE ${guests} OR ${saysNothingLasting}
        UNION
        SELECT r.room FROM reported_participant r
        UNION
        SELECT p.room FROM travel_pass p WHERE p.person LIKE ${guests} OR p.secret_hash IS NULL
        UNION
        SELECT m.room FROM meeting m WHERE ${isOver} AND (
          EXISTS (SELECT FROM seat_standing s WHERE s.room = m.room)
          OR EXISTS (SELECT FROM travel_pass p WHERE p.room = m.room))`.execute(db);
      return found.rows.map((row) => row.room);
    },
    /**
     * Forgets all about guests, whom a report names, who was let in, sent back or taken out, and
     * passes given at the door. Hosts, co-hosts, successors and the banned among those who sign in
     * are forgotten only when the meeting is over for good.
     */
    async forgetSitting(room: string): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await sql`DELETE FROM reported_participant WHERE room = ${room}`.execute(tx);
        const over = sql`EXISTS (SELECT FROM meeting m WHERE m.room = ${room} AND ${isOver})`;
        await sql`DELETE FROM travel_pass
          WHERE room = ${room} AND (secret_hash IS NULL OR ${over})`.execute(tx);
        await sql`UPDATE travel_pass SET person = NULL
          WHERE room = ${room} AND person LIKE ${guests}`.execute(tx);
        await sql`DELETE FROM seat_standing
          WHERE room = ${room} AND (person LIKE ${guests} OR ${over})`.execute(tx);
        await sql`UPDATE seat_standing s SET entry = 'none', entry_at = now(), taken_out_by = '{}'
          WHERE room = ${room} AND ${saysOfSitting}`.execute(tx);
        await sql`UPDATE seat_standing s SET pass = false
          WHERE room = ${room} AND pass AND NOT EXISTS (SELECT FROM travel_pass p
            WHERE p.room = s.room AND p.person = s.person)`.execute(tx);
        await sql`DELETE FROM seat_standing s
          WHERE room = ${room} AND ${saysNothingLasting}`.execute(tx);
      });
    },
  };
}

/** It stays so until the transaction is over. */
async function isLinkOf(tx: Transaction<Database>, room: string, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`SELECT FROM meeting
    WHERE room = ${room} AND manage_secret_hash = ${hash} FOR SHARE`.execute(tx);
  return rows.length > 0;
}

async function lockRoom(tx: Transaction<Database>, room: string): Promise<void> {
  await sql`SELECT FROM room WHERE name = ${room} FOR UPDATE`.execute(tx);
}

type DoorChange = Extract<HostAct, { readonly kind: "door" }>["door"];

function doorActs(before: MeetingDoor, change: DoorChange) {
  const { locked = before.locked, entry = before.entry, beacon = before.beacon } = change;
  const acts = [
    locked !== before.locked && (locked ? "locked" : "unlocked"),
    entry !== before.entry && (entry === "lobby" ? "lobby-set" : "lobby-lifted"),
    beacon !== before.beacon && "second-check-changed",
  ] as const;
  return acts.filter((act) => act !== false);
}

/** For good: a review can reopen one that the service ended. */
const isOver = sql`m.ended_at IS NOT NULL AND m.reopens_at IS NULL
  AND NOT EXISTS (SELECT FROM meeting_ended_under_terms t WHERE t.room = m.room)`;

/** How they came in this time, or that they wait. */
const saysOfSitting = sql`(s.entry IN ('let-in', 'answered', 'held') OR s.taken_out_by <> '{}')`;
/** Nothing decided, or only that. */
const saysNothingLasting = sql`(${saysOfSitting}
  OR (s.entry = 'none' AND s.role = 'guest' AND NOT s.pass AND s.successor_rank IS NULL))`;

/** Writes a decision, and notes in the history that someone becomes or is no longer a co-host. */
async function decideRole(
  db: Kysely<Database>,
  who: RoomPerson,
  wish: {
    readonly decision: Decision & { readonly role: "co-host" | "guest" };
    readonly where: typeof always;
    readonly by: ActingRole;
    readonly alsoNote?: (typeof removalsByHost)[RemovalByHost]["act"];
  },
): Promise<Changed> {
  const { decision, where, by, alsoNote } = wish;
  return await db.transaction().execute(async (tx) => {
    // A person without a row has none to lock.
    await lockRoom(tx, who.room);
    const before = await tx
      .selectFrom("seat_standing")
      .select("role")
      .where("room", "=", who.room)
      .where("person", "=", who.person)
      .forUpdate()
      .executeTakeFirst();
    const changed = await writeDecision(tx, who, decision, where);
    if (changed === "done" && (before?.role ?? "guest") !== decision.role) {
      const kind = decision.role === "co-host" ? "co-host-named" : "co-host-ended";
      await noteAct(tx, who.room, { kind, by });
    }
    if (changed === "done" && alsoNote !== undefined) {
      await noteAct(tx, who.room, { kind: alsoNote, by });
    }
    return changed;
  });
}

const always = sql`true`;
const isTakenOut = sql`(seat_standing.taken_out_by <> '{}')`;

/** Stores what was decided about someone. @param where under which condition on what is stored */
export async function writeDecision(
  db: Db,
  { room, person, name }: RoomPerson,
  decision: Decision & { readonly pass?: boolean },
  where = always,
): Promise<Changed> {
  const written = await db
    .insertInto("seat_standing")
    .values({ room, person, display_name: name, ...decision })
    .onConflict((conflict) =>
      conflict
        .columns(["room", "person"])
        .doUpdateSet({
          ...decision,
          ...(decision.entry === undefined ? {} : { entry_at: sql`now()`, taken_out_by: [] }),
          ...(name === "" ? {} : { display_name: name }),
        })
        .where(sql<boolean>`${where}`),
    )
    .returning("person")
    .executeTakeFirst();
  return written === undefined ? "unchanged" : "done";
}
