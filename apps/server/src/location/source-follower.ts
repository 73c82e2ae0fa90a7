import { irregularly } from "../processes/irregularly.ts";
import { FileWatch } from "../processes/watch-files.ts";
import type { SourceReport } from "./compile.ts";
import { CompilerThread, type Made } from "./compiler-thread.ts";
import type { ConfiguredSources } from "./configured-sources.ts";
import { correctionsIn } from "./corrections.ts";
import type { HeldMoves, ServedData, ServedRecord } from "./served-record.ts";
import type { SourceSpec } from "./source-spec.ts";
import { acceptedFile } from "./sudden-change.ts";

export interface FollowedSources {
  readonly sources: ConfiguredSources;
  /** Undefined: new data decide at once, even during an order. `folder`: of copies of what did. */
  readonly custody?: { readonly record: ServedRecord; readonly folder: string };
  /** The desk's corrections; the file may be missing. */
  readonly correctionsFile?: string;
  /** Judges the age of files; defaults to the machine's clock. */
  readonly now?: () => number;
  /** Called with words, never an address, when a reload failed. */
  readonly onProblem?: (message: string) => void;
}

/** What the files give. */
export interface Found {
  readonly specs: readonly SourceSpec[];
  readonly reports: readonly SourceReport[];
  readonly held: HeldMoves | undefined;
  /** Undefined: the tables delivered last. */
  readonly made: Made | undefined;
}

interface FollowerOptions extends FollowedSources {
  readonly form: Made["form"];
  /** Where it rejects, a later look delivers the same or something newer. */
  readonly deliver: (found: Found) => Promise<void> | void;
}

/** Until what decides is recorded, so often it is tried again. */
const recordAgainMs = 3_000;

/** Follows the files of the sources, compiles them, and delivers what comes of it. */
export class SourceFollower {
  readonly #options: FollowerOptions;
  readonly #now: () => number;
  readonly #compiler = new CompilerThread();
  readonly #watch: FileWatch;
  #specs: readonly SourceSpec[] = [];
  #reports: readonly SourceReport[] = [];
  /** Made, and not delivered yet. */
  #made: Made | undefined;
  /** Delivered, and not recorded yet. */
  #unrecorded: ServedData | undefined;
  readonly #stopRecording: () => void;
  #work: Promise<void> = Promise.resolve();
  #isRecording = false;
  #isDone = false;
  #closed = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#watch = new FileWatch(() => void this.reload());
    this.#stopRecording = irregularly(() => {
      if (this.#unrecorded === undefined || this.#isRecording) return;
      this.#isRecording = true;
      void this.reload().finally(() => {
        this.#isRecording = false;
      });
    }, recordAgainMs);
  }

  /** Resolves once the first are delivered. Throws StartError if the sources can't be read. */
  async start(): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Whether what the files hold is delivered and recorded, as far as they can be read. */
  isDone(): boolean {
    return this.#isDone;
  }

  /** One at a time; a call during one waits for it and then looks again. Never rejects. */
  reload(): Promise<void> {
    this.#work = this.#work
      .then(() => (this.#closed ? undefined : this.#load()))
      .catch((error: unknown) => {
        if (this.#closed) return;
        const why = error instanceof Error ? error.message : "unknown reason";
        this.#options.onProblem?.(`location sources weren't reloaded: ${why}`);
      });
    return this.#work;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopRecording();
    this.#watch.close();
    await this.#compiler.close();
  }

  async #load(): Promise<void> {
    const { sources, custody: kept, onProblem, correctionsFile, form, deliver } = this.#options;
    await this.#record();
    // Followed before they are read, so that a change meanwhile is seen.
    this.#follow(this.#specs);
    const specs = [...correctionsIn(correctionsFile), ...sources.read()];
    this.#follow(specs);
    this.#isDone = false;
    const custody = kept && { folder: kept.folder, word: await kept.record.read() };
    const compiled = await this.#compiler.compile(specs, this.#now(), { custody, form });
    const { reports, made, serves } = compiled;
    if (this.#losesServing(specs, reports)) {
      throw new Error("data in use couldn't be read again");
    }
    this.#specs = specs;
    this.#reports = reports;
    this.#made = made ?? this.#made;
    await deliver({ specs, reports, held: serves.held, made: this.#made });
    this.#made = undefined;
    if (!serves.copied) onProblem?.("location data couldn't be copied for the next start");
    // Only what serves is recorded.
    const { held, digest, makers } = serves;
    const where = held === undefined ? "everywhere" : "in-part";
    this.#unrecorded = { digest: held?.digest ?? digest, where, makers };
    await this.#record();
    this.#isDone = true;
  }

  /** INVARIANT: no data follow on others that decide and are not recorded: each that decided has its entry. */
  async #record(): Promise<void> {
    if (this.#unrecorded === undefined) return;
    await this.#options.custody?.record.serves(this.#unrecorded);
    this.#unrecorded = undefined;
  }

  #follow(specs: readonly SourceSpec[]): void {
    const { sources, correctionsFile } = this.#options;
    const files = specs.flatMap(({ path, certificates }) => [
      ...[path, acceptedFile(path)],
      ...(certificates === undefined ? [] : [certificates]),
    ]);
    // Also while it is missing: the first corrections may come from another process.
    const corrections = correctionsFile === undefined ? [] : [correctionsFile];
    this.#watch.follow([...sources.files, ...corrections, ...files]);
  }

  /**
   * Whether a source that serves now and is still configured would stop serving: its new file is
   * not usable, and the compiling thread is a new one without the old data.
   */
  #losesServing(specs: readonly SourceSpec[], reports: readonly SourceReport[]): boolean {
    return this.#reports.some(({ id, builtAt }) => {
      const configured = specs.some((spec) => spec.id === id);
      const report = reports.find((one) => one.id === id);
      return builtAt !== undefined && configured && report?.builtAt === undefined;
    });
  }
}
