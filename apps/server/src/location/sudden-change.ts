import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import type { SourceRanges } from "@graticule/admission/location/location-table";
import { weightOf } from "@graticule/admission/location/range-weights";
import { countryOf, type Place } from "@graticule/jurisdiction/place";
import { z } from "zod";
import { readJsonFile, replaceFile, writeJsonFile } from "../processes/json-file.ts";
import type { SourceSpec } from "./source-spec.ts";

/*
 * A maker's mistake can move a whole country at once. A new file in which places lose more than
 * half of what they had is held back until an administrator says that it may be used: a download
 * as FILE.held, with the reason beside it; a file that an operator replaced stays where it is.
 * FILE.accepted has the digest that may be used.
 */

/** Below that a place's share of a source is small enough to change by itself: IPv4 addresses, IPv6 blocks (/32). */
const least = { ipv4: 4_096, ipv6: 4 } as const;

/** Countries that a source's new data take more than half of their addresses of a family from. */
export function lostPlaces(before: SourceRanges, after: SourceRanges): readonly Place[] {
  const lost = new Set<Place>();
  for (const family of ["ipv4", "ipv6"] as const) {
    const is = sizesOf(after, family);
    for (const [place, was] of sizesOf(before, family)) {
      if (was >= least[family] && (is.get(place) ?? 0) < was / 2) lost.add(place);
    }
  }
  return [...lost].sort();
}

function sizesOf({ says, ...tables }: SourceRanges, family: "ipv4" | "ipv6"): Map<Place, number> {
  const table = tables[family];
  const sizes = new Map<Place, number>();
  for (const [entry, value] of table.values.entries()) {
    const word = says[value - 1];
    if (word?.kind !== "place") continue;
    const place = countryOf(word.place);
    sizes.set(place, (sizes.get(place) ?? 0) + weightOf(table, entry));
  }
  return sizes;
}

/** A sentence's end. */
export function suddenChangeText(places: readonly Place[]): string {
  const shown = places.slice(0, 5).join(", ");
  const more = places.length > 5 ? ` and ${places.length - 5} more` : "";
  return `its new data takes more than half of their addresses from ${shown}${more}, so it waits for an administrator`;
}

/** Whether data of this digest (SHA-256, lower-case hexadecimal) may be used in spite of that. */
export function isAccepted(path: string, digest: string): boolean {
  const file = acceptedFile(path);
  return existsSync(file) && readFileSync(file, "utf8").trim() === digest;
}

export function acceptedFile(path: string): string {
  return `${path}.accepted`;
}

const noteSchema = z.object({ why: z.string() });

/** Keeps a download that must not be used yet; one that was held before goes. */
export function holdBack(path: string, download: string, why: string): void {
  renameSync(download, heldFile(path));
  writeJsonFile(noteFile(path), { why });
}

/** Why a newer download waits; undefined: none does. */
export function heldBackBecause(path: string): string | undefined {
  return existsSync(heldFile(path)) ? readJsonFile(noteFile(path), noteSchema)?.why : undefined;
}

/** Lets what waits be used. False: nothing is there. */
export function useHeldBack({ path, download }: SourceSpec): boolean {
  const held = heldFile(path);
  const file = download === undefined && !existsSync(held) ? path : held;
  if (!existsSync(file)) return false;
  const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
  replaceFile(acceptedFile(path), `${digest}\n`);
  if (file === held) renameSync(held, path);
  rmSync(noteFile(path), { force: true });
  return true;
}

/** Forgets a download that waits, since a newer one doesn't have to. */
export function dropHeldBack(path: string): void {
  rmSync(heldFile(path), { force: true });
  rmSync(noteFile(path), { force: true });
}

function heldFile(path: string): string {
  return `${path}.held`;
}

function noteFile(path: string): string {
  return `${path}.held.json`;
}
