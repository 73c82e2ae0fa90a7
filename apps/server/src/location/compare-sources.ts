import { measureAgreement } from "@graticule/admission/location/agreement";
import {
  compileLocationData,
  type LocationData,
} from "@graticule/admission/location/location-table";
import { addedBy, couldAdd, sharesOf } from "@graticule/admission/location/shares";
import type { AgreementReport } from "@graticule/api/agreement";
import { loadSource } from "./load-source.ts";
import { catalogue, idsOfRoutes } from "./setup/catalogue.ts";
import { type SourceSpec, toldKinds } from "./source-spec.ts";

/** How many addresses are drawn, half of each family. */
export const usualSample = 100_000;
/** Any number: with one seed, two reports over the same data are equal. */
export const usualSeed = 1;

/** Rarer pairs are left out. */
const mostPairs = 5_000;

export interface SourceComparison {
  readonly specs: readonly SourceSpec[];
  readonly now: number;
  readonly size: number;
  readonly seed: number;
  /** Called after each step, with the number of all steps. */
  readonly onStep: (done: number, of: number) => void;
}

/**
 * Reads the sources' files, compares where they place addresses, and measures what all of them can
 * tell. Leaves out sources without a usable file. Takes seconds, and as much memory as the sources.
 */
export function compareSources(comparison: SourceComparison): AgreementReport {
  const { specs, now, size, seed, onStep } = comparison;
  const steps = specs.length + 2;
  onStep(0, steps);
  const ranges = specs.flatMap((spec, at) => {
    const outcome = loadSource(spec, undefined, now);
    onStep(at + 1, steps);
    // Private addresses are not compared.
    if (outcome.kind !== "loaded") return [];
    return [{ ...outcome.loaded.ranges, special: "ignored" as const }];
  });
  const data = compileLocationData(ranges);
  onStep(steps - 1, steps);
  const { sources, families, places, pairs } = measureAgreement(data, { size, seed });
  const makers = new Map(specs.map(({ id, maker }) => [id, maker]));
  return {
    at: new Date(now).toISOString(),
    seed,
    sources: sources.map((one) => ({ ...one, maker: makers.get(one.id) ?? one.id })),
    families: [...families],
    places: [...places],
    pairs: pairs.slice(0, mostPairs),
    shares: measureShares(specs, data, now),
  };
}

function measureShares(
  specs: readonly SourceSpec[],
  data: LocationData,
  now: number,
): AgreementReport["shares"] {
  const routed = idsOfRoutes(specs);
  const within = routed.length === 0 ? undefined : routed;
  const inUse = new Set(specs.map(({ id }) => id));
  const others = catalogue.filter(({ id, kind }) => toldKinds[kind] !== "list" && !inUse.has(id));
  const { families, probableBecause } = sharesOf(data, now, within);
  return {
    of: within === undefined ? "known" : "routed",
    families: [...families],
    probableBecause: [...probableBecause],
    sources: [...addedBy(data, now, within)],
    couldAdd: [...couldAdd(data, now, others, within)],
  };
}
