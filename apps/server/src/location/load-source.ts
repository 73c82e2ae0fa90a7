import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename } from "node:path";
import { type Boundaries, boundariesOf } from "@graticule/admission/location/boundaries";
import type { Evidence } from "@graticule/admission/location/evidence";
import type { SourceRanges } from "@graticule/admission/location/location-table";
import { parseNetwork, type Width } from "@graticule/admission/location/network";
import { countryOf, parsePlace } from "@graticule/jurisdiction/place";
import { fileState, fingerprintOf } from "../processes/watch-files.ts";
import { AddressSet } from "./address-set.ts";
import { readDelegated } from "./delegated.ts";
import { type Mmdb, readMmdb } from "./mmdb.ts";
import type { MmdbValue } from "./mmdb-value.ts";
import { readMobileNetworks } from "./network-names.ts";
import { RejectedSource } from "./rejected-source.ts";
import { readBundle } from "./signatures/certificate-chain.ts";
import type { ResourceCertificate } from "./signatures/resource-certificate.ts";
import { type Signature, verifySignature } from "./signatures/verify-signature.ts";
import { correctionsId, isDatabase, type SourceSpec } from "./source-spec.ts";
import { isAccepted, lostPlaces, suddenChangeText } from "./sudden-change.ts";
import { type ReadNetworks, readCountryCsv, readGeofeed, readNetworkList } from "./text-formats.ts";

/** A source whose data passed the checks. */
export interface LoadedSource {
  readonly ranges: SourceRanges;
  /** Changes of value over all addresses: how much data it is. */
  readonly size: number;
  /** Which file state this came from. */
  readonly fingerprint: string;
  readonly notUnderstood: number;
  readonly spec: SourceSpec;
  /** The file's name without its folder, alike in all instances; of a kept copy, that of the file that was copied. */
  readonly name: string;
  /** The file's SHA-256 in lower-case hexadecimal. */
  readonly digest: string;
  /** Undefined: it isn't signed. */
  readonly signed: VerifiedSignature | undefined;
  /** Which state of the file of certificates it was verified with. */
  readonly trust: string;
}

interface VerifiedSignature {
  /** As of when, in epoch milliseconds. */
  readonly asOf: number;
  /** Whether its certificates led to one that the operator trusts. */
  readonly isSignerKnown: boolean;
}

/** `unchanged`: the file is the one that was loaded before. */
export type LoadOutcome =
  | { readonly kind: "loaded"; readonly loaded: LoadedSource }
  | { readonly kind: "unchanged" }
  | { readonly kind: "missing" }
  | { readonly kind: "rejected"; readonly why: string }
  /** Sound, but it takes too much from too many places to be used unseen. */
  | { readonly kind: "held"; readonly why: string };

interface LoadOptions {
  /** When a signature must have held: of a copy when it was taken. */
  readonly asOf?: number | undefined;
  /** What data of this digest would take the place of; undefined: of nothing, or of the same. */
  readonly former?: ((digest: string) => LoadedSource | undefined) | undefined;
}

type Says = Evidence["says"];

type Content = Pick<SourceRanges, "says" | "ipv4" | "ipv6"> &
  Pick<LoadedSource, "notUnderstood"> & {
    readonly builtAt: number;
    readonly signature?: Signature | undefined;
  };

/** Data from further in the future are a mistake of the maker or of our clock. */
const toleratedFutureMs = 86_400_000;
/** Smaller geofeeds may shrink: they are kept by hand. */
const handKeptGeofeed = 100;
/** A chain of the RPKI has a few hundred kilobytes at most. */
const maxCertificatesBytes = 4 * 1024 * 1024;

/**
 * Reads a source's file, checks it, and turns it into ranges. If a file `….sha256` lies beside it,
 * the data must have that digest, unless they are the desk's corrections.
 * @param before what was loaded of this very entry last
 */
export function loadSource(
  spec: SourceSpec,
  before: LoadedSource | undefined,
  now: number,
  { asOf = now, former = () => before }: LoadOptions = {},
): LoadOutcome {
  try {
    const trust = spec.certificates === undefined ? "" : fileState(spec.certificates);
    const file = readStable(spec.path);
    if (file === undefined) return { kind: "missing" };
    if (before?.fingerprint === fingerprintOf(file.stats) && before.trust === trust) {
      return { kind: "unchanged" };
    }
    const loaded = { ...readSource(spec, file, { now, asOf }), trust };
    return objectionTo(loaded, former(loaded.digest)) ?? { kind: "loaded", loaded };
  } catch (error) {
    if (error instanceof RejectedSource) return { kind: "rejected", why: error.message };
    return { kind: "rejected", why: "it couldn't be read" };
  }
}

