import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { z } from "zod";

/** What a file holds, or undefined where it is missing or not of that shape. */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

export function writeJsonFile(path: string, value: unknown): void {
  replaceFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Replaces a file as a whole, for its owner alone: readers see the old or the new one. */
export function replaceFile(path: string, text: string): void {
  const next = `${path}.${process.pid}.new`;
  writeFileSync(next, text, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, path);
}

export function removeFile(path: string): void {
  rmSync(path, { force: true });
}
