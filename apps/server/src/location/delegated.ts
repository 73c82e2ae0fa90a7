import type { NumberedNetwork } from "@graticule/admission/location/boundaries";
import { type Network, parseNetwork } from "@graticule/admission/location/network";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { RejectedSource } from "./rejected-source.ts";

/** What the registries registered, and when they said so. */
export interface ReadDelegations {
  readonly networks: readonly NumberedNetwork[];
  readonly places: readonly Place[];
  /** The beginning of the day that the heading names as its last, in epoch milliseconds. */
  readonly builtAt: number;
}

/**
 * Statistics of the regional internet registries (RIR statistics exchange format, version 2,
 * extended or not; one registry's or the NRO's of all five): `registry|cc|type|start|value|date|
 * status…`. An IPv4 record counts addresses, which need not be a power of two; an IPv6 record names
 * a prefix length. What is `available` or `reserved`, and codes that are no place (EU, ZZ…), say
 * nothing. Throws {@link RejectedSource} for any other line, for a file whose summary lines count
 * other records than it has, and for a last line without an end.
 */
export function readDelegated(text: string): ReadDelegations {
  if (!text.endsWith("\n")) throw new RejectedSource("its last line has no end: it may be cut off");
  const lines = text
    .split("\n")
    .map((line, at) => ({ columns: line.trimEnd().split("|"), number: at + 1 }))
    .filter(({ columns }) => columns[0] !== "" && !columns[0]?.startsWith("#"));
  const [heading, ...rest] = lines;
  const builtAt = dateOf(heading?.columns ?? []);
  const reader = new Reader();
  for (const { columns, number } of rest) {
    if (!reader.take(columns)) throw new RejectedSource(`line ${number} is not a delegation`);
  }
  return { ...reader.result(), builtAt };
}

const families = ["ipv4", "ipv6"] as const;

class Reader {
  readonly #networks: NumberedNetwork[] = [];
  readonly #places = new Map<Place, number>();
  readonly #records = { ipv4: 0, ipv6: 0 };
  readonly #promised = { ipv4: 0, ipv6: 0 };

  /** False: the line is none of this format. */
  take(columns: readonly string[]): boolean {
    const [, code = "", type = "", start = "", value = "", last, status = ""] = columns;
    const isSummary = columns.length === 6 && last === "summary";
    if (type === "asn") return isSummary || columns.length >= 7;
    if (type !== "ipv4" && type !== "ipv6") return false;
    if (isSummary) {
      this.#promised[type] += Number(value);
      return true;
    }
    const network = type === "ipv4" ? ipv4Range(start, value) : parseNetwork(`${start}/${value}`);
    if (network === undefined || columns.length < 7) return false;
    this.#records[type] += 1;
    this.#networks.push({ network, value: this.#numberOf(code, status) });
    return true;
  }

  result() {
    if (this.#networks.length === 0) throw new RejectedSource("it has no delegations");
    for (const family of families) {
      if (this.#promised[family] !== this.#records[family]) {
        throw new RejectedSource(`its summary counts other ${family} records than it has`);
      }
    }
    return { networks: this.#networks, places: [...this.#places.keys()] };
  }

  #numberOf(code: string, status: string): number {
    const isInUse = status === "allocated" || status === "assigned";
    const place = isInUse ? parsePlace(code) : undefined;
    if (place === undefined) return 0;
    const number = this.#places.get(place) ?? this.#places.size + 1;
    this.#places.set(place, number);
    return number;
  }
}

/** Of a heading `2|registry|serial|records|startdate|enddate|offset`. */
function dateOf(columns: readonly string[]): number {
  const [version = "", , , , , end = ""] = columns;
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(end) ?? [];
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (!version.startsWith("2") || Number.isNaN(date)) throw new RejectedSource("it has no heading");
  return date;
}

/** `count` addresses from `start` on. */
function ipv4Range(start: string, count: string): Network | undefined {
  const first = parseNetwork(start)?.first[0];
  if (first === undefined || start.includes("/") || !/^[1-9]\d{0,9}$/.test(count)) return undefined;
  const last = first + Number(count) - 1;
  return last > 0xffff_ffff ? undefined : { width: 1, first: [first], last: [last] };
}
