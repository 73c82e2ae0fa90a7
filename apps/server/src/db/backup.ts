import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { renameSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Client, escapeIdentifier } from "pg";
import { type BackupEnd, type BackupHeader, type BackupTable, endOfRows } from "./backup-file.ts";
import { copyOut } from "./copy.ts";
import { readSteps } from "./migrate.ts";
import { connectOnce } from "./pool.ts";
import { tablesInOrder } from "./tables.ts";
import type { DatabaseTarget } from "./target.ts";
import { writeTextKeys } from "./text-keys-file.ts";

/**
 * Guests are forgotten after a sitting, but a file is kept for longer: no backup holds decisions
 * about guests, the participant named in a report, whom an act on one keeps out, or which guest a
 * pass with a link let in.
 */
const withoutGuests: Readonly<Record<string, { where: string; values?: Record<string, string> }>> =
  {
    reported_participant: { where: "false" },
    seat_standing: {
      where: "person NOT LIKE 'guest-%'",
      values: { taken_out_by: "'{}'::uuid[]" },
    },
    travel_pass: {
      where: "secret_hash IS NOT NULL OR person NOT LIKE 'guest-%'",
      values: { person: "CASE WHEN person NOT LIKE 'guest-%' THEN person END" },
    },
  };

function selectOf({ table, columns }: BackupTable): string {
  const { where = "true", values = {} } = withoutGuests[table] ?? {};
  const list = columns.map((column) => values[column] ?? escapeIdentifier(column)).join(", ");
  return `SELECT ${list} FROM ${escapeIdentifier(table)} WHERE ${where}`;
}

/**
 * Writes all tables, without guests, as of one moment, into one file that only its owner can read.
 * The service may run meanwhile. Writes beside and renames: a file of that name is always whole. The keys of
 * texts go into a file of their own in the same folder.
 * Returns the rows by table.
 *
 * @param tellTextKeys called with the path of that file
 */
export async function writeBackup(
  target: DatabaseTarget,
  path: string,
  tellTextKeys: (file: string) => void = () => {},
): Promise<Readonly<Record<string, number>>> {
  const client = await connectOnce(target);
  const next = `${path}.${randomUUID()}.new`;
  try {
    const output = await BackupOutput.open(next);
    const writeKeys = async () => tellTextKeys(await writeTextKeys(client, path));
    const rows = await write(client, output, writeKeys).finally(() => output.abandon());
    renameSync(next, path);
    return rows;
  } finally {
    rmSync(next, { force: true });
    await client.end();
  }
}

async function write(
  client: Client,
  output: BackupOutput,
  writeKeys: () => Promise<void>,
): Promise<Record<string, number>> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await writeKeys();
  const header: BackupHeader = {
    graticuleBackup: 1,
    createdAt: new Date().toISOString(),
    migrations: (await readSteps(client)).map(({ version, checksum }) => ({ version, checksum })),
  };
  await output.line(header);
  const rows: Record<string, number> = {};
  for (const table of await tablesInOrder(client)) {
    await output.line({ table: table.table, columns: table.columns } satisfies BackupTable);
    const sql = `COPY (${selectOf(table)}) TO STDOUT`;
    rows[table.table] = await copyOut(client, sql, (chunk) => output.bytes(chunk));
    await output.bytes(endOfRows);
  }
  await client.query("COMMIT");
  await output.end(rows);
  return rows;
}

/** Hashes what it compresses and writes. */
class BackupOutput {
  readonly #hash = createHash("sha256");
  readonly #gzip = createGzip();
  readonly #written: Promise<void>;
  #draining: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.#written = pipeline(this.#gzip, file.createWriteStream({ flush: true }));
    // A failure reaches those who write or end.
    this.#written.catch(() => {});
  }

  static async open(path: string): Promise<BackupOutput> {
    // INVARIANT: a file of one's own: no one waits for it with a file of that name that they can read.
    return new BackupOutput(await open(path, "wx", 0o600));
  }

  async line(value: object): Promise<void> {
    await this.bytes(Buffer.from(`${JSON.stringify(value)}\n`));
  }

  /** Keeps the chunk. A promise: the writer must wait; it rejects if writing failed. */
  bytes(chunk: Buffer): Promise<void> | undefined {
    this.#hash.update(chunk);
    if (this.#gzip.write(chunk)) return undefined;
    this.#draining ??= once(this.#gzip, "drain").then(() => {
      this.#draining = undefined;
    });
    return Promise.race([this.#draining, this.#written]);
  }

  async end(rows: BackupEnd["rows"]): Promise<void> {
    const end: BackupEnd = { rows, sha256: this.#hash.copy().digest("hex") };
    await this.line(end);
    this.#gzip.end();
    await this.#written;
  }

  /** Closes the file of a backup that failed. */
  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#written.catch(() => {});
  }
}
