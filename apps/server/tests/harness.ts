import { execFileSync } from "node:child_process";
import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programSecretOf } from "@graticule/server/accounts/seal";
import { describeProblems, readConfig } from "@graticule/server/config/config";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "@graticule/server/db/embedded-postgres";
import { type OpenDatabase, openDatabase } from "@graticule/server/db/pool";
import { readSettings, targetOf } from "@graticule/server/db/postgres-layout";
import { prepareDatabase } from "@graticule/server/db/prepare-database";
import { keepProgramKey } from "@graticule/server/db/program-key";
import type { Database } from "@graticule/server/db/schema";
import type { DatabaseTarget } from "@graticule/server/db/target";
import { findLivekit } from "@graticule/server/media/livekit-binary";
import { type EmbeddedEngine, startLivekit } from "@graticule/server/media/livekit-process";
import { findRecordedChild, type RecordedChild } from "@graticule/server/processes/child-process";
import { makeDataFolder } from "@graticule/server/processes/data-folder";
import { readJsonFile, writeJsonFile } from "@graticule/server/processes/json-file";
import { identify, isRunning } from "@graticule/server/processes/process-identity";
import { type RunningService, startService } from "@graticule/server/start";
import { z } from "zod";
import { quietPort } from "./quiet-port.ts";

/** Ended and removed when the test's process ends, at any point. */
const children = new Set<RecordedChild>();
const folders = new Set<string>();

process.once("exit", () => {
  for (const child of children) {
    if (child.isRunning()) process.kill(child.identity.pid, "SIGKILL");
  }
  for (const folder of folders) removeWithChildren(folder);
});

const parentFolder = process.getuid?.() === 0 ? "/var/lib" : realpathSync(tmpdir());
const ownerSchema = z.object({ pid: z.number(), startTime: z.string(), boot: z.string() });

/** The credentials that make a test service's administrator and sign them in. */
export const administrator = {
  name: "Ada",
  email: "ada@example.org",
  password: "correct horse battery staple",
} as const;

/** The key of an instance of tests, and what it derives for the database, which knows the program by it. */
export const instanceKey = Buffer.alloc(32, 7);
export const programSecret = programSecretOf({ dataDir: "", instanceKey });

export interface TestFolder {
  readonly path: string;
  remove(): void;
}

/** A data folder that the database's own user can reach, even if the tests run as root. */
export function makeTestFolder(): TestFolder {
  removeLeftovers();
  const path = mkdtempSync(join(parentFolder, "graticule-test-"));
  folders.add(path);
  writeJsonFile(join(path, "owner.json"), identify(process.pid));
  makeDataFolder(path);
  const remove = (): void => {
    rmSync(path, { recursive: true, force: true });
    folders.delete(path);
  };
  return { path, remove };
}

/** A killed test process could not clean up: the next one does it. */
function removeLeftovers(): void {
  for (const name of readdirSync(parentFolder)) {
    const path = join(parentFolder, name);
    if (!name.startsWith("graticule-test-") || !isOurs(path)) continue;
    const owner = readJsonFile(join(path, "owner.json"), ownerSchema);
    if (!owner || isRunning(owner)) continue;
    removeWithChildren(path);
  }
}

/** Also those of a service that was still starting. */
function removeWithChildren(path: string): void {
  for (const child of ["postgres", "livekit", "livekit-0", "livekit-1", "redis"]) {
    const recordFile = join(path, "run", `${child}.json`);
    const left = findRecordedChild({ recordFile, stopSteps: [] });
    if (left !== undefined) process.kill(left.identity.pid, "SIGKILL");
  }
  rmSync(path, { recursive: true, force: true });
}

