import type { NumberedNetwork } from "@graticule/admission/location/boundaries";
import { type Network, parseNetwork, parseRange } from "@graticule/admission/location/network";
import { covers } from "@graticule/jurisdiction/covers";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import type { AddressSet } from "./address-set.ts";
import { RejectedSource } from "./rejected-source.ts";

/** Networks of a text file; value `n` above 0 stands for `places[n - 1]`, 0 for "no place". */
export interface ReadNetworks {
  readonly networks: readonly NumberedNetwork[];
  readonly places: readonly Place[];
  /** Lines that made no sense; of their networks, where they name one, nothing is said. */
  readonly notUnderstood: number;
}

/** For which addresses a geofeed may speak. */
interface GeofeedLimits {
  /** Lines about others are left out. */
  readonly within: readonly AddressSet[];
  /** A line about any other is a reason not to believe the file at all. */
  readonly held: AddressSet | undefined;
}

/**
 * A country database as text, with commas or tabs between the columns, quoted or not:
 * - a line `first,last,CC` or `network,CC`, with any further columns, one heading line allowed;
 * - with a heading that names `country_code`, the country stands in that column.
 *
 * No country (empty, `-`, `None`) and codes that are no place (EU, ZZ…) say nothing. Throws
 * {@link RejectedSource} for any other line and for a last line without an end (a file cut off).
 */
export function readCountryCsv(text: string): ReadNetworks {
  const places = new PlaceNumbers();
  const networks: NumberedNetwork[] = [];
  let codeAt = -1;
  for (const [number, line] of completeLines(text).entries()) {
    if (line === "") continue;
    const columns = columnsOf(line);
    const row = networkAndCode(columns, codeAt);
    const mayBeHeading = number === 0 && !addressSign.test(columns[0] ?? "");
    if (row !== undefined) {
      networks.push({ network: row.network, value: places.numberOf(parsePlace(row.code)) });
    } else if (mayBeHeading) codeAt = columns.indexOf("country_code");
    else throw new RejectedSource(`line ${number + 1} isn't a network and a country`);
  }
  return { networks, places: places.list, notUnderstood: 0 };
}

/**
 * A geofeed (RFC 8805): `prefix,country,region,city,postal`. Lines that make no sense are left out,
 * as the RFC asks, and counted; so is a last line cut off within its region (`PA-10` cut to `PA-1`
 * would be a guess). Where their network is sound, nothing is said of it: no wider line decides for
 * it. An empty country means that the network is not to be located.
 * Lines about addresses for which the file may not speak are left out and counted as well.
 */
export function readGeofeed(
  text: string,
  { within, held }: GeofeedLimits = { within: [], held: undefined },
): ReadNetworks {
  const places = new PlaceNumbers();
  const networks: NumberedNetwork[] = [];
  let notUnderstood = 0;
  const lines = text.split("\n");
  for (const [number, line] of lines.entries()) {
    const content = withoutComment(line);
    if (content === "") continue;
    const { network, place, isBroken } = geofeedRow(content, number === lines.length - 1);
    if (network !== undefined && held?.holds(network) === false) {
      throw new RejectedSource(
        `line ${number + 1} is about addresses that its signer doesn't hold`,
      );
    }
    const isOurs = network !== undefined && within.every((set) => set.holds(network));
    if (isOurs) networks.push({ network, value: places.numberOf(place) });
    if (!isOurs || isBroken) notUnderstood += 1;
  }
  return { networks, places: places.list, notUnderstood };
}

function withoutComment(line: string): string {
  return (line.split("#")[0] ?? "").trim();
}

function geofeedRow(content: string, isLast: boolean) {
  const columns = content.split(",").map(unquoted);
  const [prefix = "", country, region = ""] = columns;
  const isCut = isLast && columns.length < 4;
  const said = country === undefined || isCut ? "broken" : geofeedPlace(country, region);
  const isBroken = said === "broken";
  // A network without anything after it may be cut off, too: `/2` of `/24`.
  const network = isLast && country === undefined ? undefined : parseNetwork(prefix);
  return { network, place: isBroken ? undefined : said, isBroken };
}

