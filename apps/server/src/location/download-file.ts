import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { OutboundAnswer, SafeFetch } from "../outbound/safe-fetch.ts";
import { type Checksum, type ChecksumKind, checksumKinds, readChecksum } from "./checksum.ts";
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
  /** `absent`: the server has no such file; `refused`: it doesn't give it to us. */
  | {
      readonly kind: "failed";
      readonly why: string;
      readonly cause: "absent" | "refused" | "other";
    };
type Failed = Extract<Downloaded, { readonly kind: "failed" }>;

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

/**
 * Downloads one file, checks its digest, and writes it unpacked. Makers replace a file and its
 * checksum one after the other, so both are asked for once more where they differ.
 */
export async function downloadFile(parts: DownloadParts): Promise<Downloaded> {
  const first = await downloadOnce(parts);
  const last = first.kind === "differs" ? await downloadOnce(parts) : first;
  return last.kind === "differs"
    ? failed("it doesn't match its maker's checksum: it was damaged or changed on its way")
    : last;
}

/** `differs`: from the checksum that its maker publishes. */
async function downloadOnce(parts: DownloadParts): Promise<Downloaded | { kind: "differs" }> {
  const { fetch, url, known, digest, redirectHosts, maxBytes = usualMaxBytes } = parts;
  const headers = {
    ...(known.etag === undefined ? {} : { "if-none-match": known.etag }),
    ...(known.lastModified === undefined ? {} : { "if-modified-since": known.lastModified }),
  };
  const request = { method: "GET", url, headers, deadlineMs, maxBytes, redirectHosts } as const;
  const outcome = await fetch(request, (answer) => take(answer, parts, maxBytes));
  if (outcome.kind !== "answered") return failed(failures[outcome.why]);
  const taken = outcome.value;
  if (taken.kind !== "taken") return taken;
  if (digest.kind === "value" && taken.sums.get("sha256") !== digest.sha256) {
    return failed("the download has a different digest");
  }
  if (digest.kind === "url") {
    const published = await fetchChecksum(parts, digest);
    if (published.kind === "failed") return published;
    if (published.hex !== taken.sums.get(published.kind)) return { kind: "differs" };
  }
  return { kind: "downloaded", validators: taken.validators };
}

function failed(why: string): Failed {
  return { kind: "failed", why, cause: "other" };
}

function answered(status: number): Failed {
  const isAbsent = status === 404 || status === 410;
  const cause = isAbsent ? "absent" : status === 401 || status === 403 ? "refused" : "other";
  return { kind: "failed", why: `its server answered ${status}`, cause };
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
  | {
      readonly kind: "taken";
      readonly sums: ReadonlyMap<ChecksumKind, string>;
      readonly validators: Validators;
    }
  | Exclude<Downloaded, { readonly kind: "downloaded" }>;

async function take(
  { status, headers, body }: OutboundAnswer,
  { url, into, onBytes }: DownloadParts,
  maxBytes: number,
): Promise<Taken> {
  if (status === 304) return { kind: "unchanged" };
  if (status !== 200) return answered(status);
  const hashes = checksumKinds.map((kind) => [kind, createHash(kind)] as const);
  const length = Number(headers["content-length"]);
  const of = Number.isSafeInteger(length) && length > 0 ? length : undefined;
  let bytes = 0;
  const digesting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (const [, hash] of hashes) hash.update(chunk);
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
  const sums = new Map(hashes.map(([kind, hash]) => [kind, hash.digest("hex")]));
  return { kind: "taken", sums, validators: { etag, lastModified } };
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

const checksumBytes = 64 * 1024;
const checksumDeadlineMs = 30_000;

async function fetchChecksum(
  { fetch, redirectHosts }: DownloadParts,
  { url, kinds }: Extract<DownloadParts["digest"], { readonly kind: "url" }>,
): Promise<Checksum | Failed> {
  const limits = { deadlineMs: checksumDeadlineMs, maxBytes: checksumBytes };
  const request = { method: "GET", url, redirectHosts, ...limits } as const;
  const outcome = await fetch(request, async ({ status, body }) => {
    if (status !== 200) return answered(status);
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("latin1");
    return readChecksum(text, kinds) ?? failed("its server sent something else");
  });
  const got = outcome.kind === "answered" ? outcome.value : failed(failures[outcome.why]);
  return got.kind === "failed" ? failed(`its maker's checksum couldn't be read: ${got.why}`) : got;
}
