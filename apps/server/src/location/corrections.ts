import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseNetwork } from "@graticule/admission/location/network";
import { overlaps } from "@graticule/jurisdiction/covers";
import { countryOf, isSubdivision, type Place } from "@graticule/jurisdiction/place";
import { z } from "zod";
import { removeFile, replaceFile } from "../processes/json-file.ts";
import { AddressSet } from "./address-set.ts";
import type { Locator } from "./locator.ts";
import type { FileSeal } from "./shared/file-list.ts";
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

/** A correction that waits for two people, as JSON: `digest` is of all data with it, `at` in epoch milliseconds. */
const waitingSchema = z.object({
  digest: z.string(),
  before: z.object({ text: z.string(), at: z.number() }).optional(),
  network: z.string(),
  line: z.string(),
  text: z.string(),
});
const sealedFor = "waiting correction";

/** What stood there before a correction, and what stands there with it. */
interface Written {
  readonly before: Before | undefined;
  readonly network: string;
  readonly line: string;
  readonly text: string;
}

/** What became of data of this digest that waited for two people. */
export interface WaitingDecided {
  readonly digest: string;
  readonly isConfirmed: boolean;
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
  seal: FileSeal,
) {
  // In the folder that instances share, so that a restart or another instance can take it back. Sealed: the newest
  // correction tells for whose claim it was.
  const waitingFile = join(dirname(file), "corrections.waiting");
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

  const write = async (network: string, place: Place): Promise<Written> => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const before = existsSync(file)
      ? { text: readFileSync(file, "utf8"), at: statSync(file).mtime }
      : undefined;
    const line = lineOf(network, place);
    const text = textOf([...linesWithout(before?.text ?? "", network), line]);
    replaceFile(file, text);
    await locator.reload();
    return { before, network, line, text };
  };

  /** INVARIANT: what was corrected since stays: else the data would move people back. */
  const takeOneBack = async ({ before, network, line, text }: Written): Promise<void> => {
    const now = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (now === text) return await takeBack(before);
    const lines = linesIn(now);
    if (!lines.includes(line)) return;
    const was = before?.text ?? "";
    const kept = new Set(linesWithout(was, network));
    const former = linesIn(was).filter((one) => !kept.has(one));
    replaceFile(file, textOf([...lines.filter((one) => one !== line), ...former]));
    await locator.reload();
  };

  const keepWaiting = ({ before, ...written }: Written, digest: string): void => {
    const was = before && { text: before.text, at: before.at.getTime() };
    const waiting: z.infer<typeof waitingSchema> = { ...written, digest, before: was };
    const sealed = seal.seal(JSON.stringify(waiting), sealedFor);
    replaceFile(waitingFile, sealed.toString("base64"));
  };

  const waitingNow = (): (Written & { readonly digest: string }) | undefined => {
    if (!existsSync(waitingFile)) return undefined;
    const text = seal.open(Buffer.from(readFileSync(waitingFile, "utf8"), "base64"), sealedFor);
    if (text === undefined) return undefined;
    const { before, ...waiting } = waitingSchema.parse(JSON.parse(text));
    return { ...waiting, before: before && { text: before.text, at: new Date(before.at) } };
  };

  return {
    /**
     * `waits`: two people must confirm the data of this digest first. `busy`: it would have to wait too, and other data do.
     * `failed`: not now. INVARIANT: data that wait keep no correction back that moves no one into an order's places.
     */
    add: (network: string, place: Place): Promise<CorrectionOutcome> =>
      inTurn(async () => {
        const held = locator.held();
        const written = await write(network, place);
        const now = locator.held();
        const mayWait =
          now?.into.some((one) => overlaps(one, place)) && now.ranges !== held?.ranges;
        if (!mayWait && isServed(locator, network, place)) return { kind: "serves" };
        if (held !== undefined) {
          await takeBack(written.before);
          return { kind: "busy" };
        }
        if (now !== undefined) {
          keepWaiting(written, now.digest);
          return { kind: "waits", digest: now.digest };
        }
        restore(written.before);
        return { kind: "failed" };
      }),
    /** Of data that waited for two people, if they were a correction: takes it back, unless it was confirmed. */
    decided: ({ digest, isConfirmed }: WaitingDecided): Promise<void> =>
      inTurn(async () => {
        const waiting = waitingNow();
        if (waiting?.digest !== digest) return;
        if (!isConfirmed) await takeOneBack(waiting);
        removeFile(waitingFile);
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

const linesIn = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

/** INVARIANT: sorted, so that their order does not tell when each was corrected, and so for whose claim. */
const textOf = (lines: readonly string[]): string => `${[...lines].sort().join("\n")}\n`;

/** INVARIANT: no line about the network or a part of it, however an import wrote it: the finest would count. */
function linesWithout(text: string, network: string): string[] {
  const corrected = new AddressSet([parseNetwork(network) ?? []].flat());
  return linesIn(text).filter((line) => {
    const about = parseNetwork(line.split(/[,#]/)[0]?.replace(/["\s]/g, "") ?? "");
    return about === undefined || !corrected.holds(about);
  });
}
