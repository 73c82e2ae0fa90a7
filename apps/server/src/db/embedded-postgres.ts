import { spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  findRecordedChild,
  type RecordedChild,
  type StopStep,
  startChild,
} from "../processes/child-process.ts";
import type { ServiceUser } from "../processes/service-user.ts";
import { connectOnce } from "./pool.ts";
import { installBinaries, type PostgresBinaries } from "./postgres-binaries.ts";
import {
  clearAway,
  findPlace,
  makeSocketFolder,
  type PostgresLayout,
  readSettings,
  socketPort,
  targetOf,
  targetsOf,
  writeSettings,
} from "./postgres-layout.ts";
import { makeRoles } from "./roles.ts";
import type { DatabaseTarget, DatabaseTargets } from "./target.ts";

export interface EmbeddedPostgres {
  readonly targets: DatabaseTargets;
  readonly child: RecordedChild;
  /** `started`: by this call. `adopted`: an earlier start of the same data folder had left it running. */
  readonly how: "started" | "adopted";
  /** The folder outside of the data folder in which it lives; undefined: it lives within. */
  readonly elsewhere: string | undefined;
  /** Ends it in order: open transactions are rolled back, what was committed is kept. */
  stop(): Promise<void>;
}

/** Fast shutdown, then immediate (no data is lost, the next start recovers), then SIGKILL. */
const stopSteps: readonly StopStep[] = [
  { signal: "SIGINT", waitMs: 15_000 },
  { signal: "SIGQUIT", waitMs: 5_000 },
];

/** For one that does not answer: the next start recovers. */
const sickSteps: readonly StopStep[] = [{ signal: "SIGQUIT", waitMs: 3_000 }];

/**
 * Runs the PostgreSQL of a data folder, or adopts the one that runs there already. Its log holds no
 * statement or parameter. Throws, with what to do, if it can't run.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const place = findPlace(dataDir);
  const recordFile = recordOf(dataDir);
  const running = findRecordedChild({ recordFile, stopSteps });
  if (running !== undefined) {
    const maker = targetOf(place.settings, "maker");
    if (maker && (await answers(maker))) {
      return await embedded({ place, settings: place.settings, child: running, how: "adopted" });
    }
    await findRecordedChild({ recordFile, stopSteps: sickSteps })?.stop();
  }
  const binaries = installBinaries(place.home, place.user);
  if (!existsSync(join(place.home, "data"))) await initialise(place, binaries);
  checkVersion(place.home, binaries);
  await clearAway(join(place.home, "data"));
  const socketFolder = makeSocketFolder(place);
  const settings = { ...place.settings, socketFolder };
  writeSettings(dataDir, settings);
  const logFile = join(dataDir, "run", "postgres.log");
  const child = await launch({ place, binaries, socketFolder, recordFile, logFile });
  await waitUntilReady(makerOf(settings), child, logFile);
  return await embedded({ place, settings, child, how: "started" });
}

/** How to reach the database of a data folder that another process runs; undefined where none runs. */
export function findRunningPostgres(dataDir: string): DatabaseTargets | undefined {
  if (findRecordedChild({ recordFile: recordOf(dataDir), stopSteps }) === undefined)
    return undefined;
  const settings = readSettings(dataDir);
  return settings && targetsOf(settings);
}

function makerOf(settings: PostgresLayout["settings"]): DatabaseTarget {
  const maker = targetOf(settings, "maker");
  if (maker === undefined) throw new TypeError("a database without a socket");
  return maker;
}

const recordOf = (dataDir: string): string => join(dataDir, "run", "postgres.json");

