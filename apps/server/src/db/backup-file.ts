import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";

/**
 * A backup is one gzip file of lines: a header, then for each table a line that names it, its rows
 * as COPY's text format has them, and `\.`; at the end a line with row counts and a checksum.
 */
export const headerSchema = z.object({
  graticuleBackup: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The steps that the database had, in order. */
  migrations: z.array(z.object({ version: z.number().int(), checksum: z.string() })),
});
export type BackupHeader = z.infer<typeof headerSchema>;

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
export type BackupTable = z.infer<typeof tableSchema>;

export const endSchema = z.object({
  /** Rows by table. */
  rows: z.record(z.string(), z.number().int()),
  /** SHA-256, in hexadecimal, of everything before this line. */
  sha256: z.string(),
});
export type BackupEnd = z.infer<typeof endSchema>;

export const endOfRows = Buffer.from("\\.\n");

/** The lines of a file, each with its line break; COPY's text format has none within a row. */
export async function* linesOf(path: string): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer[] = [];
  const file = createReadStream(path);
  const plain = createGunzip();
  file.once("error", (error) => plain.destroy(error));
  for await (const chunk of file.pipe(plain) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      const line = chunk.subarray(from, at + 1);
      yield rest.length === 0 ? line : Buffer.concat([...rest, line]);
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

/** Reads a whole backup and checks it. Undefined: not a backup, cut off, or damaged. */
export async function checkBackup(
  path: string,
): Promise<{ header: BackupHeader; end: BackupEnd } | undefined> {
  const hash = createHash("sha256");
  let first: Buffer | undefined;
  let last: Buffer | undefined;
  try {
    for await (const line of linesOf(path)) {
      if (last !== undefined) hash.update(last);
      first ??= line;
      last = line;
    }
    const header = headerSchema.parse(parse(first));
    const end = endSchema.parse(parse(last));
    return end.sha256 === hash.digest("hex") ? { header, end } : undefined;
  } catch {
    return undefined;
  }
}

export function parse(line: Buffer | undefined): unknown {
  return JSON.parse(line?.toString("utf8") ?? "");
}
