import { parseAddress } from "@graticule/admission/location/address";
import {
  type EstablishablePeriod,
  establishableAt,
} from "@graticule/admission/location/establishable";
import type { Evidence } from "@graticule/admission/location/evidence";
import type { Fix } from "@graticule/admission/location/fix";
import { LocationTable } from "@graticule/admission/location/location-table";
import {
  type CertainPeriod,
  certainAt,
  type FamilyPair,
} from "@graticule/admission/location/shares";
import type { Place } from "@graticule/jurisdiction/place";
import { FileWatch } from "../processes/watch-files.ts";
import type { SourceReport } from "./compile.ts";
import { CompilerThread } from "./compiler-thread.ts";
import type { ConfiguredSources } from "./configured-sources.ts";
import { correctionsIn } from "./corrections.ts";
import type { Locator, SourceStatus } from "./locator.ts";
import type { HeldMoves, ServedRecord } from "./served-record.ts";
import { type SourceSpec, toldKinds } from "./source-spec.ts";
import { acceptedFile, heldBackBecause } from "./sudden-change.ts";

interface LocatorOptions {
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

/**
 * Loads the sources, waits until they serve, and follows changes of the files. A missing or broken
 * source is left out and reported. Throws StartError if the sources file can't be used at start.
 */
export async function createLocator(options: LocatorOptions): Promise<Locator> {
  const locator = new ReloadingLocator(options);
  await locator.start();
  return locator;
}

class ReloadingLocator implements Locator {
  readonly #options: LocatorOptions;
  readonly #now: () => number;
  readonly #compiler = new CompilerThread();
  readonly #watch: FileWatch;
  readonly #listeners = new Set<() => void>();
  #specs: readonly SourceSpec[] = [];
  #reports: readonly SourceReport[] = [];
  #table: LocationTable | undefined;
  #establishable: readonly EstablishablePeriod[] = [];
  #certain: readonly CertainPeriod[] = [];
  #held: HeldMoves | undefined;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: LocatorOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#watch = new FileWatch(() => void this.reload());
  }

  async start(): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  fixOf(address: string, now: number): Fix {
    const table = this.#table;
    if (table === undefined) throw new Error("the locator was used before it was started");
    return table.lookUp(parseAddress(address), now);
  }

  evidenceOf(address: string): readonly Evidence[] {
    return this.#table?.evidenceOf(parseAddress(address)) ?? [];
  }

  sources(): readonly SourceStatus[] {
    const now = this.#now();
    const reports = new Map(this.#reports.map((report) => [report.id, report]));
    return this.#specs.map((spec) => statusOf(spec, reports.get(spec.id), now));
  }

  establishable(now: number): ReadonlySet<Place> {
    return new Set(establishableAt(this.#establishable, now));
  }

  certain(now: number): FamilyPair | undefined {
    return certainAt(this.#certain, now);
  }

  held(): HeldMoves | undefined {
    return this.#held;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One reload at a time; a call during one waits for it and then looks again. */
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
    this.#watch.close();
    this.#listeners.clear();
    await this.#compiler.close();
  }

  async #load(): Promise<void> {
    const { sources, custody: kept, onProblem, correctionsFile } = this.#options;
    // Followed before they are read, so that a change meanwhile is seen.
    this.#follow(this.#specs);
    const specs = [...correctionsIn(correctionsFile), ...sources.read()];
    this.#follow(specs);
    const custody = kept && { folder: kept.folder, word: await kept.record.read() };
    const { reports, tables, serves } = await this.#compiler.compile(specs, this.#now(), custody);
    if (this.#losesServing(specs, reports)) {
      throw new Error("data in use couldn't be read again");
    }
    this.#specs = specs;
    this.#reports = reports;
    this.#held = serves.held;
    if (tables !== undefined) {
      this.#table = new LocationTable(tables.data);
      this.#establishable = tables.establishable;
      this.#certain = tables.certain;
      for (const listener of this.#listeners) listener();
    }
    if (!serves.copied) onProblem?.("location data couldn't be copied for the next start");
    // Only what serves is recorded; where that fails, the next look does it.
    await kept?.record.serves(serves.digest);
  }

  #follow(specs: readonly SourceSpec[]): void {
    const files = specs.flatMap(({ path, certificates }) => [
      ...[path, acceptedFile(path)],
      ...(certificates === undefined ? [] : [certificates]),
    ]);
    this.#watch.follow([...this.#options.sources.files, ...files]);
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

function statusOf(spec: SourceSpec, report: SourceReport | undefined, now: number): SourceStatus {
  const { id, maker, basis, licence, attribution } = spec;
  const { builtAt, staleAt } = report ?? {};
  const kind = toldKinds[spec.kind];
  const known = { id, maker, basis, kind, licence, attribution, builtAt, staleAt, isHeld: false };
  const serving =
    builtAt === undefined ? "nothing from it is in use" : "its previous data stays in use";
  if (report === undefined || report.trouble.kind === "missing") {
    return { ...known, state: "missing", detail: `the file doesn't exist; ${serving}` };
  }
  const { trouble, waits } = report;
  if (trouble.kind === "rejected") {
    return { ...known, state: "rejected", detail: `${trouble.why}; ${serving}` };
  }
  const isStale = staleAt !== undefined && now > staleAt;
  const held = trouble.kind === "held" ? trouble.why : heldBackBecause(spec.path);
  const detail = (held && `${held}; ${serving}`) ?? waits ?? remarksOn(report);
  return { ...known, state: isStale ? "stale" : "fresh", detail, isHeld: held !== undefined };
}

function remarksOn({ notUnderstood: lines, isSignerUnknown }: SourceReport): string | undefined {
  const remarks = [
    ...(lines > 0
      ? [`${lines} lines couldn't be understood, or are about other networks, and are left out`]
      : []),
    ...(isSignerUnknown
      ? [
          "its signature matches, but who signed it isn't checked: name its certificates in the sources file",
        ]
      : []),
  ];
  return remarks.length > 0 ? remarks.join("; ") : undefined;
}
