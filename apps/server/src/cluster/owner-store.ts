import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Database } from "../db/schema.ts";

/**
 * The outcome of a claim: the room is ours, with its engine, or another instance's. `tookOver`: the
 * room was owned before, and people may be inside.
 */
export type Claimed =
  | { readonly kind: "ours"; readonly engine: string; readonly tookOver: boolean }
  | { readonly kind: "theirs"; readonly instance: string };

/** Rows of `room_owner` and `leased_role`. */
export interface OwnerStore {
  /**
   * Takes the room for this instance if no other has it.
   * @param engine where the room is placed, unless it is already on one of `usable`
   * @throws the database's error, also when the instance's row is gone
   */
  claim(
    room: string,
    instance: string,
    engine: string,
    usable: readonly string[],
  ): Promise<Claimed>;
  /** Gives up empty rooms, and their places on engines. */
  release(rooms: readonly string[], instance: string): Promise<void>;
  /** Gives up rooms with people in them, who stay on their engine. */
  handOver(rooms: readonly string[], instance: string): Promise<void>;
  /** Places a room of this instance on another engine. False: the room is no longer its own. */
  place(room: string, instance: string, engine: string): Promise<boolean>;
  /** How many rooms each engine has. */
  load(): Promise<ReadonlyMap<string, number>>;
  /** Takes a role for this instance if no instance has it. Resolves to whether it did. */
  takeRole(name: string, instance: string): Promise<boolean>;
  /** Which of these rooms no instance has. */
  unowned(rooms: readonly string[]): Promise<readonly string[]>;
}

/** How often a claim is tried that meets a room in the middle of its release. */
const attempts = 5;

export function createOwnerStore(db: Kysely<Database>): OwnerStore {
  return {
    async claim(room, instance, engine, usable) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const taken = await sql<{ engine: string; fresh: boolean }>`
          INSERT INTO room_owner AS o (room, instance, engine) VALUES (${room}, ${instance}, ${engine})
          ON CONFLICT (room) DO UPDATE SET instance = excluded.instance,
            engine = CASE WHEN o.engine = ANY (${usable}::text[]) THEN o.engine ELSE excluded.engine END
          WHERE o.instance IS NULL OR o.instance = excluded.instance
          RETURNING engine, xmax = 0 AS fresh`.execute(db);
        const ours = taken.rows[0];
        if (ours !== undefined) {
          return { kind: "ours", engine: ours.engine, tookOver: !ours.fresh };
        }
        const owner = await db
          .selectFrom("room_owner")
          .select("instance")
          .where("room", "=", room)
          .executeTakeFirst();
        const theirs = owner?.instance ?? undefined;
        if (theirs !== undefined) return { kind: "theirs", instance: theirs };
      }
      throw new Error("a room changes hands too often");
    },
    async release(rooms, instance) {
      if (rooms.length === 0) return;
      await db
        .deleteFrom("room_owner")
        .where("instance", "=", instance)
        .where("room", "=", sql<string>`ANY (${rooms}::text[])`)
        .execute();
    },
    async handOver(rooms, instance) {
      await db
        .updateTable("room_owner")
        .set({ instance: null })
        .where("instance", "=", instance)
        .where("room", "=", sql<string>`ANY (${rooms}::text[])`)
        .execute();
    },
    async place(room, instance, engine) {
      const placed = await db
        .updateTable("room_owner")
        .set({ engine })
        .where("room", "=", room)
        .where("instance", "=", instance)
        .executeTakeFirst();
      return placed.numUpdatedRows > 0n;
    },
    async load() {
      const rows = await db
        .selectFrom("room_owner")
        .select(["engine", (eb) => eb.fn.countAll<number>().as("count")])
        .groupBy("engine")
        .execute();
      return new Map(rows.map(({ engine, count }) => [engine, count]));
    },
    async takeRole(name, instance) {
      const taken = await db
        .insertInto("leased_role")
        .values({ name, instance })
        .onConflict((conflict) => conflict.doNothing())
        .returning("name")
        .executeTakeFirst();
      return taken !== undefined;
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
