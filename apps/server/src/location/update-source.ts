import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { SafeFetch } from "../outbound/safe-fetch.ts";
import { lockFileWithin } from "../processes/file-lock.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { CompilerThread } from "./compiler-thread.ts";
import { downloadFile, type Validators } from "./download-file.ts";
import type { SourceDownload, SourceSpec } from "./source-spec.ts";
import { dropHeldBack, holdBack } from "./sudden-change.ts";
import { type MakersTokens, Tokens } from "./tokens.ts";

/** A source that names where its data is downloaded from. */
export interface DownloadedSpec extends SourceSpec {
  readonly download: SourceDownload;
}

export type UpdateOutcome =
  | { readonly kind: "updated" }
  | { readonly kind: "unchanged" }
  /** The file that is there stays; `why` is a sentence's end, without addresses. `held`: see `sudden-change.ts`. */
  | { readonly kind: "failed" | "held"; readonly why: string };
type Failed = Extract<UpdateOutcome, { readonly kind: "failed" | "held" }>;

export interface UpdateParts {
  readonly fetch: SafeFetch;
  readonly now: () => number;
  readonly tokens: MakersTokens;
  readonly maxBytes?: number;
  /** How long another process may take that downloads the same source. */
  readonly waitMs?: number;
  readonly onStep?: (step: UpdateStep) => void;
}

/** `of`: the size of what is downloaded now, where the server says it. */
export type UpdateStep =
  | { readonly kind: "downloading"; readonly bytes: number; readonly of: number | undefined }
  | { readonly kind: "checking" };

/** Of each address, as its template has it, without secrets. */
const noteSchema = z.object({
  checkedAt: z.number(),
  parts: z.array(
    z.object({
      url: z.string(),
      etag: z.string().optional(),
      lastModified: z.string().optional(),
    }),
  ),
});
type Part = z.infer<typeof noteSchema>["parts"][number];

/** Where an instance keeps what it downloads. */
export function downloadsDirOf({ dataDir }: { readonly dataDir: string }): string {
  return join(dataDir, "location");
}

/** Where an instance finds the secrets that some makers want. */
export function tokensOf(config: { readonly dataDir: string }): Tokens {
  return new Tokens(join(downloadsDirOf(config), "tokens"));
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
 * they load and are at least half of what is there. The file gets its server's date, of several
 * parts the oldest, else that of its download. Calls for one source wait for each other, in other
 * processes, too (the service, and `npm run geo:setup`): its parts and the note on them are one.
 */
export function updateSource(spec: DownloadedSpec, parts: UpdateParts): Promise<UpdateOutcome> {
  const before = turns.get(spec.path) ?? Promise.resolve();
  const turn = before.then(() => updateAlone(spec, parts));
  const ended = turn.catch(() => undefined);
  turns.set(spec.path, ended);
  return turn;
}

/** The last call for each file: the schedule and an administrator may ask at the same time. */
const turns = new Map<string, Promise<unknown>>();

const usualWaitMs = 20_000;

async function updateAlone(spec: DownloadedSpec, parts: UpdateParts): Promise<UpdateOutcome> {
  mkdirSync(dirname(spec.path), { recursive: true });
  const release = await lockFileWithin(`${spec.path}.lock`, parts.waitMs ?? usualWaitMs);
  if (release === undefined) {
    return { kind: "failed", why: "another process is still downloading it" };
  }
  try {
    return await updateNow(spec, parts);
  } finally {
    release();
  }
}

async function updateNow(spec: DownloadedSpec, parts: UpdateParts): Promise<UpdateOutcome> {
  const { path } = spec;
  const arriving = spec.download.urls.map((_, at) => `${partOf(spec, at)}.part`);
  const whole = `${path}.whole`;
  try {
    const got = await downloadAll(spec, arriving, parts);
    if (got.kind !== "got") return got;
    const { known, isNew } = got;
    if (isNew) {
      assemble(spec, arriving, whole);
      date(whole, known, parts.now());
      parts.onStep?.({ kind: "checking" });
      const objection = await objectionTo(spec, whole, parts.now());
      if (objection?.kind === "held") holdBack(path, `${path}.candidate`, objection.why);
      if (objection !== undefined) return objection;
      dropHeldBack(path);
      keepParts(spec, arriving);
      renameSync(`${path}.candidate`, path);
    } else if (known.some(({ lastModified }) => lastModified === undefined)) {
      date(path, known, parts.now());
    }
    writeJsonFile(noteOf(path), { checkedAt: parts.now(), parts: known });
    return { kind: isNew ? "updated" : "unchanged" };
  } finally {
    for (const file of [...arriving, whole, `${path}.candidate`]) rmSync(file, { force: true });
  }
}

type DownloadedAll =
  | { readonly kind: "got"; readonly known: readonly Part[]; readonly isNew: boolean }
  | Failed;

async function downloadAll(
  spec: DownloadedSpec,
  arriving: readonly string[],
  parts: UpdateParts,
): Promise<DownloadedAll> {
  const known: Part[] = [];
  let isNew = false;
  for (const [at, template] of spec.download.urls.entries()) {
    const got = await downloadPart(spec, { template, at, into: arriving[at] as string }, parts);
    if (got.kind !== "got") return got;
    known.push(got.part);
    isNew ||= got.isNew;
  }
  return { kind: "got", known, isNew };
}

type DownloadedPart =
  | { readonly kind: "got"; readonly part: Part; readonly isNew: boolean }
  | Failed;

interface WantedPart {
  readonly template: string;
  readonly at: number;
  readonly into: string;
}

/** The file of one address, with the token that its maker may want. */
async function downloadPart(
  spec: DownloadedSpec,
  wanted: WantedPart,
  parts: UpdateParts,
): Promise<DownloadedPart> {
  const { tokenFrom } = spec.download;
  const token = tokenFrom === undefined ? "" : parts.tokens.read(tokenFrom);
  if (token === undefined) return { kind: "failed", why: `it needs the token ${tokenFrom}` };
  const got = await downloadNewest(spec, wanted, token, parts);
  if (got.kind === "got") {
    if (tokenFrom !== undefined) parts.tokens.accept(tokenFrom, token);
    return got;
  }
  if (tokenFrom === undefined || got.cause !== "refused") return { kind: "failed", why: got.why };
  parts.tokens.refuse(tokenFrom, token);
  return { kind: "failed", why: `${spec.maker} refused the token ${tokenFrom}: ${got.why}` };
}

/** This month's file, or last month's where the maker doesn't have it yet. */
async function downloadNewest(
  spec: DownloadedSpec,
  { template, at, into }: WantedPart,
  token: string,
  { fetch, now, maxBytes, onStep }: UpdateParts,
) {
  const { digest, redirectHosts } = spec.download;
  const onBytes = (bytes: number, of: number | undefined) =>
    onStep?.({ kind: "downloading", bytes, of });
  const withToken = (url: string) => url.replaceAll("{TOKEN}", encodeURIComponent(token));
  const download = async (monthsAgo: number) => {
    const url = inMonth(template, now(), monthsAgo);
    const known = knownOf(spec, at, url);
    const got = await downloadFile({
      ...{ fetch, redirectHosts, known, into, maxBytes, onBytes },
      url: withToken(url),
      digest:
        digest.kind === "url"
          ? { ...digest, url: withToken(inMonth(digest.url, now(), monthsAgo)) }
          : digest,
    });
    if (got.kind === "failed") return got;
    const isNew = got.kind === "downloaded";
    const part: Part = { url, ...(isNew ? got.validators : known) };
    return { kind: "got", part, isNew } as const;
  };
  const newest = await download(0);
  const isAbsent = newest.kind === "failed" && newest.cause === "absent";
  return isAbsent && template.includes("{MM}") ? await download(1) : newest;
}

/** Makers name monthly files by their month. */
function inMonth(template: string, now: number, monthsAgo: number): string {
  const date = new Date(now);
  const month = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsAgo, 1));
  const [year = "", number = ""] = month.toISOString().split("-");
  return template.replaceAll("{YYYY}", year).replaceAll("{MM}", number);
}

