import {
  compileLocationData,
  type LocationData,
  type SourceRanges,
} from "@graticule/admission/location/location-table";
import type { GeofeedWord, HeldGeofeed } from "./geofeed-record.ts";
import { heldGeofeed, isOperators, operatorDigest } from "./held-geofeed.ts";
import { type LoadedSource, type LoadOutcome, loadSource } from "./load-source.ts";
import type { SourceSpec } from "./source-spec.ts";

/** What became of one source: what serves of it now, and what is wrong with its file, if anything. */
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

/** `data` is undefined if nothing changed. */
export interface Compiled {
  readonly reports: readonly SourceReport[];
  readonly data: LocationData | undefined;
  /** The operator's own data: the digest of what serves, and what does not. */
  readonly operator: { readonly digest: string; readonly held: HeldGeofeed | undefined };
}

/** A source's data that passed the checks, and the entry of the sources file that they belong to. */
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
 * Loads sources and merges them; remembers each one's last good data, so that a source whose new
 * file is missing or broken goes on serving what it served. Lives in a worker.
 */
export class SourceCompiler {
  /** Undefined: nothing was compiled yet. */
  #good: GoodSources | undefined;

  /** @param word undefined: the operator's own data are taken in as they are */
  compile(specs: readonly SourceSpec[], now: number, word?: GeofeedWord): Compiled {
    const read = specs.map((spec) => this.#read(spec, now));
    const next = new Map(read.flatMap(({ spec, good }) => (good ? [[spec.id, good]] : [])));
    const before = this.#good && listOf(this.#good);
    const held = word && heldGeofeed(before, listOf(next), { word, now });
    const serves = held === undefined ? next : withOperatorsOf(this.#good ?? new Map(), next);
    const changed = before === undefined || !isSame(before, listOf(serves));
    this.#good = serves;
    return {
      reports: read.map((one) => reportOn(one, serves, held)),
      data: changed ? compileLocationData(rangesOf(serves)) : undefined,
      operator: { digest: operatorDigest(listOf(serves)), held },
    };
  }

  #read(spec: SourceSpec, now: number): Read {
    const key = JSON.stringify(spec);
    const known = this.#good?.get(spec.id);
    const before = known?.key === key ? known.loaded : undefined;
    const outcome = loadSource(spec, before, now);
    const loaded = outcome.kind === "loaded" ? outcome.loaded : before;
    return { spec, outcome, good: loaded && { key, loaded } };
  }
}

function listOf(sources: GoodSources): readonly LoadedSource[] {
  return [...sources.values()].map(({ loaded }) => loaded);
}

function rangesOf(sources: GoodSources): SourceRanges[] {
  return listOf(sources).map(({ ranges }) => ranges);
}

function isSame(one: readonly LoadedSource[], other: readonly LoadedSource[]): boolean {
  return one.length === other.length && one.every((source, at) => source === other[at]);
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
  const why =
    `with the operator's own data of now, ${held.ranges} ranges of addresses would move into ` +
    `${held.into.join(", ")}, where an order is in force: a member of the desk proposes that on the ` +
    "register's page, and an approver confirms it";
  return { kind: "rejected", why };
}
