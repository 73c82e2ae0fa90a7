import { basename } from "node:path";
import {
  type EstablishablePeriod,
  establishableOf,
} from "@graticule/admission/location/establishable";
import type { LocationData } from "@graticule/admission/location/location-table";
import { type CertainPeriod, certainFrom } from "@graticule/admission/location/shares";
import {
  areSameSources,
  compileSources,
  digestOf,
  type HeldChange,
  heldChange,
} from "./held-change.ts";
import { isInServed, keepServed, readServed } from "./kept-sources.ts";
import { type LoadedSource, type LoadOutcome, loadSource } from "./load-source.ts";
import type { HeldMoves, ServedWord } from "./served-record.ts";
import { idsOfRoutes } from "./setup/catalogue.ts";
import { correctionsId, type SourceSpec } from "./source-spec.ts";

/** What serves of one source now, and what is wrong with its file, if anything. */
export interface SourceReport {
  readonly id: string;
  /** The date of the data that serve; undefined: nothing serves. */
  readonly builtAt?: number | undefined;
  /** From when on they are too old. */
  readonly staleAt?: number | undefined;
  readonly trouble:
    | { readonly kind: "none" }
    | { readonly kind: "missing" }
    | { readonly kind: "rejected" | "held"; readonly why: string };
  /** Why a part of its data does not decide yet. */
  readonly waits?: string | undefined;
  readonly notUnderstood: number;
  /** Whether it is signed by someone whom nobody vouched for. */
  readonly isSignerUnknown: boolean;
}

export interface Compiled {
  readonly reports: readonly SourceReport[];
  /** Undefined: nothing changed. */
  readonly tables: CompiledTables | undefined;
  readonly serves: ServedReport;
}

export interface CompiledTables {
  readonly data: LocationData;
  readonly establishable: readonly EstablishablePeriod[];
  /** Of the addresses that networks announce, or that a database places; empty: none does. */
  readonly certain: readonly CertainPeriod[];
}

/** The data that decide, save for what is held back. */
interface ServedReport {
  readonly digest: string;
  /** Of all data, held back or not. */
  readonly makers: readonly string[];
  readonly held: HeldMoves | undefined;
  /** Whether there is a copy, for the next start. */
  readonly copied: boolean;
}

/** What is recorded of the data that decided, and the folder of copies of them. */
export interface Custody {
  readonly word: ServedWord;
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
  /** The last that could be used of each source. Undefined before the first compilation. */
  #latest: GoodSources | undefined;
  /** What decided last without anything held back. */
  #served: GoodSources | undefined;
  #held: HeldChange | undefined;

