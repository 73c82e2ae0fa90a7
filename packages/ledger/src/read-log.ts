import { packBundle, unpackBundle } from "./bundle.ts";
import type { IndexedEntry } from "./entry.ts";
import { hashLength } from "./merkle.ts";
import type { BrokenPromise } from "./promises.ts";
import { noSignedActs, type SignedActs, watchActs } from "./signed-acts.ts";
import { type Resource, resourcePath, tileAt, tileWidth } from "./tile.ts";
import type { ActPorts } from "./two-signatures.ts";
import { type Audit, type Audited, type AuditInput, beginAudit, takeFile } from "./verify.ts";

/** The audit of a log whose files come from somewhere: a network, a folder, a database. */

/** A port: a file by its path (tile.ts). Undefined: none. Rejects: unknown. May be concurrent. */
export type ReadLogFile = (path: string) => Promise<Uint8Array | undefined>;

/** What an audit leaves for the next one to resume. */
export interface AuditedLog extends Audited {
  readonly acts: SignedActs;
}

export interface LogAudit extends AuditInput {
  readonly audited?: AuditedLog | undefined;
  /** Gets entries that agree with their tile, in order, each once. */
  readonly onEntries?: (entries: readonly IndexedEntry[]) => void;
  /** How many files to fetch ahead. */
  readonly ahead?: number;
}

export type EndedAudit =
  | {
      readonly kind: "sound";
      readonly audited: AuditedLog;
      readonly findings: readonly BrokenPromise[];
    }
  | Extract<Audit, { readonly kind: "bad" }>;

export async function auditLog(
  ports: ActPorts,
  read: ReadLogFile,
  { onEntries, ahead = 0, ...input }: LogAudit,
): Promise<EndedAudit> {
  const { sha256 } = ports;
  let audit = beginAudit(sha256, input);
  let acts = input.audited?.acts ?? noSignedActs;
  const findings: BrokenPromise[] = [];
  const from = input.audited?.edge.size ?? 0;
  const fileOf = readAhead(read, leafFiles(from, input.target.size), ahead);
  while (audit.kind === "reading") {
    const { bundle, audited: before } = audit.progress;
    audit = takeFile(sha256, audit, (await fileOf(audit.wants)) ?? new Uint8Array());
    if (bundle === undefined || audit.kind === "bad") continue;
    const fresh = bundle.entries.filter(({ index }) => index >= before.edge.size);
    const watched = await watchActs(ports, acts, fresh);
    acts = watched.acts;
    findings.push(...watched.findings);
    onEntries?.(fresh);
  }
  if (audit.kind === "bad") return audit;
  return {
    kind: "sound",
    audited: { ...audit.audited, acts },
    findings: [...audit.findings, ...findings].sort((one, other) => one.index - other.index),
  };
}

/** Bundles and tiles of leaves, in the order in which an audit wants them. */
function* leafFiles(from: number, size: number): Generator<Resource> {
  for (let index = Math.floor(from / tileWidth); from < size; index += 1) {
    const tile = tileAt(size, 0, index);
    if (tile === undefined) return;
    yield { kind: "entries", index, width: tile.width };
    yield { kind: "tile", ...tile };
  }
}

function readAhead(read: ReadLogFile, coming: Generator<Resource>, ahead: number) {
  const asked = new Map<string, ReturnType<ReadLogFile>>();
  return async (wanted: Resource): Promise<Uint8Array | undefined> => {
    while (asked.size < ahead) {
      const { value, done } = coming.next();
      if (done) break;
      const file = readFile(read, value);
      // Its reader hears of it; an audit that ends before does not.
      file.catch(() => {});
      asked.set(resourcePath(value), file);
    }
    const path = resourcePath(wanted);
    const file = asked.get(path) ?? readFile(read, wanted);
    asked.delete(path);
    return await file;
  };
}

/** “Partial Tiles”: a full tile replaces a partial one, which it begins with. */
async function readFile(read: ReadLogFile, wanted: Resource): Promise<Uint8Array | undefined> {
  const bytes = await read(resourcePath(wanted));
  if (bytes !== undefined || wanted.width === tileWidth) return bytes;
  const full = await read(resourcePath({ ...wanted, width: tileWidth }));
  if (full === undefined) return undefined;
  if (wanted.kind === "tile") return full.subarray(0, wanted.width * hashLength);
  return packBundle(unpackBundle(full, tileWidth).entries.slice(0, wanted.width));
}