/** Anyone can make a folder in a shared one, and name processes there that we would end. */
function isOurs(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return false;
  return found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/**
 * As the role that made the cluster, which the program never uses: for what happened long ago, or
 * can't happen. Transactions of by-hand.ts still use the service's role.
 */
export interface TestDatabase extends OpenDatabase<Database> {
  readonly dataDir: string;
  /** In the service's role, as the program connects. */
  readonly service: OpenDatabase<Database>;
  readonly owner: DatabaseTarget;
  readonly postgres: EmbeddedPostgres;
  stop(): Promise<void>;
}

/**
 * A separate, migrated PostgreSQL. Takes about 1.5 s: one per test file is enough.
 *
 * @param snapshot a data folder in which no database runs: this one begins as its copy
 */
export async function startTestDatabase(snapshot?: string): Promise<TestDatabase> {
  const folder = makeTestFolder();
  if (snapshot !== undefined) copyDatabase(snapshot, folder.path);
  else beginEmpty(folder);
  const postgres = await startEmbeddedPostgres(folder.path);
  children.add(postgres.child);
  await prepareDatabase(postgres.targets);
  const schema = await keepProgramKey(postgres.targets.owner, programSecret);
  const open = openByHand(folder.path);
  const service = openDatabase<Database>({ ...postgres.targets.service, programSecret, schema });
  return {
    ...open,
    service,
    owner: postgres.targets.owner,
    dataDir: folder.path,
    postgres,
    stop: async () => {
      await open.close();
      await service.close();
      await postgres.stop();
      children.delete(postgres.child);
      folder.remove();
    },
  };
}

/** Copies the files of a database that doesn't run, with their owner. Its programs are shared. */
export function copyDatabase(from: string, to: string): void {
  const [home, copy] = [from, to].map((folder) => join(folder, "database")) as [string, string];
  execFileSync("cp", ["-a", join(home, "data"), join(from, "database.json"), to]);
  mkdirSync(copy, { mode: 0o700 });
  const { uid, gid } = statSync(home);
  chownSync(copy, uid, gid);
  for (const name of readdirSync(home).filter((one) => one.startsWith("postgresql-"))) {
    execFileSync("cp", ["-a", "--link", join(home, name), copy]);
  }
  renameSync(join(to, "data"), join(copy, "data"));
}

/** Names the folder of a database without anything in it, which an earlier process made. */
export const emptyDatabase = "GRATICULE_EMPTY_DATABASE";

/** Where there is an empty database, the folder's begins as its copy: making one takes longer than most tests. */
function beginEmpty(folder: TestFolder): void {
  const made = process.env[emptyDatabase];
  if (made !== undefined) copyDatabase(made, folder.path);
}

/** The environment with which a program uses this database as the operator's own. */
export function urlsOf(database: TestDatabase): Record<string, string> {
  const urlOf = (target: DatabaseTarget): string => {
    if (target.kind !== "socket") throw new Error("the test's database has a socket");
    const user = `${target.user}:${target.password}`;
    return `postgres://${user}@/${target.database}?host=${encodeURIComponent(target.folder)}`;
  };
  return {
    DATABASE_URL: urlOf(database.service.target),
    DATABASE_OWNER_URL: urlOf(database.owner),
  };
}

/** A data folder's database, as the role that made its cluster. */
function openByHand(dataDir: string): OpenDatabase<Database> {
  const settings = readSettings(dataDir);
  const target = settings && targetOf(settings, "maker");
  if (target === undefined) throw new Error("no database was started in this folder");
  return openDatabase<Database>(target);
}

/** Where the tests find the engine, as the server does. */
export function testLivekit(): string {
  const configured = process.env["LIVEKIT_SERVER"];
  return findLivekit(configured || undefined, process.env["PATH"] ?? "");
}

export interface TestEngine extends EmbeddedEngine {
  readonly dataDir: string;
  /** Starts it again after `stop` or a kill, with the same key and, if possible, the same port. */
  restart(): Promise<TestEngine>;
}

/** A separate LiveKit on loopback. `mediaAddress`: where it offers media, for namespace tests. */
export async function startTestEngine(
  options: { readonly mediaAddress?: string } = {},
): Promise<TestEngine> {
  return runEngine(makeTestFolder(), options.mediaAddress);
}

async function runEngine(folder: TestFolder, mediaAddress?: string): Promise<TestEngine> {
  const engine = await startLivekit({
    dataDir: folder.path,
    binary: testLivekit(),
    mediaAddress,
    mediaUdpPort: undefined,
    mediaTcpPort: undefined,
  });
  children.add(engine.child);
  const end = async (): Promise<void> => {
    await engine.stop();
    children.delete(engine.child);
  };
  return {
    ...engine,
    dataDir: folder.path,
    restart: async () => {
      await end();
      return runEngine(folder, mediaAddress);
    },
    stop: async () => {
      await end();
      folder.remove();
    },
  };
}

export interface TestService extends Omit<RunningService, "setupUrl"> {
  readonly setupUrl: string;
  readonly dataDir: string;
  /** Its database, bypassing the program: see {@link TestDatabase}. */
  readonly byHand: OpenDatabase<Database>;
}

export interface TestServiceOptions {
  /** Lines of the operator's own geofeed (RFC 8805); the only source of places. */
  readonly geofeed?: string;
  /** The service's environment; none of the test's own is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of its own; not stopped with the service. */
  readonly database?: TestDatabase;
}

/** The whole service in this process, with its own database, engine and port. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const folder = makeTestFolder();
  if (options.database === undefined) beginEmpty(folder);
  const host = options.env?.["HOST"] ?? "127.0.0.1";
  const port = await quietPort(host);
  const result = readConfig({
    GRATICULE_DATA: folder.path,
    LIVEKIT_SERVER: testLivekit(),
    LOCATION_SOURCES: writeSources(folder.path, options.geofeed ?? ""),
    LOG_LEVEL: "warn",
    PORT: String(port),
    // By address, so that tests can come from other loopback addresses. People use the name: an
    // empty PUBLIC_URL here.
    ...(host === "127.0.0.1" ? { PUBLIC_URL: `http://${host}:${port}` } : {}),
    ...(options.database && urlsOf(options.database)),
    ...options.env,
  });
  if (result.kind === "problems") throw new Error(describeProblems(result.problems));
  const service = await startService(result.config, { countsEveryMs: 0 });
  const { setupUrl } = service;
  if (setupUrl === undefined) throw new Error("A new service has a set-up link.");
  for (const name of ["postgres", "livekit"]) {
    const recordFile = join(service.runtime.config.dataDir, "run", `${name}.json`);
    const child = findRecordedChild({ recordFile, stopSteps: [] });
    if (child !== undefined) children.add(child);
  }
  const byHand = options.database ?? openByHand(folder.path);
  return {
    ...service,
    setupUrl,
    byHand,
    dataDir: folder.path,
    stop: async () => {
      if (options.database === undefined) await byHand.close();
      await service.stop();
      folder.remove();
    },
  };
}

/** Writes a source list with one geofeed of the operator. Returns its path. */
export function writeSources(folder: string, geofeed: string): string {
  writeFileSync(join(folder, "geofeed.csv"), geofeed);
  const listFile = join(folder, "sources.json");
  const source = {
    id: "own",
    maker: "operator",
    kind: "geofeed",
    role: "operator",
    path: "geofeed.csv",
  };
  writeFileSync(listFile, JSON.stringify([source]));
  return listFile;
}
