import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { fingerprintOf } from "../processes/watch-files.ts";
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
    ({ file, lists, verifiedAt, ...entry }) => {
      const nothing = { licence: "", attribution: "", download: undefined };
      const spec: SourceSpec = { ...entry, ...nothing, lists, path: join(at, file) };
      return loadSource(spec, undefined, now, verifiedAt);
    },
  );
  const loaded = outcomes?.flatMap((one) => (one.kind === "loaded" ? [one.loaded] : []));
  return loaded !== undefined && digestOf(loaded) === digest ? loaded : undefined;
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
    if (sources.length > 0) keep(folder, digest, sources);
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

function keep(folder: string, digest: string, sources: readonly LoadedSource[]): void {
  const at = join(folder, digest);
  if (existsSync(at)) return;
  const part = `${at}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  for (const source of sources) copyOf(source, join(part, fileOf(source)));
  writeJsonFile(join(part, listName), sources.map(entryOf));
  renameSync(part, at);
}

function copyOf({ spec, fingerprint, ranges }: LoadedSource, to: string): void {
  copyFileSync(spec.path, to, constants.COPYFILE_FICLONE);
  if (fingerprintOf(statSync(spec.path)) !== fingerprint) throw new Error("it has changed since");
  chmodSync(to, 0o600);
  const seconds = ranges.source.builtAt / 1_000;
  utimesSync(to, seconds, seconds);
}

function fileOf({ spec, digest }: LoadedSource): string {
  return `${spec.id}-${digest}`;
}

function entryOf(source: LoadedSource): z.infer<typeof listSchema>[number] {
  const { id, maker, basis, kind, maxAgeMs, lists, networks } = source.spec;
  const told = { id, maker, basis, kind, maxAgeMs, lists, networks: networks && [...networks] };
  return { ...told, verifiedAt: source.signed?.asOf, file: fileOf(source) };
}
