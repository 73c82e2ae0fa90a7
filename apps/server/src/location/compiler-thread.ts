import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Compiled, CompiledTables, Custody } from "./compile.ts";
import type { SourceSpec } from "./source-spec.ts";

/** A worker that takes longer is ended. */
const deadlineMs = 120_000;

/** Tables, ready to serve here or packed for other instances (`packed-tables.ts`). */
export type Made =
  | { readonly form: "tables"; readonly tables: CompiledTables }
  | { readonly form: "packed"; readonly bytes: Uint8Array };

/** `made`: undefined: nothing changed. */
export type ThreadAnswer = Omit<Compiled, "tables"> & { readonly made: Made | undefined };

interface CompileOptions {
  /** See {@link SourceCompiler.compile}. */
  readonly custody?: Custody | undefined;
  readonly form?: Made["form"];
}

export interface ThreadRequest {
  readonly specs: readonly SourceSpec[];
  readonly now: number;
  readonly custody: Custody | undefined;
  readonly form: Made["form"];
}

/**
 * Compiles sources in a thread of its own. One call at a time. Rejects if the thread fails; the
 * next call starts a new one. Keeps no process alive while idle.
 */
export class CompilerThread {
  #worker: Worker | undefined;

  async compile(
    specs: readonly SourceSpec[],
    now: number,
    { custody, form = "tables" }: CompileOptions = {},
  ): Promise<ThreadAnswer> {
    const worker = this.#worker ?? new Worker(new URL("./compile-worker.ts", import.meta.url));
    this.#worker = worker;
    worker.ref();
    const answered = new AbortController();
    const signal = AbortSignal.any([answered.signal, AbortSignal.timeout(deadlineMs)]);
    try {
      const answer = once(worker, "message", { signal });
      const ended = once(worker, "exit", { signal }).then(() => {
        throw new Error("the thread that compiles location sources stopped");
      });
      worker.postMessage({ specs, now, custody, form } satisfies ThreadRequest);
      const [compiled] = (await Promise.race([answer, ended])) as [ThreadAnswer];
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
