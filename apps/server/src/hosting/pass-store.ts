import type { ActingRole } from "@graticule/api/hosting";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { noteAct } from "./act-store.ts";
import { type Changed, type RoomPerson, writeDecision } from "./store.ts";

export interface StoredPass {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Someone has it now. */
  readonly used: boolean;
}

interface NewPass {
  readonly room: string;
  /** For whom it is. */
  readonly name: string;
  readonly secretHash: Buffer;
}

const mostPasses = 200;
const columns = ["id", "name", "created_at", "person"] as const;

/** One change of a room's passes at a time: what takes one from someone sees whether they have another. */
async function lockPasses(tx: Kysely<Database>, room: string): Promise<void> {
  await sql`SELECT FROM room WHERE name = ${room} FOR NO KEY UPDATE`.execute(tx);
}

export type PassStore = ReturnType<typeof createPassStore>;

/** Traveller's passes of a room. Each change is durable when it answers. */
export function createPassStore(db: Kysely<Database>) {
  /** Unless the person has another one. */
  const takeFrom = (tx: Kysely<Database>, room: string, person: string) =>
    tx
      .updateTable("seat_standing")
      .set({ pass: false })
      .where("room", "=", room)
      .where("person", "=", person)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("travel_pass")
              .select("id")
              .where("room", "=", room)
              .where("person", "=", person),
          ),
        ),
      )
      .execute();

  return {
    /** With a link. `unchanged`: the room has as many as it may. */
    async create(
      { room, name, secretHash }: NewPass,
      by: ActingRole,
    ): Promise<StoredPass | "unchanged"> {
      return await db.transaction().execute(async (tx) => {
        await lockPasses(tx, room);
        const { count } = await tx
          .selectFrom("travel_pass")
          .select(({ fn }) => fn.countAll<string>().as("count"))
          .where("room", "=", room)
          .executeTakeFirstOrThrow();
        if (Number(count) >= mostPasses) return "unchanged";
        const made = await tx
          .insertInto("travel_pass")
          .values({ room, name, secret_hash: secretHash })
          .returning(columns)
          .executeTakeFirstOrThrow();
        await noteAct(tx, room, { kind: "pass-made", by });
        return readPass(made);
      });
    },
    /** To someone who knocked: a pass without a link, and they are let in. Nobody who is banned. */
    async give(who: RoomPerson, by: ActingRole): Promise<Changed> {
      return await db.transaction().execute(async (tx) => {
        const change = { entry: "let-in", pass: true } as const;
        await lockPasses(tx, who.room);
        const done = await writeDecision(tx, who, change, sql`seat_standing.entry <> 'banned'`);
        if (done === "unchanged") return done;
        const { room, person, name } = who;
        await tx.insertInto("travel_pass").values({ room, person, name }).execute();
        await noteAct(tx, room, { kind: "pass-made", by });
        return "done";
      });
    },
    /** Oldest first. */
    async list(room: string): Promise<readonly StoredPass[]> {
      const rows = await db
        .selectFrom("travel_pass")
        .select(columns)
        .where("room", "=", room)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(readPass);
    },
    /** For whom it was made, and who has it now. Undefined: there is none. */
    async find(room: string, secretHash: Buffer) {
      const found = await db
        .selectFrom("travel_pass")
        .select(["name", "person"])
        .where("secret_hash", "=", secretHash)
        .where("room", "=", room)
        .executeTakeFirst();
      return found && { name: found.name, person: found.person ?? undefined };
    },
    /** Moves the pass to this person. */
    async use(secretHash: Buffer, who: RoomPerson): Promise<Changed> {
      const { room, person } = who;
      return await db.transaction().execute(async (tx) => {
        await lockPasses(tx, room);
        const pass = await tx
          .selectFrom("travel_pass")
          .select(["id", "person"])
          .where("secret_hash", "=", secretHash)
          .where("room", "=", room)
          .forUpdate()
          .executeTakeFirst();
        if (pass === undefined) return "unchanged";
        await tx.updateTable("travel_pass").set({ person }).where("id", "=", pass.id).execute();
        if (pass.person !== null && pass.person !== person) await takeFrom(tx, room, pass.person);
        return await writeDecision(tx, who, { pass: true });
      });
    },
    async delete(room: string, id: string, by: ActingRole): Promise<Changed> {
      return await db.transaction().execute(async (tx) => {
        await lockPasses(tx, room);
        const gone = await tx
          .deleteFrom("travel_pass")
          .where("id", "=", id)
          .where("room", "=", room)
          .returning("person")
          .executeTakeFirst();
        if (gone === undefined) return "unchanged";
        if (gone.person !== null) await takeFrom(tx, room, gone.person);
        await noteAct(tx, room, { kind: "pass-taken-back", by });
        return "done";
      });
    },
  };
}

function readPass(row: {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly person: string | null;
}): StoredPass {
  const { id, name, created_at, person } = row;
  return { id, name, createdAt: created_at, used: person !== null };
}
