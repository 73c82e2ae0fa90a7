import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface LogSource {
  /** As the reader named it, without a trailing slash. */
  readonly place: string;
  /** Undefined: there is no such file, or it was taken down. @throws Unreachable */
  read(path: string): Promise<Uint8Array | undefined>;
}

/** The log can't be read, so nothing can be said of it. The message is for the reader. */
export class Unreachable extends Error {}

export interface SourceLimits {
  /** For one request with its answer. */
  readonly requestMs: number;
  /** For all of it, by `performance.now()`. */
  readonly endsAtMs: number;
}

/** One more than the longest file: a bundle is 256 entries of 64 KiB at most. */
function mostBytes(path: string): number {
  if (path.startsWith("tile/entries/")) return 256 * (2 + 65_535) + 1;
  return path.startsWith("tile/") ? 8_192 + 1 : 1_048_576;
}

/**
 * A file, cut off at its bound: the audit places the fault. @throws Unreachable too long, but no
 * tile
 */
async function wholeOf(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  path: string,
  name: string,
): Promise<Uint8Array> {
  const most = mostBytes(path);
  const taken: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    taken.push(part);
    length += part.length;
    if (length > most) break;
  }
  if (length > most && !path.startsWith("tile/")) throw new Unreachable(`${name} is too long`);
  return Buffer.concat(taken).subarray(0, most);
}

/** @throws Unreachable neither an address of the web nor a folder */
export function openSource(place: string, limits: SourceLimits): LogSource {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return folderSource(resolve(place));
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Unreachable(`${place}: give an http or https address, or a folder`);
  }
  if (url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new Unreachable(
      `${place}: give only the address of the log, such as https://meet.example/log`,
    );
  }
  return webSource(url.href.replace(/\/+$/, ""), limits);
}

function folderSource(folder: string): LogSource {
  return {
    place: folder,
    async read(path) {
      const name = join(folder, path);
      try {
        return await wholeOf(createReadStream(name), path, name);
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error instanceof Unreachable ? error : new Unreachable(`${name}: ${codeOf(error)}`);
      }
    },
  };
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);
const isAbsent = (error: unknown) => ["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error));

/** A fault that may pass: worth another try. */
class Passing extends Error {
  readonly afterMs: number | undefined;
  constructor(message: string, afterMs?: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

const mostTries = 6;
const longestPauseMs = 30_000;

function webSource(prefix: string, limits: SourceLimits): LogSource {
  return {
    place: prefix,
    read: (path) => withPatience(() => readOnce({ prefix, path }, limits), limits.endsAtMs),
  };
}

/** Tries again after a {@link Passing} fault, each time after twice as long. @throws Unreachable */
async function withPatience<T>(work: () => Promise<T>, endsAtMs: number): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
      if (tried === mostTries) throw new Unreachable(error.message);
      await pause(Math.min(error.afterMs ?? 250 * 2 ** tried, longestPauseMs), endsAtMs);
    }
  }
}

async function pause(ms: number, endsAtMs: number): Promise<void> {
  if (performance.now() + ms >= endsAtMs) throw new Unreachable(tooLong);
  await wait(ms);
}

const tooLong = "it ran out of time (see --minutes)";

async function readOnce(
  { prefix, path }: { readonly prefix: string; readonly path: string },
  { requestMs, endsAtMs }: SourceLimits,
): Promise<Uint8Array | undefined> {
  const url = `${prefix}/${path}`;
  const leftMs = Math.ceil(endsAtMs - performance.now());
  if (leftMs <= 0) throw new Unreachable(tooLong);
  try {
    const signal = AbortSignal.timeout(Math.min(requestMs, leftMs));
    const answer = await fetch(url, { signal, headers: { accept: "*/*" } });
    if (answer.ok) return await wholeOf(answer.body ?? [], path, url);
    await answer.body?.cancel();
    return failed(answer, url);
  } catch (error) {
    if (error instanceof Passing || error instanceof Unreachable) throw error;
    throw new Passing(`${url}: ${whyOf(error, requestMs)}`);
  }
}

function failed({ status, headers }: Response, url: string): undefined {
  if (status === 404 || status === 410) return undefined;
  // Asked too quickly, or not ready yet. Any other answer is final.
  if (status !== 429 && status !== 503) throw new Unreachable(`${url}: answered ${status}`);
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  throw new Passing(
    `${url}: answered ${status}`,
    Number.isNaN(seconds) ? undefined : seconds * 1_000,
  );
}

function whyOf(error: unknown, requestMs: number): string {
  const { name, cause } = error as Error;
  if (name === "TimeoutError") return `no answer within ${requestMs / 1_000} s`;
  return cause === undefined ? String(error) : codeOf(cause);
}
