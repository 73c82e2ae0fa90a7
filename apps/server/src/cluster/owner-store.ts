import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Holdings } from "./holdings.ts";
import type { Role } from "./roles.ts";

/**
 * The outcome of a claim: the room is ours, with its engine, or another instance's. `tookOver`: the
 * room was owned before, and people may be inside.
 */
export type Claimed =
  | { readonly kind: "ours"; readonly engine: string; readonly tookOver: boolean }
  | { readonly kind: "theirs"; readonly instance: string };

/** Where a room is placed that was claimed while no engine took rooms, until one does. */
export const noEngine = "";

export interface RoomClaim {
  readonly room: string;
  readonly instance: string;
  /** Of this claim alone. */
  readonly id: string;
  /**
   * Where the room is placed, unless it is already on one of `usable`. {@link noEngine}: a room that
   * has a place keeps it.
   */
  readonly engine: string;
  /**
   * By region: where a room is placed for which this region was chosen. Without an engine there it
   * has an owner all the same, but no one gets in.
   */
  readonly engineIn: Readonly<Record<string, string>>;
  readonly usable: readonly string[];
}

/** Rows of `room_owner` and `leased_role`. */
export interface OwnerStore {
  /**
   * Takes the room for this instance if no other has it, under a new claim.
   * @throws the database's error, also when the instance's row is gone
   */
  claim(asked: RoomClaim): Promise<Claimed>;
  /** Gives up empty rooms by their claims, and their places on engines. */
  release(claims: readonly string[]): Promise<void>;
  /** Gives up rooms with people in them, who stay on their engine. */
  handOver(claims: readonly string[]): Promise<void>;
  /** Places a room on another engine. False: this claim no longer holds. */
  place(claim: string, engine: string): Promise<boolean>;
  /** The claims of this instance that hold. */
  claimsOf(instance: string): Promise<readonly string[]>;
  /** The instance that has the room; undefined: none has. */
  ownerOf(room: string): Promise<string | undefined>;
  /** Up to a thousand rooms that no instance has. */
  abandoned(): Promise<readonly string[]>;
  /** Deletes those of these rooms that no instance has. */
  forget(rooms: readonly string[]): Promise<void>;
  /** How many rooms each engine has. */
  load(): Promise<ReadonlyMap<string, number>>;
  /** What instances and engines have. */
  holdings(): Promise<Holdings>;
  /** Takes a role for this instance if no instance has it. Resolves to whether this one has it. */
  takeRole(name: string, instance: string): Promise<boolean>;
  /** The instance that has a role; undefined: none has. */
  holderOf(name: string): Promise<string | undefined>;
  /** Which of these rooms no instance has. */
  unowned(rooms: readonly string[]): Promise<readonly string[]>;
}

/** The instance that has a room, or else its engine now that it is ours; `fresh`: no one had it before. */
type Taken =
  | { readonly instance: string }
  | { readonly instance: null; readonly engine: string; readonly fresh: boolean };

/** How often a claim is tried that meets a room in the middle of its release. */
const attempts = 5;

