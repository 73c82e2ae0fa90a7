import { parseCheckpoint } from "@graticule/ledger/checkpoint";
import { parseNote } from "@graticule/ledger/note";
import type { ReadLogFile } from "@graticule/ledger/read-log";
import { tilesOf } from "@graticule/ledger/tests/sample-log";
import { resourcePath } from "@graticule/ledger/tile";
import type { LogFiles } from "./signed-log.ts";

/** All files of a log but its texts, as a mirror would have them. */
export async function copyLog(read: ReadLogFile): Promise<LogFiles> {
  const files = new Map<string, Uint8Array>();
  const copy = async (path: string): Promise<Uint8Array> => {
    const bytes = await read(path);
    if (bytes === undefined) throw new Error(`${path} is not there`);
    files.set(path, bytes);
    return bytes;
  };
  await copy("key");
  const head = parseCheckpoint(parseNote(await copy("checkpoint"))?.text ?? "");
  if (head === undefined) throw new Error("the checkpoint is none");
  for (const tile of tilesOf(head.size)) {
    await copy(resourcePath({ kind: "tile", ...tile }));
    const { level, index, width } = tile;
    if (level === 0) await copy(resourcePath({ kind: "entries", index, width }));
  }
  return files;
}
