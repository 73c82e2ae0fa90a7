import type { Kysely } from "kysely";
import {
  Client,
  type ClientBase,
  type ClientConfig,
  Pool,
  type PoolClient,
  TypeOverrides,
  types,
} from "pg";
import { proveProgram } from "./program-proof.ts";
import { RetryingDatabase } from "./retrying-database.ts";
import { connectionOptions, type DatabaseTarget, isLearnt } from "./target.ts";

/** int8 and count(*) as numbers. Throws for a value that a number can't hold exactly: a bug. */
function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("an int8 is too big for a number");
  return value;
}

function typeOverrides(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, exactInteger);
  // A day is no moment: it stays text, `2026-11-24`.
  overrides.setTypeParser(types.builtins.DATE, (text: string) => text);
  return overrides;
}

export interface OpenDatabase<Schema> {
  readonly db: Kysely<Schema>;
  readonly pool: Pool;
  readonly target: DatabaseTarget;
  /** Resolves when the database has answered something. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a pool, which connects at its first use. Limits: a statement 10 s, waiting for a lock 5 s,
 * an idle transaction 30 s. Replaces connections that break while idle. `db` repeats what the
 * database rolled back to end a deadlock.
 */
export function openDatabase<Schema>(
  target: DatabaseTarget,
  options: { readonly connections?: number } = {},
): OpenDatabase<Schema> {
  const pool = new Pool({
    Client: class extends Client {
      constructor(limits?: ClientConfig) {
        super({ ...limits, ...connectionOptions(target) });
      }
    },
    max: options.connections ?? 10,
    types: typeOverrides(),
    statement_timeout: 10_000,
    query_timeout: 12_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    onConnect: (client) =>
      introduce(client, target).catch((error) => {
        isLearnt(target, error);
        throw error;
      }),
  });
  pool.on("error", ignoreBrokenConnection);
  pool.on("connect", (client: PoolClient) => {
    client.on("error", ignoreBrokenConnection);
  });
  const db = new RetryingDatabase<Schema>(pool);
  const ping = async (): Promise<void> => {
    await pool.query("SELECT 1");
  };
  return { db, pool, target, ping, close: () => db.destroy() };
}

/** A query on the connection gets the error as its answer. */
function ignoreBrokenConnection(): void {}

/** One connection, for LISTEN, COPY and migrations. No statement deadline. The caller ends it. */
export async function connectOnce(target: DatabaseTarget): Promise<Client> {
  const client = new Client({ ...connectionOptions(target), types: typeOverrides() });
  client.on("error", ignoreBrokenConnection);
  try {
    await client.connect();
    await introduce(client, target);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (!isLearnt(target, error)) throw error;
    return await connectOnce(target);
  }
}

async function introduce(
  client: ClientBase,
  { programSecret, schema }: DatabaseTarget,
): Promise<void> {
  if (programSecret !== undefined) await proveProgram(client, programSecret, schema);
}
