import { promisify } from "node:util";
import { deserialize, serialize } from "node:v8";
import { gunzip, gzipSync } from "node:zlib";
import type { CompiledTables } from "../compile.ts";

/** Raised whenever instances of another version couldn't read the tables. */
const format = 1;

/** Of real sources 25 MB become 5: fast is better than small. */
const level = 1;

const unzip = promisify(gunzip);

interface Packed {
  readonly format: number;
  readonly tables: CompiledTables;
}

/** Tables as bytes, for other instances; equal tables give equal bytes. Takes a quarter of a second. */
export function packTables(tables: CompiledTables): Uint8Array {
  return gzipSync(serialize({ format, tables } satisfies Packed), { level });
}

/**
 * @param bytes from {@link packTables}, whose digest was checked
 * @returns undefined: packed by another version
 */
export async function unpackTables(bytes: Uint8Array): Promise<CompiledTables | undefined> {
  const packed = deserialize(await unzip(bytes)) as Packed;
  return packed.format === format ? packed.tables : undefined;
}
