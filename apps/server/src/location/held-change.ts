import { createHash } from "node:crypto";
import {
  compileLocationData,
  type LocationData,
} from "@graticule/admission/location/location-table";
import type { LoadedSource } from "./load-source.ts";
import { movedInto } from "./moved-into.ts";
import type { HeldMoves, ServedWord } from "./served-record.ts";

type Sources = readonly LoadedSource[];

/** One SHA-256, in lower-case hexadecimal, of all data that decide, their dates, and what they count as. */
export function digestOf(sources: Sources): string {
  const named = sources.map(({ spec, digest, ranges }) => {
    const { id, maker, basis, kind, lists, maxAgeMs, networks } = spec;
    return [
      id,
      maker,
      basis,
      kind,
      lists ?? "",
      maxAgeMs,
      digest,
      ranges.source.builtAt,
      networks ?? [],
    ];
  });
  return createHash("sha256").update(JSON.stringify(named)).digest("hex");
}

/** A change of the sources that waits for two people, and the data that decide until then. */
export interface HeldChange {
  readonly told: HeldMoves;
  /** As the new sources have it, save where they would move someone into an order's places. */
  readonly data: LocationData;
}

/**
 * What would move someone into the places of an order in force, where two people have not confirmed
 * it. Judged by the record as it was read: an order approved since then applies to the data that
 * served just before.
 * @param serves what served everywhere last; undefined: a start without a copy of it
 * @param decides save for what was held back: what decides since. INVARIANT: who left an order's places by newer data
 * isn't moved back into them by older ones.
 */
export function heldChange(
  serves: Sources | undefined,
  next: Sources,
  {
    word,
    now,
    decides,
  }: {
    readonly word: ServedWord;
    readonly now: number;
    readonly decides: LocationData | undefined;
  },
): HeldChange | undefined {
  if (word.reaches.length === 0) return undefined;
  if (serves && decides === undefined && areSameSources(serves, next)) return undefined;
  const digest = digestOf(next);
  if (word.confirmed.includes(digest)) return undefined;
  // A start with the data that served before it.
  if (serves === undefined && digest === word.served) return undefined;
  const tables = { before: decides ?? compileSources(serves ?? []), after: compileSources(next) };
  const { ranges, into, without } = movedInto(word.reaches, tables, now);
  return ranges === 0 ? undefined : { told: { digest, ranges, into }, data: without };
}

export function compileSources(sources: Sources): LocationData {
  return compileLocationData(sources.map(({ ranges }) => ranges));
}

export function areSameSources(one: Sources, other: Sources): boolean {
  return one.length === other.length && one.every((source, at) => source === other[at]);
}