  /** @param custody undefined: new data decide at once, even during an order */
  compile(specs: readonly SourceSpec[], now: number, custody?: Custody): Compiled {
    // Kept copies are read only where they are needed: they double the time of a start.
    const kept = keptOf(custody, now);
    const isFirst = this.#latest === undefined;
    const read = specs.map((spec) => {
      const known = this.#latest?.get(spec.id);
      const keptUnless = (digest: string): Good | undefined =>
        isFirst && custody && !isCopied(custody, spec, digest) ? kept()?.get(spec.id) : known;
      const one = readSource(spec, { known, keptUnless }, now);
      return isFirst && one.good === undefined ? { ...one, good: kept()?.get(spec.id) } : one;
    });
    const next = new Map(read.flatMap(({ spec, good }) => (good ? [[spec.id, good]] : [])));
    const isOrder = custody !== undefined && custody.word.reaches.length > 0;
    const served = this.#served ?? (isOrder ? kept() : undefined);
    const decided = { now, decides: this.#held?.data };
    const held =
      custody && heldChange(served && listOf(served), listOf(next), { ...custody, ...decided });
    const isNew =
      this.#latest === undefined ||
      !areSameSources(listOf(this.#latest), listOf(next)) ||
      held !== undefined ||
      this.#held !== undefined;
    const decides = held === undefined ? next : (served ?? new Map());
    this.#latest = next;
    this.#served = decides;
    // A copy: the tables are handed over to another thread.
    this.#held = held && { ...held, data: structuredClone(held.data) };
    const copied = custody === undefined || keepServed(custody, listOf(decides));
    return {
      reports: read.map((one) => reportOn(one, { served: decides, held })),
      tables: isNew ? tablesOf(compileSources(listOf(next)), held?.data, now) : undefined,
      serves: {
        digest: digestOf(listOf(decides)),
        makers: [...new Set(listOf(next).map(({ spec }) => spec.maker))],
        held: held?.told,
        copied,
      },
    };
  }
}

interface Former {
  readonly known: Good | undefined;
  /** What served, or in a first compilation the kept copy, where it isn't of this digest. */
  readonly keptUnless: (digest: string) => Good | undefined;
}

/** Where the file can't serve: what served of it, or a kept copy. */
function readSource(spec: SourceSpec, { known, keptUnless }: Former, now: number): Read {
  const key = JSON.stringify(spec);
  const before = known?.key === key ? known.loaded : undefined;
  // INVARIANT: neither a start nor a changed entry of the same file lets in what would be rejected or would wait.
  const former = (digest: string) => {
    const loaded = keptUnless(digest)?.loaded;
    return loaded && isReadAlike(loaded, spec) ? loaded : undefined;
  };
  const outcome = loadSource(spec, before, now, { former });
  if (outcome.kind === "loaded") return { spec, outcome, good: { key, loaded: outcome.loaded } };
  return {
    spec,
    outcome,
    good: known && (known.key === keptKey || isReadAlike(known.loaded, spec)) ? known : undefined,
  };
}

/**
 * Whether what was loaded is of this entry's file, by its name: another may be of any size, and place anyone elsewhere,
 * such as a first download in place of what came with the packages.
 */
function isReadAlike({ spec, name }: LoadedSource, other: SourceSpec): boolean {
  const read = ({ maker, basis, kind, lists, networks }: SourceSpec) =>
    JSON.stringify([maker, basis, kind, lists ?? "", networks ?? []]);
  return name === basename(other.path) && read(spec) === read(other);
}

function isCopied({ word, folder }: Custody, { id }: SourceSpec, digest: string): boolean {
  return word.served !== undefined && isInServed(folder, word.served, id, digest);
}

/** Matches no entry of the sources file: a kept copy is of another file. */
const keptKey = "";

/** The data that decided before this start, read when first asked for. */
function keptOf(custody: Custody | undefined, now: number): () => GoodSources | undefined {
  let read: { readonly sources: GoodSources | undefined } | undefined;
  return () => {
    read ??= { sources: custody && readKept(custody, now) };
    return read.sources;
  };
}

function readKept({ word, folder }: Custody, now: number): GoodSources | undefined {
  const kept = word.served === undefined ? undefined : readServed(folder, word.served, now);
  return kept && new Map(kept.map((loaded) => [loaded.ranges.source.id, { key: keptKey, loaded }]));
}

function listOf(sources: GoodSources): readonly LoadedSource[] {
  return [...sources.values()].map(({ loaded }) => loaded);
}

/**
 * @param held what decides, where that isn't all data
 *
 * INVARIANT: how much is certain is told of all data: what anyone reads of it doesn't change when an order ends that held a
 * part back.
 */
function tablesOf(all: LocationData, held: LocationData | undefined, now: number): CompiledTables {
  const data = held ?? all;
  return { data, establishable: establishableOf(data), certain: certainIn(all, now) };
}

/** Counted over routed space where a source knows it, and over the operator's own networks; without the desk's corrections. */
function certainIn(data: LocationData, now: number): readonly CertainPeriod[] {
  const placing = data.sources.filter(
    ({ id }, at) => id !== correctionsId && data.says[at]?.some(({ kind }) => kind === "place"),
  );
  const databases = placing.filter(({ basis }) => basis === "measured" || basis === "registration");
  if (databases.length === 0) return [];
  const own = placing.filter(({ basis }) => basis === "operator").map(({ id }) => id);
  const routed = idsOfRoutes(databases);
  const counted = routed.length > 0 ? routed : databases.map(({ id }) => id);
  return certainFrom(data, now, { within: [...counted, ...own], without: correctionsId });
}

function reportOn(
  { spec, outcome, good }: Read,
  decides: { readonly served: GoodSources; readonly held: HeldChange | undefined },
): SourceReport {
  const loaded = good?.loaded;
  const source = loaded?.ranges.source;
  const waits = decides.held !== undefined && decides.served.get(spec.id)?.loaded !== loaded;
  return {
    id: spec.id,
    builtAt: source?.builtAt,
    staleAt: source && source.builtAt + source.maxAgeMs,
    trouble: outcome.kind === "loaded" || outcome.kind === "unchanged" ? noTrouble : outcome,
    waits: waits ? waitingText(decides.held.told) : undefined,
    notUnderstood: loaded?.notUnderstood ?? 0,
    isSignerUnknown: loaded?.signed?.isSignerKnown === false,
  };
}

const noTrouble = { kind: "none" } as const;

function waitingText({ ranges: count, into }: HeldMoves): string {
  const ranges = count === 1 ? "1 range" : `${count} ranges`;
  return (
    `the current data would move ${ranges} of addresses into ${into.join(", ")}, where an order ` +
    "is in force, or remove doubt that keeps people out of it; for these addresses, its previous " +
    "data stays in use. To use all of it, a desk member proposes " +
    "it on the register page, and an approver confirms it"
  );
}