/** Makes its two roles where they are missing; stops the database if that fails. */
async function embedded(running: {
  readonly place: PostgresLayout;
  readonly settings: PostgresLayout["settings"];
  readonly child: RecordedChild;
  readonly how: EmbeddedPostgres["how"];
}): Promise<EmbeddedPostgres> {
  const { place, settings, child, how } = running;
  const { socketFolder = "" } = settings;
  const stop = async (): Promise<void> => {
    await child.stop();
    if (socketFolder.startsWith("/tmp/graticule-")) {
      rmSync(socketFolder, { recursive: true, force: true });
    }
  };
  try {
    const targets = targetsOf(settings);
    if (targets === undefined) throw new TypeError("a database without its roles");
    await makeRoles(makerOf(settings), targets);
    return { targets, child, how, elsewhere: place.isElsewhere ? place.home : undefined, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Made beside its place and renamed when whole, so that an interruption leaves nothing incomplete. */
async function initialise(place: PostgresLayout, binaries: PostgresBinaries): Promise<void> {
  const next = join(place.home, "data.new");
  const passwordFile = join(place.home, "password.new");
  rmSync(next, { recursive: true, force: true });
  writeFileSync(passwordFile, `${place.settings.password}\n`, { mode: 0o600 });
  if (place.user !== undefined) chownSync(passwordFile, place.user.uid, place.user.gid);
  await run(place.user, binaries.initdb, [
    `--pgdata=${next}`,
    `--pwfile=${passwordFile}`,
    "--username=graticule",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
  ]).finally(() => rmSync(passwordFile, { force: true }));
  renameSync(next, join(place.home, "data"));
}

function run(
  user: ServiceUser | undefined,
  command: string,
  args: readonly string[],
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: "/",
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe"],
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    });
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-2_000);
    });
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`PostgreSQL couldn't create its database:\n${output.trim()}`));
    });
  });
}

function checkVersion(home: string, binaries: PostgresBinaries): void {
  const made = readFileSync(join(home, "data", "PG_VERSION"), "utf8").trim();
  const major = binaries.version.split(".")[0];
  if (made === major) return;
  throw new Error(
    `The database in the data folder was created by PostgreSQL ${made}, but this version comes with ${major}. ` +
      "Back it up with the version of Graticule that created it, then restore it here.",
  );
}

async function launch(order: {
  readonly place: PostgresLayout;
  readonly binaries: PostgresBinaries;
  readonly socketFolder: string;
  readonly recordFile: string;
  readonly logFile: string;
}): Promise<RecordedChild> {
  const { place } = order;
  const settings = {
    listen_addresses: "",
    unix_socket_directories: order.socketFolder,
    unix_socket_permissions: "0700",
    max_connections: "60",
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    // No statement, parameter or row ever reaches the log: ERROR is below LOG on its scale.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
  };
  const log = openSync(order.logFile, "w", 0o600);
  try {
    return await startChild({
      command: order.binaries.postgres,
      args: [
        ...["-D", join(place.home, "data"), "-p", String(socketPort)],
        ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      recordFile: order.recordFile,
      stopSteps,
      output: log,
      ...(place.user === undefined ? {} : { uid: place.user.uid, gid: place.user.gid }),
    });
  } finally {
    closeSync(log);
  }
}

async function answers(target: DatabaseTarget): Promise<boolean> {
  const client = await connectOnce(target).catch(() => undefined);
  if (client === undefined) return false;
  const ok = await client.query("SELECT 1").then(
    () => true,
    () => false,
  );
  await client.end().catch(() => {});
  return ok;
}

/** After a crash PostgreSQL first recovers, which may take minutes: wait while it runs. */
async function waitUntilReady(
  target: DatabaseTarget,
  child: RecordedChild,
  logFile: string,
): Promise<void> {
  const until = performance.now() + 300_000;
  while (!(await answers(target))) {
    if (!child.isRunning()) {
      const lastLines = readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n");
      throw new Error(`PostgreSQL stopped while starting:\n${lastLines}`);
    }
    if (performance.now() > until) {
      await child.stop();
      throw new Error(
        "PostgreSQL didn't answer within 5 minutes. See run/postgres.log in the data folder.",
      );
    }
    await delay(20);
  }
}
