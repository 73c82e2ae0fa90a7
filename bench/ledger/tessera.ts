import { execFile, spawn } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Tessera's log on a POSIX file system, in its own process: see tools/tessera-bench. */
export interface TesseraLog {
  /** Seconds until a published checkpoint covers these entries. @param bundle packed as served */
  add(bundle: Uint8Array, writers: number): Promise<number>;
  /** The same in a new log, which is thrown away. */
  addElsewhere(bundle: Uint8Array, writers: number): Promise<number>;
  /** Bytes of the whole log, after the tidying that Tessera does within minutes. */
  bytes(): Promise<{ readonly onDisk: number; readonly inFiles: number }>;
}

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const program = join(root, ".cache/tessera-bench/tessera-bench");

/** Undefined if it can't be built here, with a line why. @param folder on the other log's disk */
export async function startTessera(
  folder: string,
  say: (line: string) => void,
): Promise<TesseraLog | undefined> {
  try {
    await build();
  } catch (error) {
    say(`Tessera can't be built, so its figures are left out: ${String(error)}`);
    return undefined;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return {
    async add(bundle, writers) {
      return Number(await output([folder, String(writers)], bundle));
    },
    async addElsewhere(bundle, writers) {
      const other = `${folder}-other`;
      mkdirSync(other);
      try {
        return Number(await output([other, String(writers)], bundle));
      } finally {
        rmSync(other, { recursive: true, force: true });
      }
    },
    async bytes() {
      await output([folder, "settle"], new Uint8Array());
      const files = await readdir(join(folder, "log"), { recursive: true });
      const all = [".", ...files].map((name) => statSync(join(folder, "log", name)));
      const sum = (of: (file: (typeof all)[number]) => number) =>
        all.reduce((total, file) => total + of(file), 0);
      return {
        onDisk: sum(({ blocks }) => blocks * 512),
        inFiles: sum((file) => (file.isFile() ? file.size : 0)),
      };
    },
  };
}

/** Every time: Go knows what has not changed. */
async function build(): Promise<void> {
  mkdirSync(join(root, ".cache/tessera-bench"), { recursive: true });
  await run("go", ["build", "-trimpath", "-ldflags=-s", "-o", program, "."], {
    cwd: join(root, "tools/tessera-bench"),
    env: {
      ...process.env,
      CGO_ENABLED: "0",
      GOTOOLCHAIN: "local",
      GOFLAGS: "-mod=readonly -buildvcs=false",
    },
    timeout: 600_000,
  });
}

async function output(args: readonly string[], input: Uint8Array): Promise<string> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], timeout: 60_000 });
  child.stdin.end(input);
  let said = "";
  let complained = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complained = `${complained}${chunk.toString()}`.slice(-2_000);
  });
  const code = await new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  if (code !== 0) throw new Error(`Tessera's log failed:\n${complained}`);
  return said;
}