/**
 * A list of networks or addresses as their makers publish them, every network with the value 1:
 * - one network or address a line, comments after `#` or `;`;
 * - CSV whose first column is a network (geofeeds of RFC 8805 too: what they say of places is not
 *   read), quoted or not, one heading line allowed;
 * - the Tor Project's list of exits with `ExitAddress` lines (TorDNSEL).
 *
 * Throws {@link RejectedSource} for any other line and for a last line without an end.
 */
export function readNetworkList(text: string): readonly NumberedNetwork[] {
  const networks: NumberedNetwork[] = [];
  let isFirst = true;
  for (const [number, line] of completeLines(text).entries()) {
    const content = (line.split(/[#;]/)[0] ?? "").trim();
    if (content === "") continue;
    const network = listedNetwork(content);
    const isHeading = isFirst && content.includes(",") && !addressSign.test(firstColumn(content));
    if (network !== undefined) networks.push({ network, value: 1 });
    else if (!isHeading && !torDetail.test(content)) {
      throw new RejectedSource(`line ${number + 1} isn't a network`);
    }
    isFirst = false;
  }
  return networks;
}

/** https://2019.www.torproject.org/tordnsel/exitlist-spec.txt */
const torExit = /^ExitAddress (\S+) \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const torDetail =
  /^(ExitNode [0-9A-F]{40}|(Published|LastStatus) \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}|@type tordnsel 1\.\d+)$/;

/** In every address, in no heading. */
const addressSign = /[.:]/;

function listedNetwork(content: string): Network | undefined {
  return parseNetwork(torExit.exec(content)?.[1] ?? firstColumn(content));
}

function firstColumn(content: string): string {
  return unquoted(content.split(",")[0] ?? "");
}

class PlaceNumbers {
  readonly list: Place[] = [];
  readonly #numbers = new Map<Place, number>();

  numberOf(place: Place | undefined): number {
    if (place === undefined) return 0;
    const known = this.#numbers.get(place);
    if (known !== undefined) return known;
    this.list.push(place);
    this.#numbers.set(place, this.list.length);
    return this.list.length;
  }
}

/** `broken`: a code that is no place, or a region outside its country. Never a guess. */
function geofeedPlace(countryText: string, regionText: string): Place | undefined | "broken" {
  const country = countryText === "" ? undefined : parsePlace(countryText.toUpperCase());
  const region = regionText === "" ? undefined : parsePlace(regionText.toUpperCase());
  if (countryText !== "" && country === undefined) return "broken";
  if (regionText !== "" && region === undefined) return "broken";
  if (region === undefined) return country;
  return country === undefined || covers(country, region) ? region : "broken";
}

function networkAndCode(
  columns: readonly string[],
  codeAt: number,
): { network: Network; code: string } | undefined {
  const [first = "", second = ""] = columns;
  const isCidr = first.includes("/");
  const network = isCidr ? parseNetwork(first) : parseRange(first, second);
  const usual = isCidr ? 1 : 2;
  const code = columns[codeAt < 0 ? usual : codeAt];
  return network === undefined || code === undefined || !countryColumn.test(code)
    ? undefined
    : { network, code };
}

/** A code, or one of the ways in which makers write that there is none. */
const countryColumn = /^([A-Z][A-Z0-9]|-|None|)$/;

/** Splits at tabs where there are any, else at commas; quoted columns may contain commas. */
function columnsOf(line: string): string[] {
  if (line.includes("\t")) return line.split("\t").map(unquoted);
  if (!line.includes('"')) return line.split(",").map((column) => column.trim());
  return (line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? []).map((column) =>
    unquoted(column.replace(/,$/, "")),
  );
}

/** Throws {@link RejectedSource} where the last line has no end. */
export function completeLines(text: string): string[] {
  if (!text.endsWith("\n"))
    throw new RejectedSource("its last line has no line end, so it may be cut off");
  return text.split("\n").map((line) => line.replace(/\r$/, ""));
}

function unquoted(column: string): string {
  return column.trim().replace(/^"(.*)"$/, "$1");
}
