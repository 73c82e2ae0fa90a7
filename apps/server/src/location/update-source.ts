import { existsSync, linkSync, mkdirSync, renameSync, rmSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { SafeFetch } from "../outbound/safe-fetch.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { CompilerThread } from "./compiler-thread.ts";
import { downloadFile, type Validators } from "./download-file.ts";
import type { SourceDownload, SourceSpec } from "./source-spec.ts";

/** A source that names where its data is downloaded from. */
export interface DownloadedSpec extends SourceSpec {
  readonly download: SourceDownload;
}

export type UpdateOutcome =
  | { readonly kind: "updated" }
  | { readonly kind: "unchanged" }
  /** The file that is there stays; `why` is a sentence's end, without addresses. */
  | { readonly kind: "failed"; readonly why: string };

interface UpdateParts {
  readonly fetch: SafeFetch;
  readonly now: () => number;
  readonly maxBytes?: number;
}

const noteSchema = z.object({
  url: z.string(),
  checkedAt: z.number(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
});

/** Where an instance keeps what it downloads. */
export function downloadsDirOf({ dataDir }: { readonly dataDir: string }): string {
  return join(dataDir, "location");
}

export function downloadedSources(specs: readonly SourceSpec[]): readonly DownloadedSpec[] {
  return specs.filter((spec): spec is DownloadedSpec => spec.download !== undefined);
}

/** When a source was last downloaded or found unchanged, in epoch milliseconds; undefined: never. */
export function lastChecked({ path }: SourceSpec): number | undefined {
  return existsSync(path) ? readJsonFile(noteOf(path), noteSchema)?.checkedAt : undefined;
}

/**
 * Downloads a source's data if its maker has newer ones, and replaces the file, atomically, only if
 * they load and are at least half of what is there. The file gets its server's date, else that of
 * its download. One call at a time for a source.
 */
export async function updateSource(
  spec: DownloadedSpec,
  parts: UpdateParts,
): Promise<UpdateOutcome> {
  const { path, download } = spec;
  const url = addressAt(download.url, parts.now());
  const part = `${path}.part`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    const known = knownOf(path, url);
    const got = await downloadFile({
      fetch: parts.fetch,
      url,
      digest: download.digest,
      known,
      into: part,
      ...(parts.maxBytes === undefined ? {} : { maxBytes: parts.maxBytes }),
    });
    if (got.kind === "failed") return got;
    const validators = got.kind === "unchanged" ? known : got.validators;
    if (got.kind === "downloaded") {
      date(part, validators, parts.now());
      const objection = await objectionTo(spec, part, parts.now());
      if (objection !== undefined) return { kind: "failed", why: objection };
      renameSync(`${path}.candidate`, path);
    } else if (known.lastModified === undefined) {
      date(path, known, parts.now());
    }
    writeJsonFile(noteOf(path), { url, checkedAt: parts.now(), ...validators });
    return { kind: got.kind === "unchanged" ? "unchanged" : "updated" };
  } finally {
    rmSync(part, { force: true });
    rmSync(`${path}.candidate`, { force: true });
  }
}

/** Makers name monthly files by their month. */
function addressAt(template: string, now: number): string {
  const [year = "", month = ""] = new Date(now).toISOString().split("-");
  return template.replaceAll("{YYYY}", year).replaceAll("{MM}", month);
}

function noteOf(path: string): string {
  return `${path}.download.json`;
}

/** Empty for a file that is gone or came from elsewhere. */
function knownOf(path: string, url: string): Validators {
  const note = existsSync(path) ? readJsonFile(noteOf(path), noteSchema) : undefined;
  return note?.url === url ? { etag: note.etag, lastModified: note.lastModified } : {};
}

function date(path: string, { lastModified }: Validators, now: number): void {
  const modified = Date.parse(lastModified ?? "");
  const seconds = (Number.isNaN(modified) ? now : modified) / 1000;
  utimesSync(path, seconds, seconds);
}

/**
 * Why the loader would not take new data in place of the present ones, found off the main thread.
 * Both are loaded one after the other under one name, as when a file is replaced. Without an
 * objection the new data lie at `….candidate`.
 */
async function objectionTo(
  spec: DownloadedSpec,
  part: string,
  now: number,
): Promise<string | undefined> {
  const candidate = `${spec.path}.candidate`;
  const compiler = new CompilerThread();
  try {
    rmSync(candidate, { force: true });
    if (existsSync(spec.path)) {
      linkSync(spec.path, candidate);
      await compiler.compile([{ ...spec, path: candidate }], now);
    }
    renameSync(part, candidate);
    const { reports } = await compiler.compile([{ ...spec, path: candidate }], now);
    const trouble = reports[0]?.trouble ?? { kind: "missing" };
    switch (trouble.kind) {
      case "none":
        return undefined;
      case "missing":
        return "the download disappeared";
      case "rejected":
        return `the download can't be used: ${trouble.why}`;
    }
  } finally {
    await compiler.close();
  }
}
