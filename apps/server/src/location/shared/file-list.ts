import { z } from "zod";
import type { FileRow } from "./store.ts";

/** Seals under `instance.key`: who has only the database can neither read nor write what is sealed. */
export interface FileSeal {
  seal(secret: string, context: string): Buffer;
  open(sealed: Buffer, context: string): string | undefined;
}

/** Which files the instances share: nothing else of the database is compiled. */
export interface FileList {
  /** One more with each change, so that an older list can't take a newer one's place. 0: there is no list. */
  readonly number: number;
  readonly files: readonly FileRow[];
}

const listSchema = z.object({
  number: z.number().int().positive(),
  files: z.object({ name: z.string(), digest: z.string(), modifiedMs: z.number() }).array(),
});

const context = "location files";

/** @throws it isn't an instance's */
export function openList(seal: FileSeal, sealed: Buffer | undefined): FileList {
  if (sealed === undefined) return { number: 0, files: [] };
  const text = seal.open(sealed, context);
  if (text === undefined) throw new Error("the list of location files in the database is forged");
  return listSchema.parse(JSON.parse(text));
}

export function sealList(seal: FileSeal, list: FileList): Buffer {
  return seal.seal(JSON.stringify(list), context);
}

/** @throws an older list was put back */
export function refuseOlder({ number, files }: FileList, least: number): void {
  if (files.length === 0 || number >= least) return;
  throw new Error("the location files in the database are older than those in use");
}

/** The next list, after some files were changed and others removed. */
export function nextList(
  { number, files }: FileList,
  change: {
    readonly changed: readonly FileRow[];
    readonly gone: readonly string[];
    readonly least: number;
  },
): FileList {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { name, digest, modifiedMs } of change.changed) {
    byName.set(name, { name, digest, modifiedMs });
  }
  for (const name of change.gone) byName.delete(name);
  return { number: Math.max(number, change.least) + 1, files: [...byName.values()] };
}
