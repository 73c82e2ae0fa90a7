import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJsonFile } from "@graticule/server/processes/json-file";
import { isRunning } from "@graticule/server/processes/process-identity";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { makeTestFolder, startTestDatabase, urlsOf, writeSources } from "./harness.ts";
import { Program, type ProgramUser } from "./program.ts";
import { quietPort } from "./quiet-port.ts";

const record = z.object({ pid: z.number(), startTime: z.string(), boot: z.string() });
const asRoot = process.getuid?.() === 0;

// A small source of places: the bundled ones take a while to compile.
const sources = mkdtempSync(join(tmpdir(), "graticule-sources-"));
chmodSync(sources, 0o755);
const sourcesFile = writeSources(sources, "127.0.0.0/8,FR,,,\n");
afterAll(() => rmSync(sources, { recursive: true, force: true }));

/** Starts the program; after the test nothing of it is left, whatever happened. */
function startProgram(
  dataDir: string,
  env: Record<string, string> = {},
  user: ProgramUser = "same",
): Program {
  const program = new Program(
    { GRATICULE_DATA: dataDir, LOCATION_SOURCES: sourcesFile, ...env },
    user,
  );
  onTestFinished(async () => {
    await program.stop("SIGKILL");
    for (const one of childrenOf(dataDir)) if (isRunning(one)) process.kill(one.pid, "SIGKILL");
  });
  return program;
}

function dataFolder(): string {
  const folder = makeTestFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

function childrenOf(dataDir: string) {
  return ["postgres", "livekit"]
    .map((name) => readJsonFile(join(dataDir, "run", `${name}.json`), record))
    .filter((one) => one !== undefined);
}

async function health(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) });
  return ((await answer.json()) as { status: unknown }).status;
}

test("SIGTERM ends server, engine and database and leaves no process", async () => {
  const dataDir = dataFolder();
  const program = startProgram(dataDir);
  expect(await health(await program.url())).toBe("ok");
  const children = childrenOf(dataDir);
  expect(children).toHaveLength(2);
  await program.stopCleanly();
  expect(children.filter(isRunning)).toEqual([]);
});

test("with DRAIN_SECONDS it goes on after SIGTERM and says that it isn't ready, until it is asked again", async () => {
  const dataDir = dataFolder();
  const program = startProgram(dataDir, { DRAIN_SECONDS: "600" });
  const url = await program.url();
  const ready = async () => (await fetch(`${url}/readyz`)).status;
  expect(await ready()).toBe(200);
  program.child.kill("SIGTERM");
  await program.line("Stopping in 600 s.");
  expect(await ready()).toBe(503);
  expect(await health(url)).toBe("ok");
  await expect
    .poll(
      () => {
        program.child.kill("SIGTERM");
        return program.lines.some((line) => line.startsWith("Still stopping"));
      },
      { timeout: 10_000, interval: 250 },
    )
    .toBe(true);
  expect(await program.exited).toBe(0);
});

test("Ctrl-C ends them all too, and a second one while it stops does no harm", async () => {
  const dataDir = dataFolder();
  const program = startProgram(dataDir);
  await program.url();
  const children = childrenOf(dataDir);
  program.child.kill("SIGINT");
  await program.line("Stopping.");
  program.child.kill("SIGINT");
  expect(await program.exited).toBe(0);
  // npm forwards the terminal's Ctrl-C: the second one right after it is not a second request.
  expect(program.lines.filter((line) => line.includes("top"))).toEqual(["Stopping."]);
  expect(children.filter(isRunning)).toEqual([]);
});

