import { areEqual, base64, fromUtf8, hex } from "@graticule/ledger/bytes";
import { openCheckpoint, parseCheckpoint } from "@graticule/ledger/checkpoint";
import { leafHash } from "@graticule/ledger/merkle";
import { formatNoteKey, parseNote, parseNoteKey } from "@graticule/ledger/note";
import { checkConsistency, consistencyRanges, proofOf } from "@graticule/ledger/proof";
import { hashesOf, resourcePath, tileAt, tileWidth } from "@graticule/ledger/tile";
import { checkSlot, checkTexts } from "./beside-log.ts";
import { checkDate } from "./log-day.ts";
import { LogFiles } from "./log-files.ts";
import { readLogged } from "./read-logged.ts";
import { type CheckInput, logSizeOf, nodesFor, type Ports, provePath, type Run } from "./run.ts";
import { checkSigners } from "./signers.ts";
import { type CheckStep, failed, passed, type StepName, stepNames } from "./steps.ts";

/**
 * Checks one entry against the signed head of the log in the reader's browser. Yields each step when it is done, and
 * ends with the first that fails.
 * @param files keeps what is read
 */
export async function* verifyEntry(
  input: CheckInput,
  ports: Ports,
  files = new LogFiles(ports.read),
): AsyncGenerator<CheckStep> {
  const run: Run = {
    ...input,
    ...ports,
    files,
    parsed: undefined,
    leafBytes: new Uint8Array(),
    keys: [],
    shown: [],
    head: undefined,
    signers: undefined,
  };
  for (const step of stepNames) {
    const done = await checks[step](run).catch((): CheckStep => ({ kind: "unreachable", step }));
    yield done;
    if (done.kind === "failed" || done.kind === "unreachable") return;
  }
}

const checks: { readonly [S in StepName]: (run: Run) => Promise<CheckStep> } = {
  leaf: checkLeaf,
  key: checkKey,
  signature: checkSignature,
  place: checkPlace,
  path: checkPath,
  texts: checkTexts,
  slot: checkSlot,
  signers: checkSigners,
  growth: checkGrowth,
  date: checkDate,
};

/** RFC 8785: one entry has one sequence of bytes; RFC 9162 §2.1.1: its hash. */
async function checkLeaf(run: Run): Promise<CheckStep> {
  const { entry, bytes } = readLogged(run.entry.leaf);
  if (entry === undefined) return failed({ step: "leaf", why: "no-entry" });
  run.parsed = entry;
  run.leafBytes = bytes;
  const hash = hex(leafHash(run.sha256, bytes));
  return passed({ step: "leaf", hash, bytes: bytes.length });
}

/** Trust on first use: a key is trusted until the page is closed, and another one is a fault. */
async function checkKey(run: Run): Promise<CheckStep> {
  const text = fromUtf8((await run.files.file("key")) ?? new Uint8Array()) ?? "";
  const shown = text.split("\n").flatMap((line) => parseNoteKey(run.sha256, line.trim()) ?? []);
  if (shown.length === 0) return failed({ step: "key", why: "no-key" });
  const lines = shown.map(formatNoteKey);
  const { keys } = run.seen;
  // A new key signs beside the old one for a while, so one known key suffices.
  const known = shown.filter((_, at) => keys.includes(lines[at] ?? ""));
  if (keys.length > 0 && known.length === 0) return failed({ step: "key", why: "other-key" });
  run.keys = known.length > 0 ? known : shown;
  run.shown = shown;
  return passed({ step: "key", lines, known: known.length > 0 });
}

async function checkSignature(run: Run): Promise<CheckStep> {
  const note = await run.files.file("checkpoint");
  if (note === undefined) return failed({ step: "signature", why: "missing" });
  const { keys, verifyEd25519 } = run;
  if (verifyEd25519 === undefined) {
    run.head = parseCheckpoint(parseNote(note)?.text ?? "");
    if (run.head === undefined) return failed({ step: "signature", why: "malformed" });
    return { kind: "cannot", step: "signature" };
  }
  const origin = keys[0]?.name ?? "";
  const opened = await openCheckpoint(note, { origin, keys }, verifyEd25519);
  if (opened.kind !== "checkpoint") return failed({ step: "signature", why: opened.kind });
  run.head = opened.checkpoint;
  // A new key that signs beside a known one is known from now on.
  const all = await openCheckpoint(note, { origin, keys: run.shown }, verifyEd25519);
  run.signers = (all.kind === "checkpoint" ? all.by : opened.by).map(formatNoteKey);
  return passed({ step: "signature", head: run.head, by: run.signers });
}

async function checkPlace(run: Run): Promise<CheckStep> {
  const { index } = run.entry;
  const tile = tileAt(logSizeOf(run), 0, Math.floor(index / tileWidth));
  const at = index % tileWidth;
  if (tile === undefined || at >= tile.width) return failed({ step: "place", why: "beyond" });
  const bytes = await run.files.resource({ kind: "tile", ...tile });
  const there = bytes && hashesOf(bytes, tile.width)?.[at];
  if (there === undefined) return failed({ step: "place", why: "missing" });
  if (!areEqual(there, leafHash(run.sha256, run.leafBytes))) {
    return failed({ step: "place", why: "other-hash" });
  }
  return passed({ step: "place", file: resourcePath({ kind: "tile", ...tile }), at });
}

async function checkPath(run: Run): Promise<CheckStep> {
  const verdict = await provePath(run, run.entry.index, run.leafBytes);
  if (typeof verdict === "string") return failed({ step: "path", why: verdict });
  return passed({ step: "path", proof: verdict.proof.map(base64), size: logSizeOf(run) });
}

/** RFC 9162 §2.1.4: the log only grew since this page saw it. */
async function checkGrowth(run: Run): Promise<CheckStep> {
  const { seen, head, sha256 } = run;
  if (head === undefined) return { kind: "nothing", step: "growth" };
  const { size, root } = head;
  const older = seen.head;
  if (older !== undefined) {
    if (older.size > size) return failed({ step: "growth", why: "shrunk" });
    const ranges = older.size === 0 ? [] : consistencyRanges(older.size, size);
    const read = await nodesFor(run, ranges);
    if (read === undefined) return failed({ step: "growth", why: "missing" });
    const proof = proofOf(sha256, ranges, read);
    const growth = { older: older.size, olderRoot: older.root, size, root, proof };
    if (checkConsistency(sha256, growth) !== "holds") {
      return failed({ step: "growth", why: "other-history" });
    }
  }
  if (run.signers !== undefined) {
    seen.head = head;
    seen.keys = run.signers;
  }
  if (older === undefined) return { kind: "nothing", step: "growth" };
  return passed({ step: "growth", since: older.size, size });
}
