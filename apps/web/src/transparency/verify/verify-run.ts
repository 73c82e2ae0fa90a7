import type { LoggedEntry } from "@graticule/api/transparency";
import { base64, fromUtf8 } from "@graticule/ledger/bytes";
import { findEd25519, sha256 } from "./browser-crypto.ts";
import { LogFiles, readFromService } from "./log-files.ts";
import { seenHere } from "./seen-log.ts";
import type { Step, StepName } from "./steps.ts";
import { stepNames } from "./steps.ts";
import { verifyEntry } from "./verify-entry.ts";

/** What a page shows of a check. */
export interface Checked {
  readonly isOver: boolean;
  readonly steps: readonly Step[];
  /** What the service gave, by the paths of the files. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface Shown {
  readonly entry: LoggedEntry;
  readonly history: readonly LoggedEntry[];
}

/** @param pause awaited before each step is told, so that someone can follow */
export async function runCheck(
  shown: Shown,
  tell: (checked: Checked) => void,
  pause: () => Promise<void>,
): Promise<void> {
  const files = new LogFiles(readFromService);
  const steps: Step[] = [];
  const told = (isOver: boolean) => tell({ isOver, steps: [...steps], files: new Map(files.all) });
  const ports = { sha256, verifyEd25519: await findEd25519(), read: readFromService };
  for await (const step of verifyEntry({ ...shown, seen: seenHere }, ports, files)) {
    await pause();
    steps.push(step);
    told(false);
  }
  told(true);
}

export type Outcome =
  | { readonly kind: "sound"; readonly size: number }
  | { readonly kind: "not-signed" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "failed"; readonly fault: Extract<Step, { kind: "failed" }>["fault"] };

/** Undefined: it isn't over. */
export function outcomeOf({ isOver, steps }: Checked): Outcome | undefined {
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

function nameOf(step: Step): StepName {
  if (step.kind === "passed") return step.found.step;
  return step.kind === "failed" ? step.fault.step : step.step;
}

/** All steps, those that are done with what came of them. */
export function rowsOf(
  steps: readonly Step[],
): readonly { readonly name: StepName; readonly step: Step | undefined }[] {
  const done = new Map(steps.map((step) => [nameOf(step), step]));
  return stepNames.map((name) => ({ name, step: done.get(name) }));
}

/** What was given, for whoever wants to show it to others: text as it came, other bytes in base64. */
export function evidenceOf(shown: Shown, { files, steps }: Checked): string {
  const given = [...files].map(([path, bytes]) => {
    const isText = path === "key" || path === "checkpoint";
    return [`/log/${path}`, (isText ? fromUtf8(bytes) : undefined) ?? { base64: base64(bytes) }];
  });
  return `${JSON.stringify({ ...shown, steps, files: Object.fromEntries(given) }, undefined, 1)}\n`;
}
