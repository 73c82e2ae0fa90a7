import { base64 } from "@graticule/ledger/bytes";
import type { LogDate } from "@graticule/ledger/log-date";
import type { BrokenPromise } from "@graticule/ledger/promises";
import type { TextsReport } from "./log-texts.ts";
import { ordersLine } from "./orders-report.ts";
import type { BadLog, LogReport } from "./verify-log.ts";

/** 0: sound; 1: bad, a promise is broken, or the date is wrong. 2 is for what could not be checked. */
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

const verdicts = {
  sound: ["SOUND", ""],
  old: ["OUT OF DATE", ". The log is intact, but it stopped, or this is an old copy."],
  ahead: ["WRONG DATE", ". The log is intact, but it has a day that isn’t over by your clock."],
  "promises-broken": [
    "PROMISES BROKEN",
    ". The log is intact, but it doesn’t keep what it promises.",
  ],
} as const satisfies Record<Good["verdict"], readonly [string, string]>;

function goodLines({ size, root, from, findings, orders, texts, ...good }: Good): string[] {
  const [verdict, meaning] = verdicts[good.verdict];
  const entries = size === 1 ? "1 entry" : `${size} entries`;
  const began =
    from > 0
      ? ` from ${from} on; the earlier ones were audited before (use --all to repeat that)`
      : "";
  return [
    `${verdict}: ${good.log}, ${entries}${meaning}`,
    `  newest day ${dateWords(good)}`,
    `  root       ${base64(root)}`,
    `  audited    every entry and every tile${began}`,
    ...keyLines(good),
    `  orders     ${ordersLine(orders)}`,
    ...textLines(texts),
    ...findings.map((finding) => `  PROMISE    ${findingWords(finding)}`),
  ];
}

function dateWords({ date, today }: Pick<Good, "date" | "today">): string {
  if (date.kind === "empty") return "none: an empty log can’t show its age";
  return `${date.through}, ${agoWords(date)} (as of ${today})`;
}

function agoWords({ kind, daysAgo }: Exclude<LogDate, { readonly kind: "empty" }>): string {
  if (daysAgo === 0) return "today";
  const days = Math.abs(daysAgo) === 1 ? "1 day" : `${Math.abs(daysAgo)} days`;
  if (kind === "ahead") return `${days} AHEAD OF YOUR CLOCK: one of the two is wrong`;
  return `${days} ago${kind === "old" ? ": MORE THAN 2 DAYS. Every day adds entries" : ""}`;
}

function keyLines({ trust, keys, addedKeys }: Pick<Good, "trust" | "keys" | "addedKeys">) {
  const why = {
    given: "signed with the key you gave",
    kept: "signed with the same key as last time",
    "first-use": "signed with the key the log shows. THIS KEY WAS TAKEN ON TRUST: compare it with",
  }[trust];
  return [
    `  key        ${why}`,
    ...(trust === "first-use" ? ["             a copy you got elsewhere"] : []),
    ...keys.map((line) => `             ${line}`),
    ...addedKeys.map(
      (line) => `  NEW KEY    signs beside the known one, so it is known from now on: ${line}`,
    ),
  ];
}

function textLines(texts: TextsReport | undefined): string[] {
  if (texts === undefined) return ["  texts      not checked (--no-texts)"];
  const { shown, takenDown, missing, differs } = texts;
  return [
    `  texts      ${shown} match their commitments${takenDown === 0 ? "" : `, ${takenDown} taken down, as an entry says`}`,
    ...missing.map(
      (path) => `  TEXT       ${path} is not shown, but no entry says that it was taken down`,
    ),
    ...differs.map((path) => `  TEXT       ${path} doesn’t match the commitment in its entry`),
  ];
}

const findings = {
  "slot-out-of-order": "a sealed slot is missing before this one, or is here twice",
  "opens-no-slot": "it opens a slot, but there is no sealed slot there",
  "opens-otherwise": "it shows something other than what the slot held",
  "shut-too-long": "this slot stayed sealed for more than a year",
  "told-too-late": "what was sealed here was not published on its day",
  "tells-nothing-sealed": "it publishes something that was never sealed",
  "points-ahead": "it refers to an entry that doesn’t come before it",
  "order-not-signed":
    "this order doesn’t have the signatures of two desk keys, a reviewer’s and an approver’s",
  "confirmation-not-signed":
    "this order was confirmed again without the signatures of two desk keys that were given roles after the restore",
  "decision-not-signed":
    "this decision, by which an order stands after an appeal, doesn’t have the signature of a desk key that decides appeals",
  "terms-act-not-signed":
    "this action under the terms of service doesn’t have the signatures of the desk keys that it takes",
  "change-not-confirmed":
    "this change doesn’t have the signatures of two desk keys, one of them an approver’s, and it wasn’t public for 7 days either",
} as const satisfies Record<BrokenPromise["what"], string>;

function findingWords({ index, what }: BrokenPromise): string {
  return `entry ${index}: ${findings[what]}`;
}

const entryFaults = {
  missing: "a file is missing (404)",
  framing: "the entries in the bundle can’t be separated, or their number is wrong",
  "no-entry": "this is not a valid log entry",
  hash: "a tile’s hash doesn’t match its entry, or the tile below it",
  length: "a tile has the wrong length",
  root: "entries and tiles match each other, but not the signed checkpoint",
  "older-root": "HISTORY WAS CHANGED: this is not the log that was audited before",
  shrunk: "HISTORY WAS CUT: the log is smaller than when it was audited before",
} as const;

const checkpointFaults = {
  malformed: "this is not a signed checkpoint",
  forged: "THE SIGNATURE IS WRONG: it was not made with the key it names",
  unknown: "THE KEY CHANGED, or someone else signed it: no known key did",
  "other-log": "it belongs to another log",
} as const;

function badLines({ log, fault, trust, keys, shownKeys }: Bad): string[] {
  if (fault.what === "entries") return entryLines(log, fault);
  const known =
    trust === "first-use" ? [] : [`  known (${trust}):`, ...keys.map((line) => `    ${line}`)];
  return [
    `BAD: ${log}: the checkpoint: ${checkpointFaults[fault.why]}`,
    ...known,
    ...["  shown now:", ...shownKeys.map((line) => `    ${line}`)],
    "  If the operator gave you a new key some other way, pass it with --key.",
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
