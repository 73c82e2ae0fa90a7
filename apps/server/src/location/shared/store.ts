import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";
import {
  type FileList,
  type FileSeal,
  nextList,
  openList,
  refuseOlder,
  sealList,
} from "./file-list.ts";

/** A file of the folder that instances share. */
export interface FileRow {
  readonly name: string;
  /** Of its bytes as stored: see {@link SharedStore.put}. */
  readonly digest: string;
  readonly modifiedMs: number;
}

/** What the database names as served. `record`: see `sealRecord`. */
export interface SetRow {
  readonly digest: string;
  readonly record: Buffer;
}

export interface FileWriter {
  /** The instance that has to have the role `location`; absent: a command stores them. */
  readonly keeper?: string | undefined;
  /** The number of the newest list that it knows. */
  readonly least: number;
}

export interface SharedStore {
  /** Stores bytes, whole or not at all, and mends a damaged copy. Resolves to their SHA-256 in hexadecimal. */
  put(bytes: Uint8Array): Promise<string>;
  /** Undefined: there are no such bytes, or they are damaged. */
  read(digest: string): Promise<Buffer | undefined>;
  /** @throws what is there is forged, or its number is less than `least` */
  files(least?: number): Promise<FileList>;
  /**
   * In one step: some are new or have changed, others are gone. Resolves to the list's number.
   * @throws nothing was written: as {@link SharedStore.files}, or that instance doesn't have the role
   */
  writeFiles(
    changed: readonly FileRow[],
    gone: readonly string[],
    by?: FileWriter,
  ): Promise<number>;
  /** Undefined: nothing was compiled yet. */
  served(): Promise<SetRow | undefined>;
  /** Names what is served from now on. False: this instance doesn't have the role `location`. */
  publish(set: SetRow, instance: string): Promise<boolean>;
  /** Deletes what nothing has referred to for ten minutes, and all sets but the last two. */
  prune(): Promise<void>;
}

const chunkBytes = 1_048_576;

const hex = (digest: Buffer): string => digest.toString("hex");
const raw = (digest: string): Buffer => Buffer.from(digest, "hex");

export function createSharedStore(db: Kysely<Database>, seal: FileSeal): SharedStore {
  const read = async (digest: string): Promise<Buffer | undefined> => {
    const chunks: Buffer[] = [];
    for (;;) {
      const chunk = await db
        .selectFrom("location_chunk")
        .select("bytes")
        .where("digest", "=", raw(digest))
        .where("position", "=", chunks.length)
        .executeTakeFirst();
      if (chunk === undefined) break;
      chunks.push(chunk.bytes);
    }
    const bytes = Buffer.concat(chunks);
    return digestOf(bytes) === digest ? bytes : undefined;
  };

  /** Not locked: an instance that stands still would keep its role, and with it its rooms, from the others. */
  const hasRole = async (step: Kysely<Database>, instance: string): Promise<boolean> => {
    const row = await step
      .selectFrom("leased_role")
      .select("name")
      .where("name", "=", "location")
      .where("instance", "=", instance)
      .executeTakeFirst();
    return row !== undefined;
  };

  const touch = async (digest: string): Promise<boolean> => {
    const touched = await db
      .updateTable("location_blob")
      .set({ used_at: sql`now()` })
      .where("digest", "=", raw(digest))
      .executeTakeFirst();
    return touched.numUpdatedRows > 0n;
  };

  const write = (digest: Buffer, bytes: Uint8Array): Promise<void> =>
    db.transaction().execute(async (step) => {
      await step
        .insertInto("location_blob")
        .values({ digest })
        .onConflict((conflict) => conflict.column("digest").doUpdateSet({ used_at: sql`now()` }))
        .execute();
      await step.deleteFrom("location_chunk").where("digest", "=", digest).execute();
      for (let from = 0; from < bytes.length; from += chunkBytes) {
        const chunk = Buffer.from(bytes.subarray(from, from + chunkBytes));
        const position = from / chunkBytes;
        await step
          .insertInto("location_chunk")
          .values({ digest, position, bytes: chunk })
          .execute();
      }
    });

  return {
    read,
    async put(bytes) {
      const digest = digestOf(bytes);
      const isThere = (await read(digest)) !== undefined && (await touch(digest));
      if (!isThere) await write(raw(digest), bytes);
      return digest;
    },
    async files(least = 0) {
      const row = await db.selectFrom("location_list").select("record").executeTakeFirst();
      const list = openList(seal, row?.record);
      refuseOlder(list, least);
      return list;
    },
    async writeFiles(changed, gone, { keeper, least } = { least: 0 }) {
      return await db.transaction().execute(async (step) => {
        // One after another: each list follows from the one before.
        await sql`SELECT pg_advisory_xact_lock(hashtextextended('location files', 0))`.execute(
          step,
        );
        const row = await step.selectFrom("location_list").select("record").executeTakeFirst();
        const before = openList(seal, row?.record);
        refuseOlder(before, least);
        const list = nextList(before, { changed, gone, least });
        const record = sealList(seal, list);
        await step
          .insertInto("location_list")
          .values({ record })
          .onConflict((conflict) => conflict.column("the_only_one").doUpdateSet({ record }))
          .execute();
        for (const { name, digest, modifiedMs } of changed) {
          const row = { digest: raw(digest), modified_ms: modifiedMs };
          await step
            .insertInto("location_file")
            .values({ name, ...row })
            .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
            .execute();
        }
        if (gone.length > 0) {
          await step.deleteFrom("location_file").where("name", "in", gone).execute();
        }
        if (keeper === undefined || (await hasRole(step, keeper))) return list.number;
        throw new Error("another instance compiles now");
      });
    },
    async served() {
      const row = await db
        .selectFrom("location_set")
        .select(["digest", "record"])
        .orderBy("position", "desc")
        .limit(1)
        .executeTakeFirst();
      return row && { digest: hex(row.digest), record: row.record };
    },
    async publish({ digest, record }, instance) {
      const { rows } = await sql`
        INSERT INTO location_set (digest, record)
        SELECT ${raw(digest)}, ${record}::bytea
        WHERE EXISTS (SELECT FROM leased_role WHERE name = 'location' AND instance = ${instance})
        ON CONFLICT (digest) DO UPDATE SET record = excluded.record, position = DEFAULT
        RETURNING digest`.execute(db);
      return rows.length > 0;
    },
    async prune() {
      await sql`
        DELETE FROM location_set WHERE position <
          (SELECT min(position) FROM (SELECT position FROM location_set ORDER BY position DESC LIMIT 2) AS last)`.execute(
        db,
      );
      await sql`
        DELETE FROM location_blob b WHERE used_at < now() - interval '10 minutes'
          AND NOT EXISTS (SELECT FROM location_file f WHERE f.digest = b.digest)
          AND NOT EXISTS (SELECT FROM location_set s WHERE s.digest = b.digest)`.execute(db);
    },
  };
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
