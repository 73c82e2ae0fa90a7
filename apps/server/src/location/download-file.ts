import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { OutboundAnswer, SafeFetch } from "../outbound/safe-fetch.ts";
import type { SourceDownload } from "./source-spec.ts";

/** A server's validators of a file, for a conditional request later. */
export interface Validators {
  readonly etag?: string | undefined;
  /** As HTTP writes it. */
  readonly lastModified?: string | undefined;
}

/** `why` is a sentence's end, without addresses. */
export type Downloaded =
  | { readonly kind: "downloaded"; readonly validators: Validators }
  | { readonly kind: "unchanged" }
  /** `absent`: the server has no such file. */
  | { readonly kind: "failed"; readonly why: string; readonly absent: boolean };

export interface DownloadParts {
  readonly fetch: SafeFetch;
  /** The address of this download, placeholders filled in. */
  readonly url: string;
  readonly digest: SourceDownload["digest"];
  readonly redirectHosts: readonly string[];
  /** Of the present file, which is not downloaded again. */
  readonly known: Validators;
  /** Overwritten with the unpacked file, flushed to disk; garbage unless the outcome is `downloaded`. */
  readonly into: string;
  readonly maxBytes?: number | undefined;
  /** Called as bytes arrive: how many did, and of how many, where the server says it. */
  readonly onBytes?: (bytes: number, of: number | undefined) => void;
}

const deadlineMs = 600_000;
/** A database of cities has about 100 MB. */
const usualMaxBytes = 512 * 1024 * 1024;

/** Downloads one file, checks its digest, and writes it unpacked. */
export async function downloadFile(parts: DownloadParts): Promise<Downloaded> {
  const { fetch, url, known, redirectHosts, maxBytes = usualMaxBytes } = parts;
  const headers = {
    ...(known.etag === undefined ? {} : { "if-none-match": known.etag }),
    ...(known.lastModified === undefined ? {} : { "if-modified-since": known.lastModified }),
  };
  const request = { method: "GET", url, headers, deadlineMs, maxBytes, redirectHosts } as const;
  const outcome = await fetch(request, (answer) => take(answer, parts, maxBytes));
  if (outcome.kind !== "answered") return failed(failures[outcome.why]);
  const taken = outcome.value;
  if (taken.kind !== "taken") return taken;
  const expected = await expectedDigest(parts);
  if (expected === "unknown") return failed("its digest couldn't be read");
  if (expected !== undefined && expected !== taken.sha256) {
    return failed("the download has a different digest");
  }
  return { kind: "downloaded", validators: taken.validators };
}

function failed(why: string) {
  return { kind: "failed", why, absent: false } as const;
}

const failures = {
  "not-a-web-address": "its address isn't a web address",
  credentials: "its address contains a name or password, which are never sent",
  "not-secure": "its address must begin with https://",
  "closed-address": "its address leads to a network that OUTBOUND_ALLOW doesn't open",
  "no-such-name": "its server's name couldn't be found",
  unreachable: "its server can't be reached",
  "too-slow": "it took too long",
  "too-long": "it is too big",
  redirect: "its server redirects to a host that redirectHosts doesn't name",
} as const;

type Taken =
  | { readonly kind: "taken"; readonly sha256: string; readonly validators: Validators }
  | Exclude<Downloaded, { readonly kind: "downloaded" }>;

async function take(
  { status, headers, body }: OutboundAnswer,
  { url, into, onBytes }: DownloadParts,
  maxBytes: number,
): Promise<Taken> {
  if (status === 304) return { kind: "unchanged" };
  if (status !== 200) {
    return { ...failed(`its server answered ${status}`), absent: status === 404 || status === 410 };
  }
  const hash = createHash("sha256");
  const length = Number(headers["content-length"]);
  const of = Number.isSafeInteger(length) && length > 0 ? length : undefined;
  let bytes = 0;
  const digesting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes?.(bytes, of);
      done(undefined, chunk);
    },
  });
  const isPacked = new URL(url).pathname.endsWith(".gz");
  const unpacking = isPacked ? [createGunzip(), bounded(maxBytes * 2)] : [];
  try {
    const file = createWriteStream(into, { flush: true });
    // What the body itself throws (too slow, too long) has its own outcome.
    await pipeline([Readable.from(body), digesting, ...unpacking, file]);
  } catch (error) {
    if (!isUnpackError(error)) throw error;
    return failed("it couldn't be unpacked");
  }
  const { etag, "last-modified": lastModified } = headers;
  return { kind: "taken", sha256: hash.digest("hex"), validators: { etag, lastModified } };
}

/** A few bytes can unpack to any number of them. */
function bounded(maxBytes: number): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > maxBytes) done(Object.assign(new Error("too big"), { code: "Z_TOO_BIG" }));
      else done(undefined, chunk);
    },
  });
}

function isUnpackError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

const digestBytes = 64 * 1024;
const digestDeadlineMs = 30_000;

/** Of a digest file, the first digest in it; `unknown`: it could not be read. */
async function expectedDigest(parts: DownloadParts): Promise<string | undefined> {
  switch (parts.digest.kind) {
    case "none":
      return undefined;
    case "value":
      return parts.digest.sha256;
    case "url":
      return (await fetchDigest(parts.fetch, parts.digest.url)) ?? "unknown";
  }
}

async function fetchDigest(fetch: SafeFetch, url: string): Promise<string | undefined> {
  const limits = { deadlineMs: digestDeadlineMs, maxBytes: digestBytes };
  const outcome = await fetch({ method: "GET", url, ...limits }, async ({ status, body }) => {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return status === 200 ? Buffer.concat(chunks).toString("latin1") : "";
  });
  if (outcome.kind !== "answered") return undefined;
  return /\b[0-9a-f]{64}\b/i.exec(outcome.value)?.[0].toLowerCase();
}
