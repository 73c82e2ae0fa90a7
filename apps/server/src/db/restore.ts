import { sql } from "kysely";
import { type Client, escapeIdentifier } from "pg";
import { StartError } from "../config/start-error.ts";
import {
  type BackupHeader,
  type BackupTable,
  checkBackup,
  endOfRows,
  endSchema,
  linesOf,
  parse,
  tableSchema,
} from "./backup-file.ts";
import { areFormerSteps, leftOut } from "./carry-over.ts";
import { copyIn } from "./copy.ts";
import { claimDatabase } from "./database-claim.ts";
import { type KeyFingerprint, readFingerprint } from "./key-fingerprint.ts";
import { appliedSteps, migrate } from "./migrate.ts";
import { connectOnce, openDatabase } from "./pool.ts";
import type { Database } from "./schema.ts";
import { moveSequences } from "./sequences.ts";
import { tablesInOrder } from "./tables.ts";
import type { DatabaseTarget } from "./target.ts";
import { restoreTextKeys } from "./text-keys-file.ts";

/**
 * Fills an empty database from a backup and the `text-keys` beside it, all or nothing, and then brings it up to date. That it was
 * restored is recorded with it. Returns the rows by table. Throws {@link StartError} if the file is damaged or of a newer version, the
 * database holds something, a service runs on it, or its keys aren't the ones that are here.
 *
 * @param mayRestore throws if the keys that the backup names aren't the ones that are here
 */
export async function restoreBackup(
  target: DatabaseTarget,
  path: string,
  mayRestore: (known: KeyFingerprint | undefined) => void = () => {},
): Promise<Readonly<Record<string, number>>> {
  const checked = await checkBackup(path);
  if (checked === undefined) {
    throw new StartError(
      "backup",
      `${path} isn't a complete backup, so nothing was restored. Use another copy.`,
    );
  }
  const claim = await claimDatabase(target);
  try {
    return await restoreInto(target, path, checked.header, mayRestore);
  } finally {
    await claim.release();
  }
}

/** Records that this database was restored by other means. As the owner; a service may run meanwhile. */
export async function noteRestoration(target: DatabaseTarget): Promise<void> {
  // It takes its turn with what people at the desk do, and begins again if theirs was first.
  const { db, close } = openDatabase<Database>(target, { connections: 1 });
  try {
    await sql`INSERT INTO restoration (how) VALUES ('stated')`.execute(db);
  } finally {
    await close();
  }
}

async function restoreInto(
  target: DatabaseTarget,
  path: string,
  header: BackupHeader,
  mayRestore: (known: KeyFingerprint | undefined) => void,
): Promise<Readonly<Record<string, number>>> {
  await migrate(target, { upTo: stepOf(header) });
  const client = await connectOnce(target);
  try {
    await checkSteps(client, header);
    await client.query("BEGIN");
    await checkEmpty(client);
    // Triggers don't check the rows again: an order's approval may be a year old.
    await eachTable(client, (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await eachTable(client, (table) => `DELETE FROM ${table}`);
    const rows = await copyTables(client, path);
    mayRestore(await readFingerprint(client));
    await eachTable(client, (table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await restoreTextKeys(client, path);
    await moveSequences(client);
    await client.query("INSERT INTO restoration (how) VALUES ('command')");
    await client.query("COMMIT");
    await migrate(target);
    return rows;
  } finally {
    await client.end();
  }
}

/** The last step that this backup's rows go into. */
function stepOf({ migrations }: BackupHeader): number {
  return areFormerSteps(migrations) ? 1 : (migrations.at(-1)?.version ?? 0);
}

async function checkSteps(client: Client, header: BackupHeader): Promise<void> {
  const steps = await appliedSteps(client);
  if (areFormerSteps(header.migrations) && steps.length === 1) return;
  const same =
    steps.length === header.migrations.length &&
    steps.every((step, index) => step.checksum === header.migrations[index]?.checksum);
  if (same) return;
  throw new StartError(
    "backup",
    "The backup and this database come from different versions. Use the version that created the " +
      "backup, or a newer one, with a new data folder.",
  );
}

/** Which rows a new database holds; a backup replaces them. */
const asShipped: Readonly<Record<string, string>> = {
  disputed_place_event: "change_id IS NULL",
  ledger_head: "size = 0",
};

async function checkEmpty(client: Client): Promise<void> {
  for (const { table } of await tablesInOrder(client)) {
    const own = asShipped[table] ?? "false";
    const found = await client.query(
      `SELECT 1 FROM ${escapeIdentifier(table)} WHERE NOT (${own}) LIMIT 1`,
    );
    if (found.rowCount === 0) continue;
    throw new StartError(
      "backup",
      "The database isn't empty, and a backup can only be restored into a new one. " +
        "Set GRATICULE_DATA to a new folder, or DATABASE_URL to an empty database.",
    );
  }
}

/** Tables that refer to others come first. */
async function eachTable(client: Client, sql: (table: string) => string): Promise<void> {
  for (const { table } of (await tablesInOrder(client)).toReversed()) {
    await client.query(sql(escapeIdentifier(table)));
  }
}

async function copyTables(client: Client, path: string): Promise<Record<string, number>> {
  const lines = linesOf(path);
  await lines.next();
  const rows: Record<string, number> = {};
  const today = await tablesInOrder(client);
  for (;;) {
    const { value: line } = await lines.next();
    const end = endSchema.safeParse(line && parse(line));
    if (end.success) return rows;
    const { table, columns } = tableSchema.parse(line && parse(line));
    const known = today.find((one) => one.table === table)?.columns ?? columns;
    const kept = columns.filter((column) => known.includes(column));
    rows[table] =
      kept.length === columns.length
        ? await copyIn(client, copying(table, columns), rowsFrom(lines))
        : await copyFormer(client, { table, columns, kept }, rowsFrom(lines));
  }
}

function copying(table: string, columns: readonly string[]): string {
  return `COPY ${escapeIdentifier(table)} (${columns.map(escapeIdentifier).join(", ")}) FROM STDIN`;
}

/** Copies rows that have columns which today's table lacks. Answers how many it kept. */
async function copyFormer(
  client: Client,
  { table, columns, kept }: BackupTable & { readonly kept: readonly string[] },
  rows: AsyncIterable<Buffer>,
): Promise<number> {
  const texts = columns.map((column) => `${escapeIdentifier(column)} text`);
  await client.query(`CREATE TEMPORARY TABLE former (${texts.join(", ")}) ON COMMIT DROP`);
  await copyIn(client, copying("former", columns), rows);
  const types = await client.query<{ column: string; type: string }>(
    `SELECT attname AS "column", format_type(atttypid, atttypmod) AS "type" FROM pg_attribute
     WHERE attrelid = $1::regclass AND attname = ANY ($2)`,
    [escapeIdentifier(table), kept],
  );
  const list = types.rows.map(({ column }) => escapeIdentifier(column)).join(", ");
  const values = types.rows.map(({ column, type }) => `${escapeIdentifier(column)}::${type}`);
  const copied = await client.query(
    `INSERT INTO ${escapeIdentifier(table)} (${list}) OVERRIDING SYSTEM VALUE
     SELECT ${values.join(", ")} FROM former WHERE NOT coalesce((${leftOut[table] ?? "false"})::boolean, false)`,
  );
  await client.query("DROP TABLE former");
  return copied.rowCount ?? 0;
}

/** The rows of one table; leaves the rest of the lines for the next one. */
async function* rowsFrom(lines: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const next = await lines.next();
    if (next.done === true) throw new Error("the backup ends within a table");
    if (next.value.equals(endOfRows)) return;
    yield next.value;
  }
}