test("a signal during the start leaves no process either", async () => {
  const dataDir = dataFolder();
  const program = startProgram(dataDir, { LOG_LEVEL: "info" });
  // The record appears when the database runs; the rest of the start is still to come.
  await expect.poll(() => childrenOf(dataDir).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const [database] = childrenOf(dataDir);
  await program.stopCleanly();
  expect(database && isRunning(database)).toBe(false);
  expect(childrenOf(dataDir)).toEqual([]);
});

test("after kill -9 the next start takes over engine and database, and keeps its data", async () => {
  const dataDir = dataFolder();
  const first = startProgram(dataDir);
  const url = await first.url();
  const before = childrenOf(dataDir);
  await first.stop("SIGKILL");
  expect(before.filter(isRunning)).toHaveLength(2);
  const second = startProgram(dataDir);
  await second.line("Took over from the previous run: database and engine");
  expect(await second.url()).toBe(url);
  expect(childrenOf(dataDir)).toEqual(before);
  expect(await health(url)).toBe("ok");
  await second.stopCleanly();
  expect(before.filter(isRunning)).toEqual([]);
});

test("a hung engine or database is replaced", async () => {
  const dataDir = dataFolder();
  // Its own: it takes a while, in which others look for a free one.
  const env = { PORT: String(await quietPort("127.0.0.1")) };
  const first = startProgram(dataDir, env);
  const url = await first.url();
  await first.stop("SIGKILL");
  const before = childrenOf(dataDir);
  // Stopped processes exist but don't answer.
  for (const child of before) process.kill(child.pid, "SIGSTOP");
  const second = startProgram(dataDir, env);
  expect(await health(await second.url())).toBe("ok");
  expect(before.filter(isRunning)).toEqual([]);
  expect(second.lines.join("\n")).not.toContain("Took over");
  expect(url).toBe(await second.url());
});

test("an engine or database that dies is restarted while the service runs", async () => {
  const dataDir = dataFolder();
  const program = startProgram(dataDir);
  const url = await program.url();
  const before = childrenOf(dataDir);
  for (const child of before) process.kill(child.pid, "SIGKILL");
  const settled = { timeout: 30_000, interval: 200 };
  await expect.poll(() => childrenOf(dataDir).filter(isRunning).length, settled).toBe(2);
  await expect.poll(() => health(url), settled).toBe("ok");
  expect(childrenOf(dataDir)).not.toEqual(before);
});

test("a second instance on the same data says where the first is, and stops", async () => {
  const dataDir = dataFolder();
  const first = startProgram(dataDir);
  const url = await first.url();
  const second = startProgram(dataDir);
  expect(await second.line("already running")).toContain(url);
  expect(await second.exited).toBe(1);
  expect(await health(url)).toBe("ok");
});

test("two data folders run side by side", async () => {
  const [one, other] = [startProgram(dataFolder()), startProgram(dataFolder())];
  const urls = await Promise.all([one.url(), other.url()]);
  expect(new Set(urls).size).toBe(2);
  expect(await Promise.all(urls.map(health))).toEqual(["ok", "ok"]);
});

test("it works in a data folder below one closed to others", async () => {
  const closed = mkdtempSync(join(tmpdir(), "graticule-closed-"));
  const dataDir = join(closed, "data");
  const settings = join(dataDir, "database.json");
  onTestFinished(() => {
    const elsewhere = readJsonFile(settings, z.object({ elsewhere: z.string().optional() }));
    if (elsewhere?.elsewhere) rmSync(elsewhere.elsewhere, { recursive: true, force: true });
    rmSync(closed, { recursive: true, force: true });
  });
  chmodSync(closed, 0o700);
  const program = startProgram(dataDir);
  expect(await health(await program.url())).toBe("ok");
  if (asRoot) await program.line("The database is in /var/lib/graticule-database-");
  await program.stopCleanly();
  expect(existsSync(settings)).toBe(true);
});

test("a data folder with a long path works too", async () => {
  const dataDir = join(dataFolder(), "long".repeat(30));
  const program = startProgram(dataDir);
  expect(await health(await program.url())).toBe("ok");
  const children = childrenOf(dataDir);
  await program.stopCleanly();
  expect(children.filter(isRunning)).toEqual([]);
});

test.runIf(asRoot)("an ordinary user can run it too", async () => {
  const home = dataFolder();
  const dataDir = join(home, "theirs");
  mkdirSync(dataDir);
  chmodSync(home, 0o777);
  const program = startProgram(join(dataDir, "data"), {}, "nobody");
  await program.line("can't be used");
  expect(await program.exited).toBe(1);
  chmodSync(dataDir, 0o777);
  const second = startProgram(join(dataDir, "data"), {}, "nobody");
  expect(await health(await second.url())).toBe("ok");
  await second.stopCleanly();
});

test("the operator's own database is used instead of a child", async () => {
  const database = await startTestDatabase();
  onTestFinished(() => database.stop());
  const dataDir = dataFolder();
  const program = startProgram(dataDir, urlsOf(database));
  expect(await health(await program.url())).toBe("ok");
  expect(existsSync(join(dataDir, "database"))).toBe(false);
  await program.stop("SIGTERM");
  expect(isRunning(database.postgres.child.identity)).toBe(true);
});

test("an unreachable database is named without its password", async () => {
  const url = "postgres://me:hunter2@127.0.0.1:9/none";
  const both = { DATABASE_URL: url, DATABASE_OWNER_URL: url };
  const program = startProgram(dataFolder(), both);
  await program.line("DATABASE_URL can't be used");
  expect(await program.exited).toBe(1);
  expect(program.lines.join("\n")).not.toContain("hunter2");
});

test("with one role for everything it doesn't start, and says what is too strong and what to do", async () => {
  const database = await startTestDatabase();
  onTestFinished(() => database.stop());
  const { DATABASE_OWNER_URL: owner = "" } = urlsOf(database);
  const both = startProgram(dataFolder(), { DATABASE_URL: owner, DATABASE_OWNER_URL: owner });
  await both.line("The role graticule_owner in DATABASE_URL can do too much");
  await both.line("npm run database -- roles");
  expect(await both.exited).toBe(1);
  const one = startProgram(dataFolder(), { DATABASE_URL: owner });
  await one.line("DATABASE_OWNER_URL is missing");
  expect(await one.exited).toBe(1);
});

test("all wrong settings are named, and nothing is started", async () => {
  const dataDir = dataFolder();
  const program = startProgram(dataDir, { PORT: "no", MEDIA_ADDRESS: "x", TRUSTED_PROXIES: "?" });
  expect(await program.exited).toBe(1);
  for (const name of ["PORT", "MEDIA_ADDRESS", "TRUSTED_PROXIES"]) await program.line(name);
  expect(childrenOf(dataDir)).toEqual([]);
});
