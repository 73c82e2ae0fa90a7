import { base64, fromBase64, fromUtf8 } from "@graticule/ledger/bytes";
import type { Day } from "@graticule/ledger/day";
import { formatEntryProof } from "@graticule/ledger/entry-proof";
import { findEd25519, findVerifyAct, sha256 } from "./browser-crypto.ts";
import { changesAt, LogFiles, readFromService } from "./log-files.ts";
import type { CheckedEntry } from "./run.ts";
import { seenHere } from "./seen-log.ts";
import { type CheckFault, type CheckStep, type StepName, stepNames } from "./steps.ts";
import { verifyEntry } from "./verify-entry.ts";

/** What a page shows of a check. */
export interface Checked {
  readonly isOver: boolean;
  readonly steps: readonly CheckStep[];
  /** What the service gave, by the paths of the files. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** @param pause awaited before each step, so that a reader can follow */
export async function runCheck(
  shown: CheckedEntry,
  tell: (checked: Checked) => void,
  pause: () => Promise<void>,
): Promise<void> {
  const files = new LogFiles(readFromService);
  const steps: CheckStep[] = [];
  const report = (isOver: boolean) =>
    tell({ isOver, steps: [...steps], files: new Map(files.all) });
  const today = new Date().toISOString().slice(0, 10) as Day;
  const ports = {
    sha256,
    verifyEd25519: await findEd25519(),
    verifyAct: findVerifyAct(),
    read: readFromService,
    changesAt,
    today,
  };
  for await (const step of verifyEntry({ ...shown, seen: seenHere }, ports, files)) {
    await pause();
    steps.push(step);
    report(false);
  }
  report(true);
}

export type Verdict =
  | { readonly kind: "sound"; readonly size: number }
  | { readonly kind: "not-signed" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "failed"; readonly fault: CheckFault };

/** Undefined: the check isn't over. */
export function verdictOf({ isOver, steps }: Checked): Verdict | undefined {
  if (!isOver) return undefined;
  let isSigned = false;
  let size = 0;
  for (const step of steps) {
    if (step.kind === "failed") return { kind: "failed", fault: step.fault };
    if (step.kind === "unreachable") return { kind: "unreachable" };
    if (step.kind === "passed" && step.found.step === "signature") {
      isSigned = true;
      size = step.found.head.size;
    }
  }
  return isSigned ? { kind: "sound", size } : { kind: "not-signed" };
}

function nameOf(step: CheckStep): StepName {
  if (step.kind === "passed") return step.found.step;
  return step.kind === "failed" ? step.fault.step : step.step;
}

/** All steps, with the results of those that are done. */
export function rowsOf(steps: readonly CheckStep[]) {
  const done = new Map(steps.map((step) => [nameOf(step), step]));
  return stepNames.map((name) => ({ name, step: done.get(name) }));
}

/**
 * What proves the entry and its texts (c2sp.org/tlog-proof), and the line of a key that signed it.
 * Undefined: a step that it needs has not passed.
 */
export function proofFile(
  { entry: { index, leaf, texts: given } }: CheckedEntry,
  { steps, files }: Checked,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly key: string } | undefined {
  const found = steps.flatMap((step) => (step.kind === "passed" ? [step.found] : []));
  const path = found.find(({ step }) => step === "path");
  const signature = found.find(({ step }) => step === "signature");
  const checkpoint = files.get("checkpoint");
  const key = signature?.step === "signature" ? signature.by[0] : undefined;
  if (path?.step !== "path" || key === undefined || checkpoint === undefined) return undefined;
  const shown = Object.entries(given).flatMap(([name, text]) =>
    text === "taken-down" ? [] : [[name, text] as const],
  );
  const hashes = path.proof.flatMap((hash) => fromBase64(hash) ?? []);
  const carried = { leaf, texts: Object.fromEntries(shown) };
  const bytes = formatEntryProof(carried, { index, hashes, checkpoint });
  return { bytes: new Uint8Array(bytes), key };
}

/** What the service gave, to be shown to others: text as it came, other bytes in base64. */
export function evidenceFile(shown: CheckedEntry, { files, steps }: Checked): string {
  const given = [...files].map(([path, bytes]) => {
    const isText = path === "key" || path === "checkpoint";
    return [`/log/${path}`, (isText ? fromUtf8(bytes) : undefined) ?? { base64: base64(bytes) }];
  });
  return `${JSON.stringify({ ...shown, steps, files: Object.fromEntries(given) }, undefined, 1)}\n`;
}
