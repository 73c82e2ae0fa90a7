import { parentPort, workerData } from "node:worker_threads";
import type { AgreementReport } from "@graticule/api/agreement";
import { compareSources, type SourceComparison } from "./compare-sources.ts";

/** What the thread that makes a report posts: steps, and the report at last. */
export type AgreementMessage =
  | { readonly kind: "step"; readonly done: number; readonly of: number }
  | { readonly kind: "report"; readonly report: AgreementReport };

const post = (message: AgreementMessage): void => parentPort?.postMessage(message);

const report = compareSources({
  ...(workerData as Omit<SourceComparison, "onStep">),
  onStep: (done, of) => post({ kind: "step", done, of }),
});
post({ kind: "report", report });
