import { createHash } from "node:crypto";
import { compileLocationData } from "@graticule/admission/location/location-table";
import type { GeofeedWord, HeldGeofeed } from "./geofeed-record.ts";
import type { LoadedSource } from "./load-source.ts";
import { movedInto } from "./moved-into.ts";

type Sources = readonly LoadedSource[];

export function isOperators({ ranges }: LoadedSource): boolean {
  return ranges.source.basis === "operator";
}

/** Names all of the operator's own data together, SHA-256 in lower-case hexadecimal. */
export function operatorDigest(sources: Sources): string {
  const named = sources
    .filter(isOperators)
    .map(({ original, ranges }) => [ranges.source.id, ranges.source.maxAgeMs, original?.digest]);
  return createHash("sha256").update(JSON.stringify(named)).digest("hex");
}

/**
 * The operator's own data of now, where they are not to serve: they would move someone into the
 * places of an order in force, and two people have not seen that. All other sources count as they are
 * now, so that what they changed is not laid to the operator. Judged as of when the word was read: an
 * order that is approved meanwhile finds the data that served just before.
 * @param serves undefined: this is a start, and nothing was kept of what served before it
 */
export function heldGeofeed(
  serves: Sources | undefined,
  next: Sources,
  { word, now }: { readonly word: GeofeedWord; readonly now: number },
): HeldGeofeed | undefined {
  const own = serves?.filter(isOperators) ?? [];
  if (isSameData(own, next.filter(isOperators))) return undefined;
  const digest = operatorDigest(next);
  if (word.jurisdictions.length === 0 || word.confirmed.includes(digest)) return undefined;
  // A start with what served before it.
  if (serves === undefined && digest === word.served) return undefined;
  const others = next.filter((source) => !isOperators(source));
  const tables = { before: compiled([...own, ...others]), after: compiled(next) };
  const moved = movedInto(word.jurisdictions, tables, now);
  return moved.ranges === 0 ? undefined : { digest, ...moved };
}

function compiled(sources: Sources) {
  return compileLocationData(sources.map(({ ranges }) => ranges));
}

function isSameData(one: Sources, other: Sources): boolean {
  return one.length === other.length && one.every((source, at) => source === other[at]);
}
