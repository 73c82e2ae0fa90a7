import { randomBytes } from "node:crypto";
import { dirname } from "node:path";

/** A port: the part of `node:fs/promises` with which a file is made to last. */
export type Disk = Pick<typeof import("node:fs/promises"), "open" | "readFile" | "rename" | "rm">;

export class UnsureError extends Error {}

/**
 * Replaces a file, for its owner's eyes alone. Once it resolves the file is whole and survives a
 * power cut. When it rejects, the old file is there as it was.
 * @throws UnsureError the old file or the new one is there, each whole; which of them a power cut
 * leaves is not known
 */
export async function writeDurably(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  // Two that write at once don't write into one file.
  const next = `${path}.${randomBytes(8).toString("hex")}.new`;
  try {
    await writeNew(disk, next, bytes);
  } catch (error) {
    // It is tried again and again: what is left of each would fill the disk.
    await disk.rm(next, { force: true }).catch(() => {});
    throw error;
  }
  try {
    await putInPlace(disk, next, path);
  } catch (cause) {
    throw new UnsureError("renamed or not", { cause });
  }
}

async function writeNew(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const file = await disk.open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    // Renamed before it is on the disk, a power cut could leave an empty file under the good name.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function putInPlace(disk: Disk, next: string, path: string): Promise<void> {
  await disk.rename(next, path);
  const folder = await disk.open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Undefined: there is no such file. */
export async function readIfThere(disk: Disk, path: string): Promise<Buffer | undefined> {
  try {
    return await disk.readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
