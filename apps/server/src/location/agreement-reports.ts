import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import {
  type AgreementReport,
  type AgreementState,
  agreementReport,
} from "@graticule/api/agreement";
import type { Config } from "../config/config.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import type { AgreementMessage } from "./agreement-worker.ts";
import { type SourceComparison, usualSample, usualSeed } from "./compare-sources.ts";
import type { SourceSpec } from "./source-spec.ts";
import { downloadsDirOf } from "./update-source.ts";

/** A report that takes longer is given up. */
const deadlineMs = 300_000;

/** Where the last report lies: counts alone, no address. */
export function agreementFile(config: Pick<Config, "dataDir">): string {
  return join(downloadsDirOf(config), "agreement.json");
}

export function keepReport(file: string, report: AgreementReport): void {
  mkdirSync(dirname(file), { recursive: true });
  writeJsonFile(file, report);
}

interface AgreementParts {
  readonly specs: () => readonly SourceSpec[];
  readonly file: string;
  readonly now: () => number;
}

/** Makes reports one at a time, each in a thread of its own, and keeps the last one in a file. */
export class AgreementReports {
  readonly #parts: AgreementParts;
  #run: AgreementState["run"] = { kind: "idle" };
  #worker: Worker | undefined;
  #isOutdated = false;

  constructor(parts: AgreementParts) {
    this.#parts = parts;
  }

  current(): AgreementState {
    return { report: readJsonFile(this.#parts.file, agreementReport), run: this.#run };
  }

  /** Begins a report; after the one that is being made, since sources may have changed meanwhile. */
  start(): void {
    this.#isOutdated = this.#run.kind === "running";
    if (this.#isOutdated) return;
    this.#run = { kind: "running", done: 0, of: 1 };
    try {
      this.#begin();
    } catch {
      this.#run = { kind: "failed" };
    }
  }

  async close(): Promise<void> {
    this.#isOutdated = false;
    await this.#worker?.terminate();
  }

  #begin(): void {
    const { specs, now } = this.#parts;
    const workerData = { specs: specs(), now: now(), size: usualSample, seed: usualSeed };
    workerData satisfies Omit<SourceComparison, "onStep">;
    const worker = new Worker(new URL("./agreement-worker.ts", import.meta.url), { workerData });
    this.#worker = worker;
    const deadline = setTimeout(() => void worker.terminate(), deadlineMs).unref();
    worker.on("message", (message: AgreementMessage) => this.#receive(message));
    worker.on("error", () => {
      this.#run = { kind: "failed" };
    });
    worker.on("exit", () => {
      clearTimeout(deadline);
      if (this.#run.kind === "running") this.#run = { kind: "failed" };
      this.#worker = undefined;
      if (this.#isOutdated) this.start();
    });
  }

  #receive(message: AgreementMessage): void {
    if (message.kind === "step") {
      this.#run = { kind: "running", done: message.done, of: message.of };
      return;
    }
    keepReport(this.#parts.file, message.report);
    if (!this.#isOutdated) this.#run = { kind: "idle" };
  }
}
