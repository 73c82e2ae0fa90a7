import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Compiled, Custody } from "./compile.ts";
import type { SourceSpec } from "./source-spec.ts";

/** A worker that is stuck for this long is ended. */
const deadlineMs = 120_000;

/**
 * Compiles sources in a thread of its own. One call at a time. A thread that fails is replaced at
 * the next call; the call rejects. Does not keep the process alive by itself while idle.
 */
export class CompilerThread {
  #worker: Worker | undefined;

  /** @param custody what is known of the operator's own data; undefined: nobody asks */
  async compile(specs: readonly SourceSpec[], now: number, custody?: Custody): Promise<Compiled> {
    const worker = this.#worker ?? new Worker(new URL("./compile-worker.ts", import.meta.url));
    this.#worker = worker;
    worker.ref();
    const answered = new AbortController();
    const signal = AbortSignal.any([answered.signal, AbortSignal.timeout(deadlineMs)]);
    try {
      const answer = once(worker, "message", { signal });
      const ended = once(worker, "exit", { signal }).then(() => {
        throw new Error("the thread that compiles location sources ended");
      });
      worker.postMessage({ specs, now, custody });
      const [compiled] = (await Promise.race([answer, ended])) as [Compiled];
      worker.unref();
      return compiled;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      answered.abort();
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}
