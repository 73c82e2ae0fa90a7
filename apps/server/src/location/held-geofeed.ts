import { createHash } from "node:crypto";
import {
  compileLocationData,
  type LocationData,
} from "@graticule/admission/location/location-table";
import type { GeofeedWord, HeldGeofeed } from "./geofeed-record.ts";
import type { LoadedSource } from "./load-source.ts";
import { movedInto } from "./moved-into.ts";

type Sources = readonly LoadedSource[];

export function isOperators({ ranges }: LoadedSource): boolean {
  return ranges.source.basis === "operator";
}

/** One SHA-256, in lower-case hexadecimal, of all of the operator's own data. */
export function operatorDigest(sources: Sources): string {
  const named = sources
    .filter(isOperators)
    .map(({ original, ranges }) => [ranges.source.id, ranges.source.maxAgeMs, original?.digest]);
  return createHash("sha256").update(JSON.stringify(named)).digest("hex");
}

/**
 * The operator's own data of now, if they must not serve yet: they would move someone into the
 * places of an order in force, and two people have not confirmed that. Other sources count as they
 * are now, so that their changes are not blamed on the operator. Judged by the record as it was
 * read: an order approved since then applies to the data that served just before.
 * @param serves undefined: a start without a copy of what served before
 */
export function heldGeofeed(
  serves: Sources | undefined,
  next: Sources,
  { word, now }: { readonly word: GeofeedWord; readonly now: number },
): HeldGeofeed | undefined {
  const own = serves?.filter(isOperators) ?? [];
  if (areSameSources(own, next.filter(isOperators))) return undefined;
  const digest = operatorDigest(next);
  if (word.jurisdictions.length === 0 || word.confirmed.includes(digest)) return undefined;
  // A start with the data that served before it.
  if (serves === undefined && digest === word.served) return undefined;
  const others = next.filter((source) => !isOperators(source));
  const tables = { before: compileSources([...own, ...others]), after: compileSources(next) };
  const moved = movedInto(word.jurisdictions, tables, now);
  return moved.ranges === 0 ? undefined : { digest, ...moved };
}

export function compileSources(sources: Sources): LocationData {
  return compileLocationData(sources.map(({ ranges }) => ranges));
}

export function areSameSources(one: Sources, other: Sources): boolean {
  return one.length === other.length && one.every((source, at) => source === other[at]);
}
