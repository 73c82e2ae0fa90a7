import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { readJsonFile, removeFile, writeJsonFile } from "./json-file.ts";
import { identify, isRunning, type ProcessIdentity } from "./process-identity.ts";

/** `file` names the record itself: a copied data folder must not claim the original's children. */
const recordSchema = z.object({
  pid: z.number().int(),
  startTime: z.string(),
  boot: z.string(),
  file: z.string(),
});

/** One step of ending a process: a signal, and how long to wait for the end after it. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/**
 * A child that outlives us where we are killed: in a process group of its own, its identity kept in
 * a file, so that the next start finds it and takes it over or ends it.
 */
export interface RecordedChild {
  readonly identity: ProcessIdentity;
  isRunning(): boolean;
  /** Ends it step by step; resolves when it is gone. Calling it twice is harmless. */
  stop(): Promise<void>;
}

export interface ChildOrder {
  readonly command: string;
  readonly args: readonly string[];
  /** Where its identity is kept. */
  readonly recordFile: string;
  readonly stopSteps: readonly StopStep[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  /** A file descriptor for its output; absent: its output goes nowhere. */
  readonly output?: number;
}

/** Starts a child and records it. Throws where the program can't be started. */
export async function startChild(order: ChildOrder): Promise<RecordedChild> {
  const output = order.output ?? "ignore";
  const child = spawn(order.command, order.args, {
    detached: true,
    stdio: ["ignore", output, output],
    cwd: order.cwd ?? "/",
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C", ...order.env },
    uid: order.uid,
    gid: order.gid,
  });
  await spawned(child);
  child.unref();
  const identity = identify(child.pid ?? -1);
  if (identity === undefined) throw new Error(`${order.command} stopped at once`);
  writeJsonFile(order.recordFile, { ...identity, file: order.recordFile });
  return recorded(identity, order);
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
}

/** The child that an earlier start recorded, where exactly that process still runs. */
export function findRecordedChild(
  order: Pick<ChildOrder, "recordFile" | "stopSteps">,
): RecordedChild | undefined {
  const record = readJsonFile(order.recordFile, recordSchema);
  if (record?.file !== order.recordFile || !isRunning(record)) return undefined;
  const { pid, startTime, boot } = record;
  return recorded({ pid, startTime, boot }, order);
}

function recorded(
  identity: ProcessIdentity,
  order: Pick<ChildOrder, "recordFile" | "stopSteps">,
): RecordedChild {
  let stopping: Promise<void> | undefined;
  return {
    identity,
    isRunning: () => isRunning(identity),
    stop: () => {
      stopping ??= endProcess(identity, order.stopSteps).then(() => removeFile(order.recordFile));
      return stopping;
    },
  };
}

/** Sends the signals one after the other, each with its time, and kills the whole group at last. */
export async function endProcess(
  identity: ProcessIdentity,
  steps: readonly StopStep[],
): Promise<void> {
  for (const step of steps) {
    if (!isRunning(identity)) return;
    signal(identity.pid, step.signal);
    if (await ended(identity, step.waitMs)) return;
  }
  signal(-identity.pid, "SIGKILL");
  await ended(identity, 5_000);
}

function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch {
    // It ended meanwhile.
  }
}

/** A process that is not our own child sends no event when it ends: look until the time is over. */
async function ended(identity: ProcessIdentity, waitMs: number): Promise<boolean> {
  const until = performance.now() + waitMs;
  while (isRunning(identity)) {
    if (performance.now() > until) return false;
    await delay(10);
  }
  return true;
}
