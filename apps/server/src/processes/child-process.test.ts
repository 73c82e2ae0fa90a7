import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { findRecordedChild, startChild } from "./child-process.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";
import { identify, isRunning } from "./process-identity.ts";
import { superviseChild } from "./supervise-child.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-unit-"));
  folders.push(folder);
  return folder;
}

const patient = "setInterval(() => {}, 1000)";
const stubborn = `process.on("SIGTERM", () => {}); process.stdout.write(""); ${patient}`;

function order(recordFile: string, script: string, waitMs = 5_000) {
  return {
    command: process.execPath,
    args: ["-e", script],
    recordFile,
    stopSteps: [{ signal: "SIGTERM" as const, waitMs }],
  };
}

test("a child is found again by its record and can be ended by it", async () => {
  const recordFile = join(temporaryFolder(), "child.json");
  const child = await startChild(order(recordFile, patient));
  const found = findRecordedChild(order(recordFile, patient));
  expect(found?.identity).toEqual(child.identity);
  await found?.stop();
  expect(child.isRunning()).toBe(false);
  expect(existsSync(recordFile)).toBe(false);
});

test("a child that ignores SIGTERM is killed", async () => {
  const recordFile = join(temporaryFolder(), "child.json");
  const child = await startChild(order(recordFile, stubborn, 100));
  await child.stop();
  expect(isRunning(child.identity)).toBe(false);
});

test("a number that another process now has is not taken for the child", async () => {
  const recordFile = join(temporaryFolder(), "child.json");
  const self = identify(process.pid);
  writeJsonFile(recordFile, { ...self, startTime: "1", file: recordFile });
  expect(findRecordedChild(order(recordFile, patient))).toBeUndefined();
  writeJsonFile(recordFile, { ...self, boot: "another", file: recordFile });
  expect(findRecordedChild(order(recordFile, patient))).toBeUndefined();
});

test("a copied folder doesn't claim the original's child", async () => {
  const original = temporaryFolder();
  const child = await startChild(order(join(original, "child.json"), patient));
  onTestFinished(() => child.stop());
  const copy = temporaryFolder();
  cpSync(original, copy, { recursive: true });
  expect(findRecordedChild(order(join(copy, "child.json"), patient))).toBeUndefined();
  expect(findRecordedChild(order(join(original, "child.json"), patient))).toBeDefined();
});

test("a missing program is an error, not a crash", async () => {
  const recordFile = join(temporaryFolder(), "child.json");
  await expect(
    startChild({ ...order(recordFile, patient), command: "/nowhere/program" }),
  ).rejects.toThrow("ENOENT");
});

test("a child that exits is started again, one that is stopped is not", async () => {
  const recordFile = join(temporaryFolder(), "child.json");
  const first = await startChild(order(recordFile, patient));
  const restarted = vi.fn();
  const supervised = superviseChild({
    child: first,
    everyMs: 10,
    restart: () => startChild(order(recordFile, patient)),
    report: (event) => {
      if (event === "restarted") restarted();
    },
  });
  onTestFinished(() => supervised.stop());
  process.kill(first.identity.pid, "SIGKILL");
  await vi.waitFor(() => expect(restarted).toHaveBeenCalledTimes(1), 10_000);
  const second = readJsonFile(recordFile, z.object({ pid: z.number() }));
  expect(second?.pid).not.toBe(first.identity.pid);
  await supervised.stop();
  expect(identify(second?.pid ?? -1)).toBeUndefined();
});
