import type { Client } from "pg";
import { connectOnce } from "../db/pool.ts";
import type { DatabaseTarget } from "../db/target.ts";
import type { Dead, PeerRow } from "./watch.ts";

/** Rows of `instance`, on a connection of its own, so that a beat waits for no other query. */
export interface InstanceStore {
  /**
   * Adds this instance's row, as one that takes no rooms until it beats.
   * @param url where the others reach it
   * @param former the id of its earlier row, which is deleted
   */
  register(id: string, url: string, former: string | undefined): Promise<void>;
  /**
   * Raises the number of this instance's row.
   * @param says see `PeerRow`
   * @returns all other instances; "buried": our row is gone
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
const settings = `SET statement_timeout = ${2 * deadlineMs}; SET lock_timeout = ${2 * deadlineMs}`;

const beatSql = `
  WITH own AS (UPDATE instance SET beat = beat + 1, knows = $2, draining = $3 WHERE id = $1 RETURNING id)
  SELECT i.id, i.url, i.beat, i.draining, i.knows, (SELECT count(*) FROM own) AS own
  FROM (VALUES (1)) AS always LEFT JOIN instance i ON i.id <> $1`;

export function createInstanceStore(target: DatabaseTarget): InstanceStore {
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
      await query(
        `WITH gone AS (DELETE FROM instance WHERE id = $3)
         INSERT INTO instance (id, url, draining) VALUES ($1, $2, true)
         ON CONFLICT (id) DO UPDATE SET url = excluded.url`,
        [id, url, former ?? null],
      );
    },
    async beat(id, { knows, draining }) {
      const asked = [id, knows, draining];
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
