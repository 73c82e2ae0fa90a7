import type { Client } from "pg";
import { StartError } from "../start-error.ts";
import { quoted, tablesInOrder } from "./backup.ts";
import {
  type BackupHeader,
  checkBackup,
  endOfRows,
  endSchema,
  linesOf,
  parse,
  tableSchema,
} from "./backup-file.ts";
import { copyIn } from "./copy.ts";
import { claimDatabase } from "./database-claim.ts";
import { appliedSteps, migrate } from "./migrate.ts";
import { connectOnce } from "./pool.ts";
import type { DatabaseTarget } from "./target.ts";

/**
 * Fills an empty database from a backup, all or nothing, and then brings it up to date. A backup of
 * an older version is taken; one of a newer is not. Returns the rows by table.
 * Throws {@link StartError} where the file is damaged, too new, the database holds something, or a service runs on it.
 */
export async function restoreBackup(
  target: DatabaseTarget,
  path: string,
): Promise<Readonly<Record<string, number>>> {
  const checked = await checkBackup(path);
  if (checked === undefined) {
    throw new StartError("backup", `${path} is not a whole backup: nothing was restored.`);
  }
  const claim = await claimDatabase(target);
  try {
    return await restoreInto(target, path, checked.header);
  } finally {
    await claim.release();
  }
}

async function restoreInto(
  target: DatabaseTarget,
  path: string,
  header: BackupHeader,
): Promise<Readonly<Record<string, number>>> {
  await migrate(target, { upTo: header.migrations.at(-1)?.version ?? 0 });
  const client = await connectOnce(target);
  try {
    await checkSteps(client, header);
    await client.query("BEGIN");
    await checkEmpty(client);
    // What was allowed once is not judged again: an order's approval may be of last year.
    await eachTable(client, (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await eachTable(client, (table) => `DELETE FROM ${table}`);
    const rows = await copyTables(client, path);
    await eachTable(client, (table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await moveSequences(client);
    await client.query("COMMIT");
    await migrate(target);
    return rows;
  } finally {
    await client.end();
  }
}

async function checkSteps(client: Client, header: BackupHeader): Promise<void> {
  const steps = await appliedSteps(client);
  const same =
    steps.length === header.migrations.length &&
    steps.every((step, index) => step.checksum === header.migrations[index]?.checksum);
  if (same) return;
  throw new StartError(
    "backup",
    "The backup and this database come from different versions. Use the version that made the " +
      "backup or a newer one, with a data folder that is new.",
  );
}

/** What a new database holds by itself; a backup brings its own. */
const asShipped: Readonly<Record<string, string>> = {
  disputed_place_event: "change_id IS NULL",
  ledger_head: "size = 0",
};

async function checkEmpty(client: Client): Promise<void> {
  for (const { table } of await tablesInOrder(client)) {
    const own = asShipped[table] ?? "false";
    const found = await client.query(`SELECT 1 FROM ${quoted(table)} WHERE NOT (${own}) LIMIT 1`);
    if (found.rowCount === 0) continue;
    throw new StartError(
      "backup",
      "The database is not empty: a backup is restored into a new one only. " +
        "Set GRATICULE_DATA to a new folder, or DATABASE_URL to an empty database.",
    );
  }
}

/** Those that refer to others first. */
async function eachTable(client: Client, sql: (table: string) => string): Promise<void> {
  for (const { table } of (await tablesInOrder(client)).toReversed()) {
    await client.query(sql(quoted(table)));
  }
}

async function copyTables(client: Client, path: string): Promise<Record<string, number>> {
  const lines = linesOf(path);
  await lines.next();
  const rows: Record<string, number> = {};
  for (;;) {
    const { value: line } = await lines.next();
    const end = endSchema.safeParse(line && parse(line));
    if (end.success) return rows;
    const { table, columns } = tableSchema.parse(line && parse(line));
    const sql = `COPY ${quoted(table)} (${columns.map(quoted).join(", ")}) FROM STDIN`;
    rows[table] = await copyIn(client, sql, rowsFrom(lines));
  }
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

/** Numbered rows go on after the highest number that was restored. */
async function moveSequences(client: Client): Promise<void> {
  const columns = await client.query<{ table: string; column: string; sequence: string }>(
    `SELECT c.relname AS "table", a.attname AS "column",
            pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = current_schema() AND c.relkind = 'r'
       AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`,
  );
  for (const { table, column, sequence } of columns.rows) {
    await client.query(
      `SELECT setval($1::regclass, max(${quoted(column)})) FROM ${quoted(table)}
       HAVING max(${quoted(column)}) IS NOT NULL`,
      [sequence],
    );
  }
}
