import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { fileState } from "../processes/watch-files.ts";
import { digestOf } from "./held-change.ts";
import { type LoadedSource, loadSource } from "./load-source.ts";
import type { ServedWord } from "./served-record.ts";
import { type SourceSpec, sourceKinds } from "./source-spec.ts";

/**
 * Copies of the data that decided, so that a start with other files can tell what those change, and
 * a source whose file is gone keeps serving. Each set has a folder named by its digest: the files,
 * with their dates, and a list of them. Only the service's user can read it.
 */
const listSchema = z.array(
  z.object({
    id: z.string(),
    maker: z.string(),
    basis: z.enum(["measured", "registration", "declared", "operator"]),
    kind: z.enum(sourceKinds),
    maxAgeMs: z.number(),
    lists: z
      .enum(["tor", "vpn", "hosting", "shared-egress", "satellite", "anycast", "mobile"])
      .optional(),
    networks: z.array(z.string()).optional(),
    /** Of a signed file; it isn't judged by what has expired since. */
    verifiedAt: z.number().optional(),
    file: z.string(),
    /** See LoadedSource; without it, what an older version kept is a copy of no file. */
    name: z.string().optional(),
  }),
);
const listName = "sources.json";

/** Undefined: there is no such set, or its digest is another. */
export function readServed(
  folder: string,
  digest: string,
  now: number,
): readonly LoadedSource[] | undefined {
  const at = join(folder, digest);
  const outcomes = readJsonFile(join(at, listName), listSchema)?.map(
    ({ file, name = "", lists, verifiedAt, ...entry }) => {
      const nothing = { licence: "", attribution: "", download: undefined };
      const spec: SourceSpec = { ...entry, ...nothing, lists, path: join(at, file) };
      const outcome = loadSource(spec, undefined, now, { asOf: verifiedAt });
      return { outcome, name };
    },
  );
  const loaded = outcomes?.flatMap(({ outcome, name }) =>
    outcome.kind === "loaded" ? [{ ...outcome.loaded, name }] : [],
  );
  return loaded !== undefined && digestOf(loaded) === digest ? loaded : undefined;
}

/** Whether a set has a copy of these very data of a source: cheap, as none is read. */
export function isInServed(folder: string, served: string, id: string, digest: string): boolean {
  return existsSync(join(folder, served, fileOf(id, digest)));
}

/**
 * Copies what decides, and removes what neither decides nor is recorded as what did last. Called
 * before that record changes, so that a copy of what it names exists. False: it failed, or a file
 * has changed since it was read.
 */
export function keepServed(
  { folder, word }: { readonly folder: string; readonly word: ServedWord },
  sources: readonly LoadedSource[],
): boolean {
  const digest = digestOf(sources);
  try {
    const former = word.served === undefined ? undefined : join(folder, word.served);
    if (sources.length > 0) keep(join(folder, digest), sources, former);
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

function keep(at: string, sources: readonly LoadedSource[], former: string | undefined): void {
  if (existsSync(at)) return;
  const part = `${at}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  for (const source of sources) copyOf(source, part, former);
  writeJsonFile(join(part, listName), sources.map(entryOf));
  renameSync(part, at);
}

/** Of the file; where that has changed since, and its new data don't decide, of the former copy. */
function copyOf(source: LoadedSource, part: string, former: string | undefined): void {
  const { spec, digest, fingerprint, ranges } = source;
  const file = fileOf(spec.id, digest);
  const to = join(part, file);
  const copy = former && join(former, file);
  if (fileState(spec.path) !== fingerprint && copy !== undefined && existsSync(copy)) {
    copyFileSync(copy, to, constants.COPYFILE_FICLONE);
  } else {
    copyFileSync(spec.path, to, constants.COPYFILE_FICLONE);
    if (fileState(spec.path) !== fingerprint) throw new Error("it has changed since");
  }
  chmodSync(to, 0o600);
  const seconds = ranges.source.builtAt / 1_000;
  utimesSync(to, seconds, seconds);
}

function fileOf(id: string, digest: string): string {
  return `${id}-${digest}`;
}

function entryOf(source: LoadedSource): z.infer<typeof listSchema>[number] {
  const { id, maker, basis, kind, maxAgeMs, lists, networks } = source.spec;
  const told = { id, maker, basis, kind, maxAgeMs, lists, networks: networks && [...networks] };
  const file = fileOf(id, source.digest);
  return { ...told, verifiedAt: source.signed?.asOf, file, name: source.name };
}
