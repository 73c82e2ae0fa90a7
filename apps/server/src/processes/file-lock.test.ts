import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockFile, lockFileWithin } from "./file-lock.ts";

function lockPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "a.lock");
}

/** Another process that has a lock until it is killed. */
async function holder(path: string) {
  const script = `
    import { lockFile } from ${JSON.stringify(new URL("./file-lock.ts", import.meta.url).href)};
    console.log(lockFile(process.argv[1]) === undefined ? "taken" : "locked");
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, path]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  expect(String(said)).toBe("locked\n");
  return child;
}

test("a lock has one holder at a time, in this process and in others", async () => {
  const path = lockPath();
  const release = lockFile(path);
  expect(release).toBeTypeOf("function");
  expect(lockFile(path)).toBeUndefined();
  release?.();
  await holder(path);
  expect(lockFile(path)).toBeUndefined();
  expect(await lockFileWithin(path, 0)).toBeUndefined();
});

test("a holder that dies leaves the lock free, and one that lets go is waited for", async () => {
  const path = lockPath();
  const child = await holder(path);
  child.kill("SIGKILL");
  await once(child, "exit");
  const release = lockFile(path);
  expect(release).toBeTypeOf("function");
  const waiting = lockFileWithin(path, 60_000);
  release?.();
  const next = await waiting;
  expect(next).toBeTypeOf("function");
  next?.();
});
