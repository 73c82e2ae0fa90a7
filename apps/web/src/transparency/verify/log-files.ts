import { unpackBundle } from "@graticule/ledger/bundle";
import { hashLength } from "@graticule/ledger/merkle";
import { type Resource, resourcePath, tileWidth } from "@graticule/ledger/tile";
import { listEntries } from "../../api/transparency.ts";

/**
 * A port: a file of the log, by its path beneath `/log/`; undefined: there is none. Rejects where that is unknown. A
 * signed file may be as old as the browser's cache has it.
 */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

const deadlineMs = 15_000;

/** Asks the service that the page came from. */
export const readFromService: ReadFile = async (path) => {
  const answer = await fetch(`/log/${path}`, { signal: AbortSignal.timeout(deadlineMs) });
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (!answer.ok) throw new Error(`/log/${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

/** Entries that appoint people to the desk, among others, as the service lists them. Rejects: no answer. */
export async function changesAt(): Promise<readonly number[]> {
  const found: number[] = [];
  let before: number | undefined;
  do {
    const answer = await listEntries("side-doors", before);
    if (answer.kind !== "ok") throw new Error("the changes are not listed");
    found.push(...answer.value.entries.map(({ index }) => index));
    before = answer.value.next;
  } while (before !== undefined);
  return found;
}

/** Reads each file once and keeps it, as evidence should something not agree. */
export class LogFiles {
  readonly #read: ReadFile;
  readonly #files = new Map<string, Uint8Array>();

  constructor(read: ReadFile) {
    this.#read = read;
  }

  /** By their paths. */
  get all(): ReadonlyMap<string, Uint8Array> {
    return this.#files;
  }

  async file(path: string): Promise<Uint8Array | undefined> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const bytes = await this.#read(path);
    if (bytes !== undefined) this.#files.set(path, bytes);
    return bytes;
  }

  /** c2sp.org/tlog-tiles, “Partial Tiles”: once the full one is there, which begins with it, a partial one may be gone. */
  async resource(wanted: Resource): Promise<Uint8Array | undefined> {
    const bytes = await this.file(resourcePath(wanted));
    if (bytes !== undefined || wanted.width === tileWidth) return bytes;
    const full = await this.file(resourcePath({ ...wanted, width: tileWidth }));
    return wanted.kind === "tile" ? full?.subarray(0, wanted.width * hashLength) : full;
  }

  /** The bytes of an entry. @param size of the log */
  async leaf(index: number, size: number): Promise<Uint8Array | undefined> {
    const bundle = Math.floor(index / tileWidth);
    const width = Math.min(tileWidth, size - bundle * tileWidth);
    const bytes = await this.resource({ kind: "entries", index: bundle, width });
    return bytes && unpackBundle(bytes, width).entries[index % tileWidth];
  }
}
