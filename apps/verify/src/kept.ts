import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { areEqual, base64, fromBase64 } from "@graticule/ledger/bytes";
import { parseDay } from "@graticule/ledger/day";
import { edgeRoot } from "@graticule/ledger/edge";
import type { Commitment } from "@graticule/ledger/field";
import type { Promises } from "@graticule/ledger/promises";
import type { AuditedLog } from "@graticule/ledger/read-log";
import { actsOf, type SavedActs, savedActs } from "./kept-acts.ts";
import { Unreachable } from "./log-source.ts";
import { sha256 } from "./node-crypto.ts";

/** What a reader keeps between runs: evidence against a log that forgets. */
export interface Kept {
  /** The log's name, by the place where it was read. */
  readonly places: ReadonlyMap<string, string>;
  readonly logs: ReadonlyMap<string, KeptLog>;
}

export interface KeptLog {
  /** Lines as `/log/key` shows them. */
  readonly keys: readonly string[];
  /** Undefined: no audit of it was sound so far. */
  readonly audited: KeptAudit | undefined;
}

export interface KeptAudit extends Omit<AuditedLog, "acts"> {
  /** Absent: promises were broken, so the next audit starts from the first entry. Earlier versions kept none. */
  readonly acts?: AuditedLog["acts"];
  /** Texts were skipped: an audit with texts starts from the first entry. */
  readonly withoutTexts?: true;
}

export const nothingKept: Kept = { places: new Map(), logs: new Map() };

/** @throws Unreachable a file that can't be read: it is not replaced */
export async function readKept(file: string): Promise<Kept> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return nothingKept;
    throw new Unreachable(`${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  try {
    const { version, places, logs } = JSON.parse(text);
    if (version !== 1) throw new TypeError("another version");
    return {
      places: new Map(Object.entries<string>(places)),
      logs: new Map(Object.entries<SavedLog>(logs).map(([name, log]) => [name, logOf(log)])),
    };
  } catch {
    throw new Unreachable(
      `${file} is damaged. It is your evidence, so keep it: move it elsewhere, then run this again`,
    );
  }
}

/** Atomically, and durably. @throws Unreachable */
export async function writeKept(file: string, { places, logs }: Kept): Promise<void> {
  const saved = {
    version: 1,
    places: Object.fromEntries(places),
    logs: Object.fromEntries([...logs].map(([name, log]) => [name, savedLog(log)])),
  };
  const next = `${file}.${process.pid}.new`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(next, "w", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(saved, undefined, 1)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw new Unreachable(`${file} can't be written: ${(error as NodeJS.ErrnoException).code}`);
  }
}

interface SavedLog {
  readonly keys: readonly string[];
  readonly audited?: {
    readonly size: number;
    readonly root: string;
    readonly edge: readonly (readonly string[])[];
    readonly through?: string;
    readonly lastSlot?: number;
    readonly shut: readonly (readonly [index: number, day: string, holds: string])[];
    readonly due: readonly (readonly [
      name: string,
      until: string,
      index: number,
      slotOn: number | null,
    ])[];
    readonly acts?: SavedActs;
    readonly withoutTexts?: boolean;
  };
}

function savedLog({ keys, audited }: KeptLog): SavedLog {
  if (audited === undefined) return { keys };
  const { edge, promises, acts, withoutTexts } = audited;
  const { through, lastSlot, shut, due } = promises;
  return {
    keys,
    audited: {
      size: edge.size,
      root: base64(edgeRoot(sha256, edge)),
      edge: edge.rows.map((row) => row.map(base64)),
      ...(through === undefined ? {} : { through }),
      ...(lastSlot === undefined ? {} : { lastSlot }),
      shut: [...shut].map(([index, { day, holds }]) => [index, day, holds]),
      due: [...due].map(([name, { until, index, slotOn }]) => [name, until, index, slotOn ?? null]),
      ...(acts === undefined ? {} : { acts: savedActs(acts) }),
      ...(withoutTexts === undefined ? {} : { withoutTexts }),
    },
  };
}

/** @throws {TypeError} a file that {@link savedLog} did not write */
function logOf({ keys, audited }: SavedLog): KeptLog {
  if (!keys.every((line) => typeof line === "string")) throw new TypeError("no keys");
  if (audited === undefined) return { keys, audited };
  const rows = audited.edge.map((row) => row.map(hashOf));
  const edge = { size: audited.size, rows };
  const isWhole = rows.every(
    ({ length }, level) => length === Math.floor(audited.size / 256 ** level) % 256,
  );
  if (!isWhole || !areEqual(edgeRoot(sha256, edge), hashOf(audited.root))) {
    throw new TypeError("another tree");
  }
  const { acts, withoutTexts } = audited;
  return {
    keys,
    audited: {
      edge,
      promises: promisesOf(audited),
      ...(acts === undefined ? {} : { acts: actsOf(acts) }),
      ...(withoutTexts === true ? { withoutTexts } : {}),
    },
  };
}

type SavedPromises = NonNullable<SavedLog["audited"]>;

function promisesOf({ through, lastSlot, shut, due }: SavedPromises): Promises {
  return {
    through: through === undefined ? undefined : dayOf(through),
    lastSlot,
    shut: new Map(
      shut.map(([index, day, holds]) => [index, { day: dayOf(day), holds: holds as Commitment }]),
    ),
    due: new Map(
      due.map(([name, until, index, slotOn]) => [
        name,
        { until: dayOf(until), index, slotOn: slotOn ?? undefined },
      ]),
    ),
  };
}

function dayOf(text: string) {
  const day = parseDay(text);
  if (day === undefined) throw new TypeError("no day");
  return day;
}

function hashOf(text: string): Uint8Array {
  const hash = fromBase64(text);
  if (hash?.length !== 32) throw new TypeError("no hash");
  return hash;
}
