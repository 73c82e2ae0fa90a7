import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { makeFolder } from "../processes/data-folder.ts";
import { readJsonFile, removeFile, writeJsonFile } from "../processes/json-file.ts";
import { commandLineOf, hasProcessIn, identify } from "../processes/process-identity.ts";
import { canReach, chooseServiceUser, type ServiceUser } from "../processes/service-user.ts";
import type { DatabaseTarget, DatabaseTargets } from "./target.ts";

const password = z.string().min(16);
const settingsSchema = z.object({
  /** Of the superuser that made the cluster: it only makes the two others. */
  password,
  /** Absent: made by an older version, with one role. */
  ownerPassword: password.optional(),
  servicePassword: password.optional(),
  /** Where the database lives instead of `database/` in the data folder. */
  elsewhere: z.string().optional(),
  socketFolder: z.string().optional(),
});
type Settings = z.infer<typeof settingsSchema>;

/** Names the socket, `.s.PGSQL.<port>`, in its folder. */
export const socketPort = 5432;
/** A socket's path has at most 107 bytes on Linux, 103 elsewhere. */
const longestSocketFolder = 103 - `/.s.PGSQL.${socketPort}`.length;

const settingsFile = (dataDir: string): string => join(dataDir, "database.json");

/** What an earlier start of this data folder stored; undefined: there was none. */
export function readSettings(dataDir: string): Settings | undefined {
  return readJsonFile(settingsFile(dataDir), settingsSchema);
}

export function writeSettings(dataDir: string, settings: Settings): void {
  writeJsonFile(settingsFile(dataDir), settings);
}

export interface PostgresLayout {
  /** Holds the programs, `data` and `socket`; the database's user owns it. */
  readonly home: string;
  /** Whether `home` is outside of the data folder. */
  readonly isElsewhere: boolean;
  readonly user: ServiceUser | undefined;
  readonly settings: Settings;
}

/**
 * Where the database lives: in the data folder, or, if we are root and the database's user can't
 * pass through the folders above it (such as /root), in a folder of its own under /var/lib.
 */
export function findPlace(dataDir: string): PostgresLayout {
  const known = readSettings(dataDir);
  const usual = join(resolve(dataDir), "database");
  const knownHome = known?.elsewhere ?? usual;
  const owner = existsSync(knownHome) ? statSync(knownHome).uid : undefined;
  const user = chooseServiceUser(owner);
  const elsewhere = known?.elsewhere ?? (canReach(user, dataDir) ? undefined : newHome());
  const home = elsewhere ?? usual;
  makeFolder(home, 0o700);
  if (user !== undefined) chownSync(home, user.uid, user.gid);
  const settings = {
    password: known?.password ?? newPassword(),
    ownerPassword: known?.ownerPassword ?? newPassword(),
    servicePassword: known?.servicePassword ?? newPassword(),
    elsewhere,
    socketFolder: known?.socketFolder,
  };
  writeSettings(dataDir, settings);
  return { home, isElsewhere: elsewhere !== undefined, user, settings };
}

const newPassword = (): string => randomBytes(24).toString("base64url");

const newHome = (): string => mkdtempSync("/var/lib/graticule-database-");

/** The roles of an embedded database. `maker` made the cluster: a superuser. */
export const roleNames = {
  maker: "graticule",
  owner: "graticule_owner",
  service: "graticule_service",
} as const;

/** Undefined: this folder's database does not have the role yet. */
export function targetOf(
  settings: Settings,
  role: keyof typeof roleNames,
): DatabaseTarget | undefined {
  const password = {
    maker: settings.password,
    owner: settings.ownerPassword,
    service: settings.servicePassword,
  }[role];
  if (password === undefined || settings.socketFolder === undefined) return undefined;
  return {
    kind: "socket",
    folder: settings.socketFolder,
    port: socketPort,
    user: roleNames[role],
    password,
    database: "postgres",
  };
}

export function targetsOf(settings: Settings): DatabaseTargets | undefined {
  const [service, owner] = [targetOf(settings, "service"), targetOf(settings, "owner")];
  return service && owner && { service, owner };
}

/**
 * PostgreSQL refuses to start while the number in its pid file belongs to a process of its user:
 * after a restart of the machine or container that may be any process, or a zombie. Removes the
 * file only once no process works in that folder.
 */
export async function clearAway(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const program = commandLineOf(pid)[0];
  if (identify(pid) !== undefined && program?.includes("postgres") !== false) return;
  const until = performance.now() + 10_000;
  while (hasProcessIn(data)) {
    // Its workers end by themselves soon after it.
    if (performance.now() > until) return;
    await delay(20);
  }
  rmSync(file, { force: true });
}

export function makeSocketFolder(place: PostgresLayout): string {
  const usual = join(place.home, "socket");
  const fits = Buffer.byteLength(usual) <= longestSocketFolder;
  const folder = fits ? usual : (knownSocketFolder(place) ?? mkdtempSync("/tmp/graticule-"));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  // The lock beside the socket goes stale like the pid file.
  if (!existsSync(join(place.home, "data", "postmaster.pid"))) {
    for (const end of ["", ".lock"]) removeFile(join(folder, `.s.PGSQL.${socketPort}${end}`));
  }
  if (place.user !== undefined) chownSync(folder, place.user.uid, place.user.gid);
  return folder;
}

/** The one of last time, if it is still a folder of the database's user: anyone can write to /tmp. */
function knownSocketFolder({ settings, user }: PostgresLayout): string | undefined {
  const folder = settings.socketFolder;
  if (folder === undefined) return undefined;
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const ours = found?.isDirectory() && found.uid === (user?.uid ?? process.getuid?.());
  return ours ? folder : undefined;
}
