import { base64 } from "@graticule/ledger/bytes";
import type { BrokenPromise } from "@graticule/ledger/promises";
import type { TextsReport } from "./log-texts.ts";
import type { BadLog, LogReport } from "./verify-log.ts";

/** 0: sound; 1: bad, or a promise is broken. 2 is for what could not be checked. */
export function exitCodeOf({ verdict }: LogReport): 0 | 1 {
  return verdict === "sound" ? 0 : 1;
}

export function jsonOf(report: LogReport): object {
  if (report.verdict === "bad") return report;
  const { kept: _, root, ...rest } = report;
  return { ...rest, root: base64(root) };
}

export function textOf(report: LogReport): string {
  return (report.verdict === "bad" ? badLines(report) : goodLines(report)).join("\n");
}

type Good = Exclude<LogReport, { readonly verdict: "bad" }>;
type Bad = Extract<LogReport, { readonly verdict: "bad" }>;

function goodLines({ verdict, log, size, root, from, findings, texts, ...key }: Good): string[] {
  const entries = size === 1 ? "1 entry" : `${size} entries`;
  const began =
    from > 0 ? `, from ${from} on; what is before was audited another time (--all: again)` : "";
  return [
    verdict === "sound"
      ? `SOUND: ${log}, ${entries}`
      : `PROMISES BROKEN: ${log}, ${entries}. The log is one whole; what it promises is not kept.`,
    `  root       ${base64(root)}`,
    `  audited    every entry and every tile${began}`,
    ...keyLines(key),
    ...textLines(texts),
    ...findings.map((finding) => `  PROMISE    ${findingWords(finding)}`),
  ];
}

function keyLines({ trust, keys, addedKeys }: Pick<Good, "trust" | "keys" | "addedKeys">) {
  const why = {
    given: "signed by the key that you gave",
    kept: "signed by the key of last time",
    "first-use":
      "signed by the key that it shows. THIS KEY WAS TAKEN ON TRUST: compare it with one",
  }[trust];
  return [
    `  key        ${why}`,
    ...(trust === "first-use" ? ["             that you get elsewhere"] : []),
    ...keys.map((line) => `             ${line}`),
    ...addedKeys.map(
      (line) => `  NEW KEY    signs beside the known one, and is known from now on: ${line}`,
    ),
  ];
}

function textLines(texts: TextsReport | undefined): string[] {
  if (texts === undefined) return ["  texts      not looked at (--no-texts)"];
  const { shown, takenDown, missing, differs } = texts;
  return [
    `  texts      ${shown} shown as committed to, ${takenDown} taken down by an entry`,
    ...missing.map(
      (path) => `  TEXT       ${path} is not shown, and no entry says that it was taken down`,
    ),
    ...differs.map((path) => `  TEXT       ${path} is not what the entry commits to`),
  ];
}

const findings = {
  "slot-out-of-order": "a sealed slot is missing before this one, or stands here twice",
  "opens-no-slot": "it opens a slot where none is shut",
  "opens-otherwise": "it shows something else than what the slot was filled with",
  "shut-too-long": "this slot stayed shut for more than a year",
  "told-too-late": "what was sealed here was not told on its day",
  "tells-nothing-sealed": "it tells something that nothing had sealed",
  "points-ahead": "it is about an entry that is not before it",
} as const satisfies Record<BrokenPromise["what"], string>;

function findingWords({ index, what }: BrokenPromise): string {
  return `entry ${index}: ${findings[what]}`;
}

const entryFaults = {
  missing: "a file is missing (404)",
  framing: "the bundle's entries can't be told apart, or there are more or fewer",
  "no-entry": "this is no entry that the log can have",
  hash: "tile and entry, or what is above and beneath, have different hashes",
  length: "a tile has another length",
  root: "entries and tiles agree with each other, and not with the signed checkpoint",
  "older-root": "HISTORY WAS CHANGED: it is not the log that was audited before",
  shrunk: "HISTORY WAS CUT: the log is smaller than when it was audited before",
} as const;

const checkpointFaults = {
  malformed: "it is no signed checkpoint",
  forged: "THE SIGNATURE IS WRONG: it is not the key's",
  unknown: "THE KEY CHANGED, or it is another's: no known key signed it",
  "other-log": "it is another log's",
} as const;

function badLines({ log, fault, trust, keys, shownKeys }: Bad): string[] {
  if (fault.what === "entries") return entryLines(log, fault);
  const known =
    trust === "first-use" ? [] : [`  known (${trust}):`, ...keys.map((line) => `    ${line}`)];
  return [
    `BAD: ${log}: the checkpoint: ${checkpointFaults[fault.why]}`,
    ...known,
    ...["  shown now:", ...shownKeys.map((line) => `    ${line}`)],
    "  If the operator told you of a new key by another way, give it with --key.",
  ];
}

function entryLines(log: string, fault: Extract<BadLog, { readonly what: "entries" }>): string[] {
  const { index, file, why, leaf } = fault;
  const detail =
    leaf === undefined ? "" : ` (${leaf.why}${"field" in leaf ? `: ${leaf.field}` : ""})`;
  const place = why === "root" ? " or after it" : "";
  return [
    `BAD: ${log}: the first bad index is ${index}${place}`,
    `  ${entryFaults[why]}${detail}`,
    `  seen in ${file ?? "checkpoint"}`,
  ];
}
