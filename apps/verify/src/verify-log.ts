import { setTimeout as wait } from "node:timers/promises";
import type { AuditFault } from "@graticule/ledger/audit-fault";
import type { Checkpoint, TreeHead } from "@graticule/ledger/checkpoint";
import type { Day } from "@graticule/ledger/day";
import { edgeRoot } from "@graticule/ledger/edge";
import { dateLog, type LogDate } from "@graticule/ledger/log-date";
import { formatNoteKey, type NoteKey } from "@graticule/ledger/note";
import type { BrokenPromise } from "@graticule/ledger/promises";
import { type AuditedLog, auditLog, type LogAudit } from "@graticule/ledger/read-log";
import { resourcePath } from "@graticule/ledger/tile";
import type { Kept, KeptAudit } from "./kept.ts";
import { findKeys, type LogHead, type LogKeys, readHead } from "./log-head.ts";
import type { LogSource } from "./log-source.ts";
import { LogTexts, type TextsReport } from "./log-texts.ts";
import { sha256, verifyAct } from "./node-crypto.ts";
import { type OrdersReport, reportOrders } from "./orders-report.ts";

export interface VerifyInput {
  readonly source: LogSource;
  readonly kept: Kept;
  /** Keys that the reader got elsewhere. Empty: those kept, or else those shown. */
  readonly keys: readonly NoteKey[];
  /** Begins with the first entry, whatever was audited before. */
  readonly all: boolean;
  readonly texts: boolean;
  /** The reader's, UTC, or the one for which an old copy is checked. */
  readonly today: Day;
  readonly tell: (what: "entries" | "texts", done: number, of: number) => void;
}

export type LogReport =
  | {
      /**
       * `promises-broken`: a sound log that does not keep its promises. `old`, `ahead`: it keeps
       * them, but does not go with the reader's date.
       */
      readonly verdict: "sound" | "promises-broken" | "old" | "ahead";
      readonly log: string;
      readonly size: number;
      /** Of the tree, 32 bytes. */
      readonly root: Uint8Array;
      /** The first entry of this audit: those before were audited another time. */
      readonly from: number;
      readonly trust: LogKeys["trust"];
      readonly keys: readonly string[];
      readonly addedKeys: readonly string[];
      readonly date: LogDate;
      /** The day that `date` was judged by. */
      readonly today: Day;
      readonly findings: readonly BrokenPromise[];
      readonly orders: OrdersReport;
      /** Undefined: not asked for. */
      readonly texts: TextsReport | undefined;
      /** What to remember. */
      readonly kept: Kept;
    }
  | {
      readonly verdict: "bad";
      readonly log: string;
      readonly fault: BadLog;
      readonly trust: LogKeys["trust"];
      readonly keys: readonly string[];
      readonly shownKeys: readonly string[];
    };

export type BadLog =
  | { readonly what: "checkpoint"; readonly why: Extract<LogHead, { kind: "bad" }>["why"] }
  | {
      readonly what: "entries";
      /** `missing`: there is no such file. */
      readonly why: AuditFault["why"] | "missing";
      /** The first bad index. */
      readonly index: number;
      /** Undefined: it is the checkpoint. */
      readonly file: string | undefined;
      readonly leaf: AuditFault["leaf"];
    };

/** Audits a log. @throws Unreachable nothing can be said of it */
export async function verifyLog(input: VerifyInput): Promise<LogReport> {
  const { source, kept, all } = input;
  const keys = await findKeys(source, kept, input.keys);
  const opened = await readHead(source, keys);
  const bad = (fault: BadLog): LogReport => ({
    verdict: "bad",
    log: keys.trusted[0]?.name ?? "",
    fault,
    trust: keys.trust,
    keys: keys.trusted.map(formatNoteKey),
    shownKeys: keys.shown.map(formatNoteKey),
  });
  if (opened.kind === "bad") return bad({ what: "checkpoint", why: opened.why });
  const { head, added } = opened;
  const before = kept.logs.get(head.origin)?.audited;
  const resumed = all ? undefined : resumable(before, input.texts);
  const texts = new LogTexts();
  const end = await auditFrom(input, head, { before, resumed, texts });
  if (end.kind === "bad") return bad(end.fault);
  const { audited, findings, report } = input.texts
    ? await checkTexts(input, { keys, texts, end })
    : { ...end, report: undefined };
  const broken = findings.length + (report?.missing.length ?? 0) + (report?.differs.length ?? 0);
  const date = dateLog(audited.promises.through, input.today);
  const keptAudit = toKeep(audited, { isBroken: broken > 0, texts: input.texts });
  const lines = [...keys.trusted, ...added].map(formatNoteKey);
  return {
    verdict: broken > 0 ? "promises-broken" : verdictOf(date),
    log: head.origin,
    size: audited.edge.size,
    root: edgeRoot(sha256, audited.edge),
    from: resumed?.edge.size ?? 0,
    trust: keys.trust,
    keys: lines,
    addedKeys: added.map(formatNoteKey),
    date,
    today: input.today,
    findings,
    orders: reportOrders(audited.acts),
    texts: report,
    kept: {
      places: new Map([...kept.places, [source.place, head.origin]]),
      logs: new Map([...kept.logs, [head.origin, { keys: lines, audited: keptAudit }]]),
    },
  };
}

