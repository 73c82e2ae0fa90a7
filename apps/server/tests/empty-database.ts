import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@graticule/server/db/embedded-postgres";
import { emptyDatabase, makeTestFolder, type TestFolder } from "./harness.ts";

let folder: TestFolder | undefined;

/**
 * Before all files of a suite: makes the empty database as whose copy each test's begins. What is
 * written to it waits for no disk: tests end processes, never the machine.
 */
export async function setup(): Promise<void> {
  folder = makeTestFolder();
  const postgres = await startEmbeddedPostgres(folder.path);
  await postgres.stop();
  appendFileSync(join(folder.path, "database", "data", "postgresql.conf"), "fsync = off\n");
  process.env[emptyDatabase] = folder.path;
}

export function teardown(): void {
  folder?.remove();
}
