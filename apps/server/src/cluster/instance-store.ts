import type { Client } from "pg";
import { soonGivenUp } from "../db/database-claim.ts";
import { newestStep } from "../db/migrate.ts";
import { registrationLock } from "../db/older-instances.ts";
import { connectOnce } from "../db/pool.ts";
import type { DatabaseTarget } from "../db/target.ts";
import type { Dead, PeerRow } from "./watch.ts";

/** Rows of `instance`, on a connection of its own, so that a beat waits for no other query. */
export interface InstanceStore {
  /**
   * Adds this instance's row, as one that takes no rooms until it says that it serves.
   * @param url where the others reach it
   * @param former the id of its earlier row, which is deleted
   * @returns "outdated": the database has a step that needs a newer version, and no row was added
   */
  register(id: string, url: string, former: string | undefined): Promise<"registered" | "outdated">;
  /**
   * Raises the number of this instance's row.
   * @param says see `PeerRow`
   * @returns all other instances; "buried": our row is gone, or the database needs a newer version
   */
  beat(
    id: string,
    says: Pick<PeerRow, "knows" | "draining">,
  ): Promise<readonly PeerRow[] | "buried">;
  /** Deletes the row unless its number has changed. Resolves to whether it did. */
  bury(dead: Dead): Promise<boolean>;
  /** Deletes this instance's own row. */
  leave(id: string): Promise<void>;
  close(): Promise<void>;
}

/** How long to wait for an answer. After that, the connection is given up. */
const deadlineMs = 1_000;

/** The database ends a statement at twice that, so that nothing lingers. */
const settings = `${soonGivenUp}; SET statement_timeout = ${2 * deadlineMs}; SET lock_timeout = ${2 * deadlineMs}`;

/** Whether the database has a step that a version which knows no later step than this one can't do without. */
const isOutdated = (step: string): string =>
  `EXISTS (SELECT FROM schema_migration WHERE coalesce(needs, version) > ${step})`;

const beatSql = `
  WITH own AS (
    UPDATE instance SET beat = beat + 1, knows = $2, draining = $3
    WHERE id = $1 AND NOT ${isOutdated("$4")} RETURNING id)
  SELECT i.id, i.url, i.beat, i.draining, i.knows, (SELECT count(*) FROM own) AS own
  FROM (VALUES (1)) AS always LEFT JOIN instance i ON i.id <> $1`;

const registerSql = `
  WITH gone AS (DELETE FROM instance WHERE id = $3 AND NOT ${isOutdated("$4")})
  INSERT INTO instance (id, url, step, draining) SELECT $1::uuid, $2, $4::int, true
  WHERE NOT ${isOutdated("$4")}
  ON CONFLICT (id) DO UPDATE SET url = excluded.url RETURNING id`;

/** @param step the last step of the schema that this version knows */
export function createInstanceStore(
  target: DatabaseTarget,
  step: number = newestStep(),
): InstanceStore {
  let connection: Promise<Client> | undefined;

  const connected = (): Promise<Client> => {
    connection ??= connectOnce(target).then(async (client) => {
      await client.query(settings);
      return client;
    });
    return connection;
  };

  const giveUp = (): void => {
    const former = connection;
    connection = undefined;
    void former?.then((client) => client.end()).catch(() => {});
  };

  /** @throws the database's or the connection's error, or that the answer is late */
  async function query<Row extends object>(
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer in time")), deadlineMs);
    });
    const asked = connected().then((client) => client.query<Row>(text, [...values]));
    try {
      return (await Promise.race([asked, late])).rows;
    } catch (error) {
      asked.catch(() => {});
      giveUp();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async register(id, url, former) {
      // Not between a look for older instances and the step that would leave this one behind.
      await query("SELECT pg_advisory_lock_shared($1, $2)", [registrationLock, step]);
      const added = await query(registerSql, [id, url, former ?? null, step]);
      await query("SELECT pg_advisory_unlock_shared($1, $2)", [registrationLock, step]);
      return added.length > 0 ? "registered" : "outdated";
    },
    async beat(id, { knows, draining }) {
      const asked = [id, knows, draining, step];
      const rows = await query<PeerRow & { readonly own: number }>(beatSql, asked);
      if (rows[0]?.own !== 1) return "buried";
      return rows.flatMap(({ own: _, ...row }) => (row.id === null ? [] : [row]));
    },
    async bury({ id, beat }) {
      const gone = await query("DELETE FROM instance WHERE id = $1 AND beat = $2 RETURNING id", [
        id,
        beat,
      ]);
      return gone.length > 0;
    },
    async leave(id) {
      await query("DELETE FROM instance WHERE id = $1", [id]);
    },
    async close() {
      const last = connection;
      connection = undefined;
      await last?.then((client) => client.end()).catch(() => {});
    },
  };
}
