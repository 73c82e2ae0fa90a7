import { setTimeout as delay } from "node:timers/promises";
import { Kysely, PostgresDialect, type TransactionBuilder } from "kysely";
import type { Pool, PoolClient } from "pg";

const attempts = 8;
/** Grows with each attempt. Up to so long, at random: those that failed together don't begin again together. */
const pauseMs = 10;

/** `deadlock_detected`, `serialization_failure`: rolled back, and worth another try. */
const undone: ReadonlySet<unknown> = new Set(["40P01", "40001"]);

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !undone.has((error as { code?: unknown }).code)) throw error;
      await delay(Math.random() * pauseMs * attempt);
    }
  }
}

/**
 * Repeats what the database rolled back to end a deadlock: a whole transaction, or a statement
 * outside of one. INVARIANT: the body of a transaction may run twice, so it changes nothing but the
 * database.
 */
export class RetryingDatabase<Schema> extends Kysely<Schema> {
  constructor(pool: Pool) {
    super({ dialect: new PostgresDialect({ pool: retryingPool(pool) }) });
  }

  override transaction(): TransactionBuilder<Schema> {
    const builder = super.transaction();
    const once = builder.execute.bind(builder);
    builder.execute = (body) => again(() => once(body));
    return builder;
  }
}

type Query = (text: string, values: unknown[]) => Promise<unknown>;

function retryingPool(pool: Pool): Pool {
  const wrapped = (client: PoolClient) => {
    let isAlone = true;
    const query: Query = async (text, values) => {
      if (/^(begin|start transaction)/.test(text)) isAlone = false;
      if (text === "commit" || text === "rollback") isAlone = true;
      const once = () => client.query(text, values);
      return isAlone ? await again(once) : await once();
    };
    return { query, release: (broken?: boolean) => client.release(broken) };
  };
  const connect = async () => wrapped(await pool.connect());
  return { connect, end: () => pool.end(), options: pool.options } as unknown as Pool;
}
