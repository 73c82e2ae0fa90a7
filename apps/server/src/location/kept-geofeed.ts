import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import type { GeofeedWord } from "./geofeed-record.ts";
import { isOperators, operatorDigest } from "./held-geofeed.ts";
import { type LoadedSource, loadSource } from "./load-source.ts";
import { operatorGeofeed } from "./source-spec.ts";

/**
 * Copies of the operator's own data as they served, so that a start with other files can tell what
 * those change. Each set has a folder named by its digest: the files, with their dates, and a list
 * of them. Only the service's user can read it.
 */
const listSchema = z.array(
  z.object({ id: z.string(), maker: z.string(), maxAgeMs: z.number(), file: z.string() }),
);
const listName = "sources.json";

/** Undefined: there is no such set, or its digest is another. */
export function readServed(
  folder: string,
  digest: string,
  now: number,
): readonly LoadedSource[] | undefined {
  const at = join(folder, digest);
  const outcomes = readJsonFile(join(at, listName), listSchema)?.map(({ file, ...entry }) =>
    loadSource(operatorGeofeed({ ...entry, path: join(at, file) }), undefined, now),
  );
  const loaded = outcomes?.flatMap((one) => (one.kind === "loaded" ? [one.loaded] : []));
  return loaded !== undefined && operatorDigest(loaded) === digest ? loaded : undefined;
}

/**
 * Copies what serves, and removes what neither serves nor is recorded as what served last. Called
 * before that record changes, so that a copy of what it names exists. False: it failed.
 */
export function keepServed(
  { folder, word }: { readonly folder: string; readonly word: GeofeedWord },
  sources: readonly LoadedSource[],
): boolean {
  const own = sources.filter(isOperators);
  const digest = operatorDigest(own);
  try {
    if (own.length > 0) keep(folder, digest, own);
    if (!existsSync(folder)) return true;
    for (const name of readdirSync(folder)) {
      if (name === digest || name === word.served) continue;
      rmSync(join(folder, name), { recursive: true, force: true });
    }
    return true;
  } catch {
    return false;
  }
}

function keep(folder: string, digest: string, own: readonly LoadedSource[]): void {
  const at = join(folder, digest);
  const files = own.map(({ ranges, original }) => {
    if (original === undefined) throw new TypeError("the operator's own data without their file");
    const { id, maker, maxAgeMs, builtAt } = ranges.source;
    return { entry: { id, maker, maxAgeMs, file: `${original.digest}.csv` }, original, builtAt };
  });
  if (!existsSync(at)) {
    const part = `${at}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true, mode: 0o700 });
    for (const { entry, original } of files) {
      writeFileSync(join(part, entry.file), original.bytes, { mode: 0o600, flush: true });
    }
    writeJsonFile(
      join(part, listName),
      files.map(({ entry }) => entry),
    );
    renameSync(part, at);
  }
  // The same content may have a newer date.
  for (const { entry, builtAt } of files) {
    utimesSync(join(at, entry.file), builtAt / 1_000, builtAt / 1_000);
  }
}
