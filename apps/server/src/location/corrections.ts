import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseNetwork } from "@graticule/admission/location/network";
import { overlaps } from "@graticule/jurisdiction/covers";
import { countryOf, isSubdivision, type Place } from "@graticule/jurisdiction/place";
import { replaceFile } from "../processes/json-file.ts";
import { AddressSet } from "./address-set.ts";
import type { Locator } from "./locator.ts";
import { correctionsId, operatorGeofeed, type SourceSpec } from "./source-spec.ts";
import { downloadsDirOf } from "./update-source.ts";

type CorrectionOutcome =
  | { readonly kind: "serves" | "busy" | "failed" }
  | { readonly kind: "waits"; readonly digest: string };

const maxAgeMs = 60 * 86_400_000;

/** Where the desk's corrections lie. */
export function correctionsFileOf(config: { readonly dataDir: string }): string {
  return join(downloadsDirOf(config), "corrections.csv");
}

/** The file as a source of the locator, where there is one. */
export function correctionsIn(file: string | undefined): SourceSpec[] {
  if (file === undefined || !existsSync(file)) return [];
  return [operatorGeofeed({ id: correctionsId, maker: "this service", path: file, maxAgeMs })];
}

/** The file's text, and its date. */
interface Before {
  readonly text: string;
  readonly at: Date;
}

export type Corrections = ReturnType<typeof createCorrections>;

/**
 * The desk's corrections of networks that were placed wrongly: a geofeed (RFC 8805) of its own,
 * which counts as the operator's. One that moves someone into the places of an order waits for two
 * people.
 */
export function createCorrections(
  file: string,
  locator: Pick<Locator, "reload" | "held" | "evidenceOf">,
) {
  /** What stood there before a correction that waits. */
  let waiting: { readonly digest: string; readonly before: Before | undefined } | undefined;
  let work: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = work.then(task);
    work = done.catch(() => undefined);
    return done;
  };

  /** With its date, so that data that wait are still the same for who signs them. */
  const restore = (before: Before | undefined): void => {
    if (before === undefined) {
      rmSync(file, { force: true });
      return;
    }
    replaceFile(file, before.text);
    utimesSync(file, before.at, before.at);
  };

  const takeBack = async (before: Before | undefined): Promise<void> => {
    restore(before);
    await locator.reload();
  };

  /** Returns what stood there before. */
  const write = async (network: string, place: Place): Promise<Before | undefined> => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const before = existsSync(file)
      ? { text: readFileSync(file, "utf8"), at: statSync(file).mtime }
      : undefined;
    const lines = [...linesWithout(before?.text ?? "", network), lineOf(network, place)];
    // INVARIANT: sorted, so that their order does not tell when each was corrected, and so for whose claim.
    replaceFile(file, `${lines.sort().join("\n")}\n`);
    await locator.reload();
    return before;
  };

  return {
    /**
     * `waits`: two people must confirm the data of this digest first. `busy`: it would have to wait too, and other data do.
     * `failed`: not now. INVARIANT: data that wait keep no correction back that moves no one into an order's places.
     */
    add: (network: string, place: Place): Promise<CorrectionOutcome> =>
      inTurn(async () => {
        const held = locator.held();
        const before = await write(network, place);
        const now = locator.held();
        const mayWait =
          now?.into.some((one) => overlaps(one, place)) && now.ranges !== held?.ranges;
        if (!mayWait && isServed(locator, network, place)) return { kind: "serves" };
        if (held !== undefined) {
          await takeBack(before);
          return { kind: "busy" };
        }
        if (now !== undefined) {
          waiting = { digest: now.digest, before };
          return { kind: "waits", digest: now.digest };
        }
        restore(before);
        return { kind: "failed" };
      }),
    /** Data that waited for two people were declined: takes the correction back, if it was one. */
    declined: (digest: string): Promise<void> =>
      inTurn(async () => {
        if (waiting?.digest !== digest) return;
        const { before } = waiting;
        waiting = undefined;
        await takeBack(before);
      }),
  };
}

function isServed(locator: Pick<Locator, "evidenceOf">, network: string, place: Place): boolean {
  const evidence = locator.evidenceOf(network.split("/")[0] ?? "");
  const own = evidence.find(({ source }) => source.id === correctionsId)?.says;
  return own?.kind === "place" && own.place === place;
}

function lineOf(network: string, place: Place): string {
  return isSubdivision(place)
    ? `${network},${countryOf(place)},${place},,`
    : `${network},${place},,,`;
}

/** INVARIANT: no line about the network or a part of it, however an import wrote it: the finest would count. */
function linesWithout(text: string, network: string): string[] {
  const corrected = new AddressSet([parseNetwork(network) ?? []].flat());
  return text.split("\n").filter((line) => {
    const about = parseNetwork(line.split(/[,#]/)[0]?.replace(/["\s]/g, "") ?? "");
    return line !== "" && (about === undefined || !corrected.holds(about));
  });
}
