import { dailyEntries, type PublicEntryKind } from "@graticule/desk/entry";
import { roleNames } from "@graticule/server/db/postgres-layout";
import type { PoolClient } from "pg";
import type { TestDatabase } from "./harness.ts";

/** Someone who writes to the database directly, past the program. */
type Pool = Pick<TestDatabase, "pool">;
type Client = Pick<PoolClient, "query">;

/** From here on writes are the service's, for the rest of the transaction. */
const asService = `SET LOCAL ROLE ${roleNames.service}`;

/** Runs in a transaction of the service's role and rolls it back. */
export async function trial<Result>(
  { pool }: Pool,
  what: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(asService);
    return await what(client);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** Runs in a transaction of the service's role and commits it. */
export function committed<Result>(
  pool: Pool,
  what: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  return transaction(pool, asService, what);
}

async function transaction<Result>(
  { pool }: Pool,
  begin: string,
  what: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(begin);
    const result = await what(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

/** Committed without triggers and foreign keys: past events that the product can't write. */
export function unjudged<Result>(
  pool: Pool,
  what: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  return transaction(pool, "SET LOCAL session_replication_role = replica", what);
}

/** The same for some statements within a service transaction. */
export async function unjudgedWithin<Result>(
  client: Client,
  what: () => Promise<Result>,
): Promise<Result> {
  await client.query("SET LOCAL ROLE NONE");
  await client.query("SET LOCAL session_replication_role = replica");
  const result = await what();
  await client.query("SET LOCAL session_replication_role = origin");
  await client.query(asService);
  return result;
}

/** Records an entry of the public log from within {@link unjudged}, so that a running service publishes it. */
export async function recordUnjudged(
  client: Client,
  kind: string,
  body: object,
  {
    texts = {},
    hoursAgo = 0,
  }: { readonly texts?: Readonly<Record<string, string>>; readonly hoursAgo?: number } = {},
): Promise<void> {
  await client.query(
    `WITH entry AS (INSERT INTO public_entry (kind, daily, body, day)
         VALUES ($1, false, $2, ((now() - make_interval(hours => $4)) AT TIME ZONE 'UTC')::date) RETURNING id),
       waits AS (INSERT INTO ledger_waiting (daily, entry_id) SELECT false, id FROM entry)
     INSERT INTO ledger_text (entry_id, name, value) SELECT id, key, value FROM entry, jsonb_each_text($3)`,
    [kind, JSON.stringify(body), JSON.stringify(texts), hoursAgo],
  );
  await client.query("SELECT pg_notify('graticule_changed', 'entry')");
}

/** As if the log said this act, where no service runs that would sign it; in a service transaction. */
export async function publishedByHand(client: Client, kind: string, act: string): Promise<void> {
  await unjudgedWithin(client, async () => {
    await client.query(
      `UPDATE ledger_head SET size = greatest(size, 1), published_size = greatest(published_size, 1),
         checkpoint = coalesce(checkpoint, ''), signed_at = now()`,
    );
    await client.query("INSERT INTO act_in_log (kind, act, leaf) VALUES ($1, $2, 0)", [kind, act]);
  });
}

/** Nobody appends to the public log meanwhile: another signer seems to be at it. */
export async function whileLogStands<Result>(
  { pool }: Pool,
  act: () => Promise<Result>,
): Promise<Result> {
  const other = await pool.connect();
  try {
    await other.query("BEGIN");
    await other.query("SELECT pg_advisory_xact_lock(hashtextextended('public log', 0))");
    return await act();
  } finally {
    await other.query("ROLLBACK");
    other.release();
  }
}

/** Ends this meeting as its host does, by what the database has of it. */
export async function endAsHost(client: Client, room: string): Promise<void> {
  await client.query(
    `WITH ended AS (UPDATE meeting SET ended_at = now() WHERE room = $1 RETURNING room)
     INSERT INTO host_act (room, kind, acted_as) SELECT room, 'ended', 'host' FROM ended`,
    [room],
  );
}

/** Lets entries stand without the act behind them: for the log's own tests, which record many. */
export async function letEntriesBeGroundless({ pool }: Pool): Promise<void> {
  for (const table of ["public_entry", "ledger_text"])
    await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_has_ground`);
}

/** Some statements within a service transaction as the tables' owner; triggers still apply. */
export async function asOwner<Result>(
  client: Client,
  what: () => Promise<Result>,
): Promise<Result> {
  await client.query(`SET LOCAL ROLE ${roleNames.owner}`);
  const result = await what();
  await client.query(asService);
  return result;
}

/** The database's own refusal of a statement; "done" if it passes. */
export async function refusalOf(
  client: Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<string> {
  await client.query("SAVEPOINT attempt");
  try {
    await client.query(text, [...values]);
    await client.query("RELEASE SAVEPOINT attempt");
    return "done";
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT attempt");
    await client.query("RELEASE SAVEPOINT attempt");
    const { code = "", message = "" } = error as { code?: string; message?: string };
    return `${code} ${message}`;
  }
}

/** What a commit would raise now. */
export function refusalOfCommit(client: Client): Promise<string> {
  return refusalOf(client, "SET CONSTRAINTS ALL IMMEDIATE");
}

/**
 * Writes the public log's entry for an act of this transaction, as anyone who acts must: what is said of it, and all else
 * that the database expects of it. What is `undefined` is left out.
 */
export async function tell(
  client: Client,
  kind: string,
  said: object,
  salts: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { rows } = await client.query(
    `SELECT jsonb_strip_nulls(ground) AS ground FROM grounds_of(
       jsonb_populate_record(NULL::public_entry, jsonb_build_object('kind', $1::text)), $2) AS ground
     WHERE agree($2, ground)`,
    [kind, JSON.stringify(said)],
  );
  await tellJust(client, kind, { ...rows[0]?.ground, ...said }, salts);
}

/** Writes an entry with just this body, its texts beside it. */
export async function tellJust(
  client: Client,
  kind: string,
  body: object,
  salts: Readonly<Record<string, string>> = {},
): Promise<void> {
  const daily = dailyEntries.has(kind as PublicEntryKind);
  await client.query(
    `WITH entry AS (INSERT INTO public_entry (kind, daily, body)
       VALUES ($1, $2, $3::jsonb - entry_texts($1)) RETURNING id)
     INSERT INTO ledger_text (entry_id, name, value, salt)
       SELECT id, name, $3::jsonb ->> name, coalesce(decode($4::jsonb ->> name, 'hex'), new_salt())
       FROM entry, unnest(entry_texts($1)) AS text (name) WHERE $3::jsonb ? name`,
    [kind, daily, JSON.stringify(body), JSON.stringify(salts)],
  );
}