function verdictOf({ kind }: LogDate): "sound" | "old" | "ahead" {
  return kind === "old" || kind === "ahead" ? kind : "sound";
}

/** INVARIANT: no audit resumes behind a broken promise, or behind a text that nothing checked. */
function toKeep(
  { acts, ...audited }: AuditedLog,
  { isBroken, texts }: { readonly isBroken: boolean; readonly texts: boolean },
): KeptAudit {
  return {
    ...audited,
    ...(isBroken ? {} : { acts }),
    ...(texts ? {} : { withoutTexts: true }),
  };
}

/** Earlier versions kept no day, or no desk keys. */
function resumable(before: KeptAudit | undefined, texts: boolean): AuditedLog | undefined {
  if (before?.acts === undefined || before.promises.through === undefined) return undefined;
  if (texts && before.withoutTexts) return undefined;
  const { acts, edge, promises } = before;
  return { acts, edge, promises };
}

interface Sound {
  readonly kind: "sound";
  readonly audited: AuditedLog;
  readonly findings: readonly BrokenPromise[];
}
type End = Sound | { readonly kind: "bad"; readonly fault: BadLog };

/** Resumes the last audit. On a fault, from the beginning: the first bad index may be before. */
async function auditFrom(
  input: VerifyInput,
  head: Checkpoint,
  {
    before,
    resumed,
    texts,
  }: {
    readonly before: KeptAudit | undefined;
    readonly resumed: AuditedLog | undefined;
    readonly texts: LogTexts;
  },
): Promise<End> {
  const edge = before?.edge;
  const older = edge && [{ size: edge.size, root: edgeRoot(sha256, edge), edge }];
  if (resumed === undefined) return await auditTo(input, head, { texts, older });
  const end = await auditTo(input, head, { texts, audited: resumed });
  if (end.kind === "sound") return end;
  const whole = await auditTo(input, head, { texts: new LogTexts(), older });
  return whole.kind === "bad" ? whole : end;
}

const filesAhead = 16;

async function auditTo(
  { source, tell }: VerifyInput,
  target: TreeHead,
  { texts, ...from }: Pick<LogAudit, "audited" | "older"> & { readonly texts: LogTexts },
): Promise<End> {
  const absent = new Set<string>();
  const read = async (path: string) => {
    const bytes = await source.read(path);
    if (bytes === undefined) absent.add(path);
    return bytes;
  };
  const end = await auditLog({ sha256, verifyAct }, read, {
    target,
    ahead: filesAhead,
    ...from,
    onEntries(entries) {
      texts.take(entries);
      tell("entries", (entries.at(-1)?.index ?? 0) + 1, target.size);
    },
  });
  if (end.kind === "sound") return end;
  const { index, where, why, leaf } = end.fault;
  const file = where && resourcePath(where);
  const reason = file !== undefined && absent.has(file) ? "missing" : why;
  return { kind: "bad", fault: { what: "entries", index, file, leaf, why: reason } };
}

/** A text is taken down at once; the entry that says so is signed a moment later. */
const removalMs = 2_000;

async function checkTexts(
  input: VerifyInput,
  { keys, texts, end }: { readonly keys: LogKeys; readonly texts: LogTexts; readonly end: Sound },
): Promise<Omit<Sound, "kind"> & { readonly report: TextsReport }> {
  const { source, tell } = input;
  const look = () => texts.check(source, (done, of) => tell("texts", done, of));
  const report = await look();
  if (report.missing.length === 0) return { ...end, report };
  await wait(removalMs);
  const newer = await readHead(source, keys);
  if (newer.kind === "bad" || newer.head.size <= end.audited.edge.size) return { ...end, report };
  const more = await auditTo(input, newer.head, { texts, audited: end.audited });
  if (more.kind === "bad") return { ...end, report };
  const findings = [...end.findings, ...more.findings];
  return { audited: more.audited, findings, report: await look() };
}
