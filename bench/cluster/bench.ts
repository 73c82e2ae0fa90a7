import type { BenchOptions, BenchResult } from "../measure.ts";
import { measureBeats } from "./beats.ts";
import { measureIdle } from "./idle.ts";
import { measureProcesses } from "./processes.ts";
import { simulate } from "./simulation.ts";

const parts = [measureBeats, measureIdle, measureProcesses, simulate];

/** What a service of several instances costs: each part says what its figures mean. */
export async function run(options: BenchOptions): Promise<BenchResult> {
  const results: BenchResult[] = [];
  for (const part of parts) results.push(await part(options));
  return {
    figures: Object.assign({}, ...results.map(({ figures }) => figures)),
    spread: Object.assign({}, ...results.map(({ spread }) => spread)),
  };
}
