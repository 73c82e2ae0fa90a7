import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { areFormerSteps, carryOver } from "./carry-over.ts";
import { awaitOlder, shutOutOlder } from "./older-instances.ts";
import { connectOnce } from "./pool.ts";
import type { DatabaseTarget } from "./target.ts";

type MigrationProblem =
  /** Numbers that repeat or have a gap, or a name that is not `NNNN-name` or `NNNN-name.sql`. */
  | "bad-files"
  /** An applied step has been changed. */
  | "changed"
  /** The database has a step that needs a newer version. */
  | "newer-database"
  /** Instances run that could not go on after a missing step. */
  | "older-instances";

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
  /**
   * The step that a version must know to go on after this one. Its own number, unless its first line
   * says less: `-- needs step 0002`.
   */
  readonly needs: number;
}

/** Held by the one program that prepares the database. Nothing else locks this number. */
const migrationLock = 7_206_215;

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
    const needs = Number(
      /^-- needs step (\d{4})$/m.exec(sql.split("\n", 1)[0] ?? "")?.[1] ?? version,
    );
    if (needs < 1 || needs > version) {
      throw new MigrationError("bad-files", `${name} needs a step that doesn't come before it.`);
    }
    const checksum = createHash("sha256").update(sql).digest("hex");
    return { version, name, sql, checksum, needs };
  });
}

/** The number of the last step that this version knows. */
export const newestStep = (folder = migrationsFolder): number => readFiles(folder).length;

function readFolder(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names
    .toSorted()
    .map((name) => read(folder, name))
    .join("\n");
}

const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

export interface Migrated {
  /** The names of the steps that were applied now. */
  readonly applied: readonly string[];
  /** The names of the database's steps of newer versions, which this one can do without. */
  readonly unknown: readonly string[];
}

/**
 * Brings a database up to date: each missing step in a transaction of its own, in order. Of two
 * servers that start at once, the second waits, then finds nothing to do. A database of the former
 * sixteen steps is rebuilt with its rows. Throws {@link MigrationError}. `upTo`: the last step to
 * apply; absent: all. `silentMs`: see {@link awaitOlder}. `stop`: ends all waits for other programs.
 */
export async function migrate(
  target: DatabaseTarget,
  options: { folder?: string; upTo?: number; silentMs?: number; stop?: AbortSignal } = {},
): Promise<Migrated> {
  const { folder = migrationsFolder, upTo = Number.POSITIVE_INFINITY, silentMs, stop } = options;
  const steps = readFiles(folder);
  const client = await connectOnce(target);
  try {
    await awaitTurn(client, stop);
    const found = await appliedSteps(client);
    const former = areFormerSteps(found);
    if (former) await remake(client, steps);
    const done = former ? await appliedSteps(client) : found;
    const unknown = checkAgainst(steps, done);
    const missing = steps.slice(done.length).filter((step) => step.version <= upTo);
    for (const step of missing) {
      const before = await awaitOlder(client, step.needs, { silentMs, stop });
      await inTransaction(client, step, async () => {
        refuseOlder(step, await shutOutOlder(client, step.needs, before));
        await run(client, step);
      });
    }
    const applied = [...(former ? done : []), ...missing].map((step) => step.name);
    return { applied, unknown: unknown.map((step) => step.name) };
  } finally {
    await client.end();
  }
}

const askAgainMs = 100;

/** Resolves when, until this connection ends, no other program applies steps or sets privileges. */
export async function awaitTurn(client: Client, stop?: AbortSignal): Promise<void> {
  for (;;) {
    const asked = await client.query<{ has: boolean }>("SELECT pg_try_advisory_lock($1) AS has", [
      migrationLock,
    ]);
    if (asked.rows[0]?.has === true) return;
    await delay(askAgainMs, undefined, { signal: stop });
  }
}

function refuseOlder({ name }: Step, urls: readonly string[]): void {
  if (urls.length === 0) return;
  throw new MigrationError(
    "older-instances",
    `Step ${name} of the database can't be applied while instances of an older version run: ` +
      `${urls.join(", ")}. Stop them, or replace them with a version in between, then start this one again.`,
  );
}

type AppliedStep = Omit<Step, "sql" | "needs">;
type FoundStep = Omit<Step, "sql">;

const hasNeeds = `SELECT 1 FROM pg_attribute WHERE attrelid = 'schema_migration'::regclass
  AND attname = 'needs' AND NOT attisdropped`;

/** The steps that a database has; makes the table that lists them if it is missing. */
export async function appliedSteps(client: Client): Promise<readonly FoundStep[]> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS schema_migration (
       version int PRIMARY KEY,
       name text NOT NULL,
       checksum text NOT NULL,
       applied_at timestamptz NOT NULL DEFAULT now()
     )`,
  );
  // Not by IF NOT EXISTS, which would lock out all readers at each start, and wait for a backup to end.
  const has = await client.query(hasNeeds);
  if (has.rowCount === 0) await client.query("ALTER TABLE schema_migration ADD COLUMN needs int");
  const found = await client.query<FoundStep>(
    "SELECT version, name, checksum, coalesce(needs, version) AS needs FROM schema_migration ORDER BY version",
  );
  return found.rows;
}

/** The steps that a database has. */
export async function readSteps(client: Client): Promise<readonly AppliedStep[]> {
  const found = await client.query<AppliedStep>(
    "SELECT version, name, checksum FROM schema_migration ORDER BY version",
  );
  return found.rows;
}

/** Returns those of the database's steps that this version doesn't know and doesn't need. */
function checkAgainst(steps: readonly Step[], done: readonly FoundStep[]): readonly FoundStep[] {
  for (const [index, applied] of done.entries()) {
    const step = steps[index];
    if (step === undefined && applied.needs > steps.length) {
      throw new MigrationError(
        "newer-database",
        `The database has step ${applied.name}, which needs a newer version. ` +
          "Start the version that added it, or a newer one; or restore a backup into a new data folder.",
      );
    }
    if (step !== undefined && step.checksum !== applied.checksum) {
      throw new MigrationError(
        "changed",
        `${step.name} was changed after it had been applied. Undo the change, and write a new step instead.`,
      );
    }
  }
  return done.slice(steps.length);
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

async function inTransaction(client: Client, step: Step, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    if (error instanceof MigrationError) throw error;
    throw new Error(`Migration ${step.name} failed and was undone.`, { cause: error });
  }
}

async function run(client: Client, step: Step): Promise<void> {
  await client.query(step.sql);
  await client.query(
    "INSERT INTO schema_migration (version, name, checksum, needs) VALUES ($1, $2, $3, $4)",
    [step.version, step.name, step.checksum, step.needs],
  );
}