function readSource(
  spec: SourceSpec,
  file: StableFile,
  { now, asOf }: { readonly now: number; readonly asOf: number },
): Omit<LoadedSource, "trust"> {
  const digest = sha256(file.bytes);
  checkDigest(spec, digest);
  const { builtAt, says, ipv4, ipv6, notUnderstood, signature } = contentOf(spec, file, asOf);
  if (builtAt > now + toleratedFutureMs) throw new RejectedSource("its date is in the future");
  const size = ipv4.values.length + ipv6.values.length - 2;
  if (size < 1 || says.length === 0) throw new RejectedSource("it is empty");
  const { id, maker, basis } = spec;
  // A signature ages no better than its certificates.
  const maxAgeMs = Math.min(spec.maxAgeMs, Math.max(0, (signature?.validTo ?? Infinity) - builtAt));
  const source = { id, maker, basis, builtAt, maxAgeMs };
  const special = isDatabase(spec) ? "ignored" : "counts";
  const ranges: SourceRanges = { source, special, says, ipv4, ipv6 };
  const signed = signature && { asOf, isSignerKnown: spec.certificates !== undefined };
  const fingerprint = fingerprintOf(file.stats);
  const name = basename(spec.path);
  return { ranges, size, fingerprint, notUnderstood, spec, name, digest, signed };
}

/** Why new data must not take the place of those in use. */
function objectionTo(
  { spec, size, ranges, digest }: LoadedSource,
  before: LoadedSource | undefined,
): LoadOutcome | undefined {
  if (before === undefined) return undefined;
  if (hasShrunk(spec, before.size, size)) {
    return { kind: "rejected", why: "it has less than half of the data in use now" };
  }
  const lost = spec.basis === "operator" ? [] : lostPlaces(before.ranges, ranges);
  if (lost.length === 0 || isAccepted(spec.path, digest)) return undefined;
  return { kind: "held", why: suddenChangeText(lost) };
}

interface StableFile {
  readonly bytes: Uint8Array;
  readonly stats: Stats;
}

function readStable(path: string): StableFile | undefined {
  if (!existsSync(path)) return undefined;
  const descriptor = openSync(path, "r");
  try {
    const stats = fstatSync(descriptor);
    const bytes = readFileSync(descriptor);
    if (fingerprintOf(fstatSync(descriptor)) !== fingerprintOf(stats)) {
      throw new RejectedSource("it was changed while it was being read");
    }
    return { bytes, stats };
  } finally {
    closeSync(descriptor);
  }
}

