import { fromUtf8 } from "@graticule/ledger/bytes";
import {
  type Checkpoint,
  type OpenedCheckpoint,
  openCheckpoint,
} from "@graticule/ledger/checkpoint";
import { formatNoteKey, type NoteKey, parseNoteKey } from "@graticule/ledger/note";
import type { Kept } from "./kept.ts";
import { type LogSource, Unreachable } from "./log-source.ts";
import { sha256, verifyEd25519 } from "./node-crypto.ts";

export interface LogKeys {
  readonly trusted: readonly NoteKey[];
  /** `kept`: from an earlier run. `first-use`: nothing was known of this log. */
  readonly trust: "given" | "kept" | "first-use";
  /** As the log shows them now. */
  readonly shown: readonly NoteKey[];
}

/** Skips lines that are no keys. */
export function keysOf(text: string): readonly NoteKey[] {
  return text.split("\n").flatMap((line) => parseNoteKey(sha256, line.trim()) ?? []);
}

/** @param given keys that the reader got elsewhere  @throws Unreachable */
export async function findKeys(
  source: LogSource,
  { places, logs }: Kept,
  given: readonly NoteKey[],
): Promise<LogKeys> {
  const shown = keysOf(fromUtf8((await source.read("key")) ?? new Uint8Array()) ?? "");
  if (given.length > 0) return { trusted: given, trust: "given", shown };
  // What was kept of a log counts wherever the log is read.
  const log = places.get(source.place) ?? shown[0]?.name ?? "";
  const kept = keysOf((logs.get(log)?.keys ?? []).join("\n"));
  if (kept.length > 0) return { trusted: kept, trust: "kept", shown };
  if (shown.length > 0) return { trusted: shown, trust: "first-use", shown };
  throw new Unreachable(
    `${source.place} shows no key: the file is missing (404), or holds none that can be read`,
  );
}

export type LogHead =
  | {
      readonly kind: "head";
      readonly head: Checkpoint;
      /** New keys that signed beside a trusted one: a key is being replaced. */
      readonly added: readonly NoteKey[];
    }
  | { readonly kind: "bad"; readonly why: Exclude<OpenedCheckpoint["kind"], "checkpoint"> };

/** INVARIANT: a key that was trusted before has signed the head. @throws Unreachable */
export async function readHead(source: LogSource, { trusted, shown }: LogKeys): Promise<LogHead> {
  const note = await source.read("checkpoint");
  if (note === undefined) {
    throw new Unreachable(`${source.place} has no checkpoint: the file is missing (404)`);
  }
  const origin = trusted[0]?.name ?? "";
  const opened = await openCheckpoint(note, { origin, keys: trusted }, verifyEd25519);
  if (opened.kind !== "checkpoint") return { kind: "bad", why: opened.kind };
  const known = new Set(trusted.map(formatNoteKey));
  const fresh = shown.filter((key) => key.name === origin && !known.has(formatNoteKey(key)));
  const byNew = await openCheckpoint(note, { origin, keys: fresh }, verifyEd25519);
  const added = byNew.kind === "checkpoint" ? byNew.by : [];
  return { kind: "head", head: opened.checkpoint, added };
}
