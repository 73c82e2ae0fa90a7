import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";
import { areFormerSteps, carryOver } from "./carry-over.ts";
import { connectOnce } from "./pool.ts";
import type { DatabaseTarget } from "./target.ts";

type MigrationProblem =
  /** Numbers that repeat or have a gap, or a name that is not `NNNN-name` or `NNNN-name.sql`. */
  | "bad-files"
  /** An applied step has been changed. */
  | "changed"
  /** The database was made by a newer version: it has unknown steps. */
  | "newer-database";

export class MigrationError extends Error {
  readonly code: MigrationProblem;
  constructor(code: MigrationProblem, message: string) {
    super(message);
    this.code = code;
  }
}

interface Step {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export const migrationsFolder = join(import.meta.dirname, "migrations");

/** A step is a file `NNNN-name.sql`, or a folder `NNNN-name` of `.sql` files in the order of their names. */
function readFiles(folder: string): readonly Step[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const found = entries.filter((entry) => entry.isDirectory() || entry.name.endsWith(".sql"));
  const names = found.map((entry) => entry.name).toSorted();
  return names.map((name, index) => {
    const version = Number(/^(\d{4})-[a-z0-9-]+(\.sql)?$/.exec(name)?.[1]);
    if (version !== index + 1) {
      throw new MigrationError("bad-files", `${name} isn't step ${index + 1} (NNNN-name.sql).`);
    }
    const sql = name.endsWith(".sql") ? read(folder, name) : readFolder(join(folder, name));
    return { version, name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

function readFolder(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names
    .toSorted()
    .map((name) => read(folder, name))
    .join("\n");
}

const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

/** Any number that nothing else in this database locks. */
const lockKey = 7_206_215;

/**
 * Brings a database up to date: each missing step in a transaction of its own, in order. Of two
 * servers that start at once, the second waits, then finds nothing to do. A database of the former
 * sixteen steps is rebuilt with its rows. Returns the names of the steps that it applied.
 * Throws {@link MigrationError}. `upTo`: the last step to apply; absent: all.
 */
export async function migrate(
  target: DatabaseTarget,
  { folder = migrationsFolder, upTo = Number.POSITIVE_INFINITY } = {},
): Promise<readonly string[]> {
  const steps = readFiles(folder);
  const client = await connectOnce(target);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const found = await appliedSteps(client);
    const former = areFormerSteps(found);
    if (former) await remake(client, steps);
    const done = former ? await appliedSteps(client) : found;
    checkAgainst(steps, done);
    const missing = steps.slice(done.length).filter((step) => step.version <= upTo);
    for (const step of missing) await apply(client, step);
    return [...(former ? done : []), ...missing].map((step) => step.name);
  } finally {
    await client.end();
  }
}

type AppliedStep = Omit<Step, "sql">;

/** The steps that a database has; makes the table that lists them if it is missing. */
export async function appliedSteps(client: Client): Promise<readonly AppliedStep[]> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS schema_migration (
       version int PRIMARY KEY,
       name text NOT NULL,
       checksum text NOT NULL,
       applied_at timestamptz NOT NULL DEFAULT now()
     )`,
  );
  return await readSteps(client);
}

/** The steps that a database has. */
export async function readSteps(client: Client): Promise<readonly AppliedStep[]> {
  const found = await client.query<AppliedStep>(
    "SELECT version, name, checksum FROM schema_migration ORDER BY version",
  );
  return found.rows;
}

function checkAgainst(steps: readonly Step[], done: readonly AppliedStep[]): void {
  for (const [index, applied] of done.entries()) {
    const step = steps[index];
    if (step === undefined) {
      throw new MigrationError(
        "newer-database",
        `The database has step ${applied.name}, which this version doesn't know. ` +
          "Start the newer version that added it, or restore a backup into a new data folder.",
      );
    }
    if (step.checksum !== applied.checksum) {
      throw new MigrationError(
        "changed",
        `${step.name} was changed after it had been applied. Undo the change, and write a new step instead.`,
      );
    }
  }
}

/** The former sixteen steps are today's first. */
async function remake(client: Client, [first]: readonly Step[]): Promise<void> {
  if (first === undefined) return;
  await inTransaction(client, first, () =>
    carryOver(client, async () => {
      await appliedSteps(client);
      await run(client, first);
    }),
  );
}

function apply(client: Client, step: Step): Promise<void> {
  return inTransaction(client, step, () => run(client, step));
}

async function inTransaction(client: Client, step: Step, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${step.name} failed and was undone.`, { cause: error });
  }
}

async function run(client: Client, step: Step): Promise<void> {
  await client.query(step.sql);
  await client.query("INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)", [
    step.version,
    step.name,
    step.checksum,
  ]);
}
