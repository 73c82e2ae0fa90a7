import { parentPort, workerData } from "node:worker_threads";
import type { AgreementReport } from "@graticule/api/agreement";
import { compareSources, type SourceComparison } from "./compare-sources.ts";

/** What the thread that makes a report tells: steps, and the report at last. */
export type AgreementNews =
  | { readonly kind: "step"; readonly done: number; readonly of: number }
  | { readonly kind: "report"; readonly report: AgreementReport };

const tell = (news: AgreementNews): void => parentPort?.postMessage(news);

const report = compareSources({
  ...(workerData as Omit<SourceComparison, "onStep">),
  onStep: (done, of) => tell({ kind: "step", done, of }),
});
tell({ kind: "report", report });
