import { dirname } from "node:path";

/** A port: the part of `node:fs/promises` with which a file is made to last. */
export type Disk = Pick<typeof import("node:fs/promises"), "open" | "readFile" | "rename">;

/**
 * Replaces a file, for its owner's eyes alone. Once it resolves the file is whole and survives a power cut.
 * When it rejects, the old file or the new one is there, each whole; which of them a power cut leaves is not known.
 */
export async function writeDurably(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const next = `${path}.new`;
  const file = await disk.open(next, "w", 0o600);
  try {
    await file.writeFile(bytes);
    // Renamed before it is on the disk, a power cut could leave an empty file under the good name.
    await file.sync();
  } finally {
    await file.close();
  }
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