export function createOwnerStore(db: Kysely<Database>): OwnerStore {
  const ownerOf = async (room: string): Promise<string | undefined> => {
    const row = await db
      .selectFrom("room_owner")
      .select("instance")
      .where("room", "=", room)
      .executeTakeFirst();
    return row?.instance ?? undefined;
  };
  const load = async (): Promise<ReadonlyMap<string, number>> => {
    const rows = await db
      .selectFrom("room_owner")
      .select(["engine", (eb) => eb.fn.countAll<number>().as("count")])
      .where("instance", "is not", null)
      .groupBy("engine")
      .execute();
    return new Map(rows.map(({ engine, count }) => [engine, count]));
  };
  return {
    async claim({ room, instance, id, engine, engineIn, usable }) {
      const placed = sql`coalesce(${JSON.stringify(engineIn)}::jsonb ->>
        (SELECT media_region FROM meeting WHERE room = ${room}), ${engine})`;
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        // A statement that inserts nothing writes nothing: asking who has a room costs no commit.
        const { rows } = await sql<Taken>`
          WITH held AS (SELECT instance FROM room_owner WHERE room = ${room} AND instance <> ${instance}),
          taken AS (
            INSERT INTO room_owner AS o (room, instance, claim, engine)
            SELECT ${room}::text, ${instance}::uuid, ${id}::uuid, ${placed} WHERE NOT EXISTS (SELECT FROM held)
            ON CONFLICT (room) DO UPDATE SET instance = excluded.instance, claim = excluded.claim,
              engine = CASE WHEN o.engine = ANY (${usable}::text[]) OR excluded.engine = ${noEngine}
                THEN o.engine ELSE excluded.engine END
            WHERE o.instance IS NULL OR o.instance = excluded.instance
            RETURNING engine, xmax = 0 AS fresh)
          SELECT NULL AS instance, engine, fresh FROM taken
          UNION ALL SELECT instance, NULL, NULL FROM held`.execute(db);
        const [found] = rows;
        if (found?.instance != null) return { kind: "theirs", instance: found.instance };
        if (found !== undefined) {
          return { kind: "ours", engine: found.engine, tookOver: !found.fresh };
        }
      }
      throw new Error("a room changes hands too often");
    },
    ownerOf,
    async release(claims) {
      await db.deleteFrom("room_owner").where("claim", "in", claims).execute();
    },
    async handOver(claims) {
      await db
        .updateTable("room_owner")
        .set({ instance: null })
        .where("claim", "in", claims)
        .execute();
    },
    async place(claim, engine) {
      const placed = await db
        .updateTable("room_owner")
        .set({ engine })
        .where("claim", "=", claim)
        .where("instance", "is not", null)
        .executeTakeFirst();
      return placed.numUpdatedRows > 0n;
    },
    async claimsOf(instance) {
      const rows = await db
        .selectFrom("room_owner")
        .select("claim")
        .where("instance", "=", instance)
        .execute();
      return rows.map(({ claim }) => claim);
    },
    async abandoned() {
      const rows = await db
        .selectFrom("room_owner")
        .select("room")
        .where("instance", "is", null)
        .limit(1_000)
        .execute();
      return rows.map(({ room }) => room);
    },
    async forget(rooms) {
      await db
        .deleteFrom("room_owner")
        .where("instance", "is", null)
        .where("room", "in", rooms)
        .execute();
    },
    load,
    async holdings() {
      const rooms = await db
        .selectFrom("room_owner")
        .select(["instance", (eb) => eb.fn.countAll<number>().as("count")])
        .where("instance", "is not", null)
        .groupBy("instance")
        .execute();
      const roles = await db.selectFrom("leased_role").select(["name", "instance"]).execute();
      return {
        rooms: new Map(rooms.map(({ instance, count }) => [instance ?? "", count])),
        engines: await load(),
        roles: roles.map(({ name, instance }) => ({ name: name as Role, instance })),
      };
    },
    async takeRole(name, instance) {
      const { rows } = await sql`
        INSERT INTO leased_role AS r (name, instance) VALUES (${name}, ${instance})
        ON CONFLICT (name) DO UPDATE SET instance = excluded.instance
        WHERE r.instance = excluded.instance RETURNING name`.execute(db);
      return rows.length > 0;
    },
    async holderOf(name) {
      const row = await db
        .selectFrom("leased_role")
        .select("instance")
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.instance;
    },
    async unowned(rooms) {
      if (rooms.length === 0) return [];
      const found = await sql<{ room: string }>`
        SELECT asked.room FROM unnest(${rooms}::text[]) AS asked (room)
        WHERE NOT EXISTS (
          SELECT FROM room_owner o WHERE o.room = asked.room AND o.instance IS NOT NULL)`.execute(
        db,
      );
      return found.rows.map(({ room }) => room);
    },
  };
}
