import {
  type EstablishablePeriod,
  establishableOf,
} from "@graticule/admission/location/establishable";
import type { LocationData } from "@graticule/admission/location/location-table";
import type { GeofeedWord, HeldGeofeed } from "./geofeed-record.ts";
import {
  areSameSources,
  compileSources,
  heldGeofeed,
  isOperators,
  operatorDigest,
} from "./held-geofeed.ts";
import { keepServed, readServed } from "./kept-geofeed.ts";
import { type LoadedSource, type LoadOutcome, loadSource } from "./load-source.ts";
import type { SourceSpec } from "./source-spec.ts";

/** What serves of one source now, and what is wrong with its file, if anything. */
export interface SourceReport {
  readonly id: string;
  /** The date of the data that serve; undefined: nothing serves. */
  readonly builtAt: number | undefined;
  readonly trouble:
    | { readonly kind: "none" }
    | { readonly kind: "missing" }
    | { readonly kind: "rejected"; readonly why: string };
  readonly notUnderstood: number;
}

export interface Compiled {
  readonly reports: readonly SourceReport[];
  /** Undefined: nothing changed. */
  readonly tables: CompiledTables | undefined;
  readonly operator: OperatorReport;
}

interface CompiledTables {
  readonly data: LocationData;
  readonly establishable: readonly EstablishablePeriod[];
}

/** The operator's own data. */
interface OperatorReport {
  /** Of what serves. */
  readonly digest: string;
  /** What does not serve. */
  readonly held: HeldGeofeed | undefined;
  /** Whether there is a copy of what serves, for the next start. */
  readonly copied: boolean;
}

/** What is recorded of the operator's own data, and the folder of copies of what served. */
export interface Custody {
  readonly word: GeofeedWord;
  readonly folder: string;
}

/** A source's data that passed the checks, and the entry of the sources file as text. */
interface Good {
  readonly key: string;
  readonly loaded: LoadedSource;
}
type GoodSources = ReadonlyMap<string, Good>;

interface Read {
  readonly spec: SourceSpec;
  readonly outcome: LoadOutcome;
  readonly good: Good | undefined;
}

/**
 * Loads and merges sources; remembers each one's last good data, so that a source whose new file is
 * missing or broken keeps serving them. Lives in a worker.
 */
export class SourceCompiler {
  /** Undefined before the first compilation. */
  #good: GoodSources | undefined;

  /** @param custody undefined: the operator's own data are taken in as they are */
  compile(specs: readonly SourceSpec[], now: number, custody?: Custody): Compiled {
    const served = this.#good ?? (custody && keptOf(custody, now));
    const read = specs.map((spec) => readSource(spec, served?.get(spec.id), now));
    const next = new Map(read.flatMap(({ spec, good }) => (good ? [[spec.id, good]] : [])));
    const held =
      custody && heldGeofeed(served && listOf(served), listOf(next), { ...custody, now });
    const serves = held === undefined ? next : withOperatorsOf(served ?? new Map(), next);
    const changed = this.#good === undefined || !areSameSources(listOf(this.#good), listOf(serves));
    this.#good = serves;
    const copied = custody === undefined || keepServed(custody, listOf(serves));
    return {
      reports: read.map((one) => reportOn(one, serves, held)),
      tables: changed ? tablesOf(serves) : undefined,
      operator: { digest: operatorDigest(listOf(serves)), held, copied },
    };
  }
}

/** Where the file can't serve: what served of it, or a kept copy. */
function readSource(spec: SourceSpec, known: Good | undefined, now: number): Read {
  const key = JSON.stringify(spec);
  const before = known?.key === key ? known.loaded : undefined;
  const outcome = loadSource(spec, before, now);
  if (outcome.kind === "loaded") return { spec, outcome, good: { key, loaded: outcome.loaded } };
  const isKept = known?.key === keptKey && spec.basis === "operator";
  return { spec, outcome, good: before !== undefined || isKept ? known : undefined };
}

/** Matches no entry of the sources file: no file's size is compared with a kept copy's. */
const keptKey = "";

/** The operator's own data as they served before this start. */
function keptOf({ word, folder }: Custody, now: number): GoodSources | undefined {
  const kept = word.served === undefined ? undefined : readServed(folder, word.served, now);
  return kept && new Map(kept.map((loaded) => [loaded.ranges.source.id, { key: keptKey, loaded }]));
}

function listOf(sources: GoodSources): readonly LoadedSource[] {
  return [...sources.values()].map(({ loaded }) => loaded);
}

function tablesOf(serves: GoodSources): CompiledTables {
  const data = compileSources(listOf(serves));
  return { data, establishable: establishableOf(data) };
}

/** The operator's own data as they were, with all others as they are. */
function withOperatorsOf(before: GoodSources, next: GoodSources): GoodSources {
  const kept = [...before].filter(([, { loaded }]) => isOperators(loaded));
  const keptIds = new Set(kept.map(([id]) => id));
  const others = [...next].filter(([id, { loaded }]) => !isOperators(loaded) && !keptIds.has(id));
  return new Map([...kept, ...others]);
}

function reportOn(
  { spec, outcome }: Read,
  serves: GoodSources,
  held: HeldGeofeed | undefined,
): SourceReport {
  const loaded = serves.get(spec.id)?.loaded;
  return {
    id: spec.id,
    builtAt: loaded?.ranges.source.builtAt,
    trouble: troubleOf(outcome, spec.basis === "operator" ? held : undefined),
    notUnderstood: loaded?.notUnderstood ?? 0,
  };
}

function troubleOf(outcome: LoadOutcome, held: HeldGeofeed | undefined): SourceReport["trouble"] {
  if (outcome.kind === "missing" || outcome.kind === "rejected") return outcome;
  if (held === undefined) return { kind: "none" };
  const ranges = held.ranges === 1 ? "1 range" : `${held.ranges} ranges`;
  const why =
    `the operator's current data would move ${ranges} of addresses into ` +
    `${held.into.join(", ")}, where an order is in force. To use it, a desk member proposes it on the ` +
    "register page, and an approver confirms it";
  return { kind: "rejected", why };
}