function noteOf(path: string): string {
  return `${path}.download.json`;
}

/** Where a part of a source is kept; a source in one part is its own. */
function partOf({ path, download }: DownloadedSpec, at: number): string {
  return download.urls.length === 1 ? path : `${path}.${at + 1}`;
}

/** Empty for a file that is gone or came from elsewhere. */
function knownOf(spec: DownloadedSpec, at: number, url: string): Validators {
  const isHere = existsSync(spec.path) && existsSync(partOf(spec, at));
  const note = isHere ? readJsonFile(noteOf(spec.path), noteSchema)?.parts[at] : undefined;
  return note?.url === url ? { etag: note.etag, lastModified: note.lastModified } : {};
}

/** Puts the parts together, those that arrived now in place of those that are kept. */
function assemble(spec: DownloadedSpec, arriving: readonly string[], whole: string): void {
  const [first = ""] = arriving;
  if (arriving.length === 1) renameSync(first, whole);
  else {
    const files = arriving.map((file, at) => (existsSync(file) ? file : partOf(spec, at)));
    writeFileSync(whole, Buffer.concat(files.map((file) => readFileSync(file))), { flush: true });
  }
}

function keepParts(spec: DownloadedSpec, arriving: readonly string[]): void {
  if (arriving.length === 1) return;
  for (const [at, file] of arriving.entries()) {
    if (existsSync(file)) renameSync(file, partOf(spec, at));
  }
}

function date(path: string, parts: readonly Validators[], now: number): void {
  const dates = parts.map(({ lastModified }) => Date.parse(lastModified ?? ""));
  const oldest = Math.min(...dates.map((modified) => (Number.isNaN(modified) ? now : modified)));
  utimesSync(path, oldest / 1000, oldest / 1000);
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
): Promise<Failed | undefined> {
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
        return { kind: "failed", why: "the download disappeared" };
      case "rejected":
        return { kind: "failed", why: `the download can't be used: ${trouble.why}` };
      case "held":
        return { kind: "held", why: trouble.why };
    }
  } finally {
    await compiler.close();
  }
}