/** INVARIANT: no file beside the desk's corrections stops them: the service alone writes them, and no maker names their digest. */
function checkDigest({ id, path }: SourceSpec, digest: string): void {
  if (id === correctionsId) return;
  const digestFile = `${path}.sha256`;
  if (!existsSync(digestFile)) return;
  const named = readFileSync(digestFile, "utf8").trim().split(/\s+/)[0]?.toLowerCase();
  if (named !== digest) {
    throw new RejectedSource(`it doesn't have the digest given in ${basename(digestFile)}`);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hasShrunk(spec: SourceSpec, before: number, after: number): boolean {
  if (spec.kind === "geofeed" && before < handKeptGeofeed) return false;
  return after < before / 2;
}

function contentOf(spec: SourceSpec, { bytes, stats }: StableFile, asOf: number): Content {
  const builtAt = Math.floor(stats.mtimeMs);
  switch (spec.kind) {
    case "country-mmdb":
      return mmdbContent(readMmdb(bytes));
    case "country-csv":
      return textContent(readCountryCsv(utf8(bytes)), builtAt);
    case "delegated": {
      const read = readDelegated(utf8(bytes));
      return textContent({ ...read, notUnderstood: 0 }, read.builtAt);
    }
    case "geofeed":
      return geofeedContent(spec, utf8(bytes), { builtAt, asOf });
    case "list":
      return listContent(spec, readNetworkList(utf8(bytes)), builtAt);
    case "network-names":
      // Names are free text: a wrong byte in one is no reason to miss all carriers.
      return listContent(spec, readMobileNetworks(new TextDecoder().decode(bytes)), builtAt);
  }
}

function listContent(
  { lists }: SourceSpec,
  networks: ReadNetworks["networks"],
  builtAt: number,
): Content {
  return { ...familiesOf(networks), builtAt, says: [saysOfList(lists)], notUnderstood: 0 };
}

function geofeedContent(
  spec: SourceSpec,
  text: string,
  { builtAt, asOf }: { readonly builtAt: number; readonly asOf: number },
): Content {
  const signature = verifySignature(text, bundleOf(spec), asOf);
  const own = spec.networks?.flatMap((one) => parseNetwork(one) ?? []);
  const within = [own && new AddressSet(own), signature?.about].filter((set) => set !== undefined);
  const read = readGeofeed(text, { within, held: signature?.held });
  return { ...textContent(read, builtAt), signature };
}

function bundleOf({ certificates }: SourceSpec): readonly ResourceCertificate[] | undefined {
  if (certificates === undefined) return undefined;
  const size = statSync(certificates, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new RejectedSource("its certificates file doesn't exist");
  if (size > maxCertificatesBytes) {
    throw new RejectedSource("its certificates file is larger than 4 MB");
  }
  return readBundle(readFileSync(certificates, "latin1"));
}

function textContent(read: ReadNetworks, builtAt: number): Content {
  const says = read.places.map((place): Says => ({ kind: "place", place }));
  return { ...familiesOf(read.networks), builtAt, says, notUnderstood: read.notUnderstood };
}

function familiesOf(networks: ReadNetworks["networks"]): { ipv4: Boundaries; ipv6: Boundaries } {
  const family = (width: Width): Boundaries => {
    const boundaries = boundariesOf(networks, width);
    if (boundaries === undefined) throw new RejectedSource("its networks partly overlap");
    return boundaries;
  };
  return { ipv4: family(1), ipv6: family(4) };
}

/** Numbers what records say; records that name no place become 0. */
function mmdbContent({ builtAt, records, ipv4, ipv6 }: Mmdb): Content {
  const says: Says[] = [];
  const numbers = new Map<string, number>();
  const places = records.map((record) => {
    const word = wordOf(record);
    if (word === undefined) return 0;
    const key = JSON.stringify(word);
    const number = numbers.get(key) ?? says.push(word);
    numbers.set(key, number);
    return number;
  });
  const renumbered = (family: Boundaries): Boundaries => ({
    ...family,
    values: family.values.map((value) => (value === 0 ? 0 : (places[value - 1] ?? 0))),
  });
  return { builtAt, says, ipv4: renumbered(ipv4), ipv6: renumbered(ipv6), notUnderstood: 0 };
}

/** A place, with the country of registration (`registered_country`, GeoLite2) if it is another. */
function wordOf(record: MmdbValue): Says | undefined {
  const place = parsePlace(codeOf(record) ?? "");
  if (place === undefined) return undefined;
  const at = record instanceof Map ? isoCodeOf(record.get("registered_country")) : undefined;
  const registered = parsePlace(at ?? "");
  return registered === undefined || registered === countryOf(place)
    ? { kind: "place", place }
    : { kind: "place", place, registered };
}

/**
 * The country code of a record (`country_code`, as most makers have it; `country.iso_code`, as
 * GeoLite2 has; or a code as `country`, as older files of IPinfo do), with the first subdivision
 * where the database names one that exists.
 */
function codeOf(record: MmdbValue): string | undefined {
  if (!(record instanceof Map)) return undefined;
  const flat = record.get("country_code");
  if (typeof flat === "string") return flat;
  const named = record.get("country");
  if (typeof named === "string") return named;
  const country = isoCodeOf(named);
  const subdivisions = record.get("subdivisions");
  const first = isoCodeOf(Array.isArray(subdivisions) ? subdivisions[0] : undefined);
  const fine = `${country}-${first}`;
  return first !== undefined && parsePlace(fine) !== undefined ? fine : country;
}

function isoCodeOf(value: MmdbValue): string | undefined {
  const code = value instanceof Map ? value.get("iso_code") : undefined;
  return typeof code === "string" ? code : undefined;
}

function saysOfList(lists: SourceSpec["lists"]): Says {
  if (lists === undefined) throw new RejectedSource("the sources file doesn't say what it lists");
  return lists === "mobile" ? { kind: "mobile" } : { kind: "anonymiser", anonymiser: lists };
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RejectedSource("it isn't UTF-8 text");
  }
}
