import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatAddress } from "@graticule/admission/location/address";
import type { Boundaries } from "@graticule/admission/location/boundaries";
import {
  compileLocationData,
  type LocationData,
  type SourceRanges,
} from "@graticule/admission/location/location-table";
import { loadSource } from "@graticule/server/location/load-source";
import { packagedSources, type SourceSpec } from "@graticule/server/location/source-spec";
import { randomWords } from "./decision/addresses.ts";

const dayMs = 86_400_000;

/** The packaged sources, treated as fresh: stale ones would establish nothing. */
export function freshSources(): readonly SourceSpec[] {
  return packagedSources().map((spec) => ({ ...spec, maxAgeMs: 3650 * dayMs }));
}

export function compileSources(specs: readonly SourceSpec[]): LocationData {
  return compileLocationData(specs.map(rangesOf));
}

/**
 * Calls `use` with eight fresh sources of eight makers, each of full size and in a form in which
 * makers publish: the three packaged databases (MMDB), a second maker's copy of each (CSV) in which
 * a few percent of the borders run elsewhere, geofeeds of 200,000 networks, and a list as long as
 * that of a private relay. Then removes the files.
 */
export async function withEightSources<T>(
  use: (specs: readonly SourceSpec[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-sources-"));
  try {
    const packaged = freshSources();
    const made = packaged.flatMap((spec, at): SourceSpec[] => {
      const path = join(folder, `${spec.id}-copy.csv`);
      const ranges = rangesOf(spec);
      writeFileSync(path, countryCsv(ranges, at + 1));
      const copy: SourceSpec = { ...spec, id: `${spec.id}-copy`, maker: spec.id, path };
      const csv: SourceSpec = { ...copy, kind: "country-csv" };
      if (at > 0) return [csv];
      const feeds = join(folder, "feeds.csv");
      writeFileSync(feeds, geofeed(ranges, 200_000));
      return [
        csv,
        { ...copy, id: "feeds", maker: "feeds", basis: "declared", kind: "geofeed", path: feeds },
      ];
    });
    const list = join(folder, "relay.txt");
    writeFileSync(list, relayList(280_000));
    const relay = { id: "relay", maker: "relay", kind: "list", path: list } as const;
    const says = { basis: "measured", lists: "shared-egress", maxAgeMs: 60 * dayMs } as const;
    const unsaid = { licence: "", attribution: "", download: undefined };
    return await use([...packaged, ...made, { ...relay, ...says, ...unsaid }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rangesOf(spec: SourceSpec): SourceRanges {
  const outcome = loadSource(spec, undefined, Date.now());
  if (outcome.kind !== "loaded") throw new Error(`${spec.id} is ${outcome.kind}`);
  return outcome.loaded.ranges;
}

interface Row {
  readonly first: bigint;
  readonly last: bigint;
  readonly code: string;
}

/** The ranges with a place, as numbers. */
function rowsOf({ says }: SourceRanges, { width, starts, values }: Boundaries): Row[] {
  const start = (entry: number): bigint => {
    if (entry === values.length) return 1n << BigInt(width * 32);
    let number = 0n;
    for (const word of starts.subarray(entry * width, (entry + 1) * width)) {
      number = (number << 32n) | BigInt(word);
    }
    return number;
  };
  return [...values.keys()].flatMap((entry) => {
    const said = says[(values[entry] ?? 0) - 1];
    if (said?.kind !== "place") return [];
    return [{ first: start(entry), last: start(entry + 1) - 1n, code: said.place }];
  });
}

function textOf(address: bigint, width: Boundaries["width"]): string {
  const word = (at: number) => Number(BigInt.asIntN(32, address >> BigInt(at * 32)));
  return formatAddress(
    width === 1
      ? { kind: "ipv4", bits: word(0) }
      : { kind: "ipv6", word0: word(3), word1: word(2), word2: word(1), word3: word(0) },
  );
}

/** Of every 33 ranges one has its neighbour's place, and of another the second half has it. */
function countryCsv(ranges: SourceRanges, seed: number): string {
  const next = randomWords(seed);
  return [ranges.ipv4, ranges.ipv6]
    .flatMap((family) => {
      const rows = rowsOf(ranges, family);
      return rows.flatMap(({ first, last, code }, at) => {
        const drawn = next() % 33;
        const other = rows[at + 1]?.code ?? code;
        const middle = (first + last) / 2n;
        const isSplit = drawn === 1 && first < last;
        const parts: Row[] = isSplit
          ? [
              { first, last: middle, code },
              { first: middle + 1n, last, code: other },
            ]
          : [{ first, last, code: drawn === 0 ? other : code }];
        const text = (address: bigint) => textOf(address, family.width);
        return parts.map((part) => `${text(part.first)},${text(part.last)},${part.code}\n`);
      });
    })
    .join("");
}

/** The first CIDR block of ranges of both families, evenly taken. */
function geofeed(ranges: SourceRanges, size: number): string {
  return [ranges.ipv4, ranges.ipv6]
    .flatMap((family) => {
      const rows = rowsOf(ranges, family);
      const step = Math.max(1, Math.floor(rows.length / (size / 2)));
      return rows
        .filter((_, at) => at % step === 0)
        .map(({ first, last, code }) => {
          let host = 0;
          const fits = (bits: number) =>
            first % (1n << BigInt(bits)) === 0n && first + (1n << BigInt(bits)) - 1n <= last;
          while (host < family.width * 32 - 8 && fits(host + 1)) host += 1;
          const prefix = `${textOf(first, family.width)}/${family.width * 32 - host}`;
          return `${prefix},${code},,,\n`;
        });
    })
    .join("");
}

/** Every second /28 or /64 of some hundred blocks, so that none merges with the next. */
function relayList(size: number): string {
  const next = randomWords(11);
  const perBlock = 1_000;
  return Array.from({ length: size / perBlock }, (_, block) => {
    const base = next() % 200;
    return Array.from({ length: perBlock }, (_, at) => {
      if (block % 3 > 0)
        return `2a${(base % 10) + 10}:${block.toString(16)}:0:${(at * 2).toString(16)}::/64\n`;
      return `${base + 10}.${block % 256}.${at >> 3}.${(at % 8) * 32}/28\n`;
    }).join("");
  }).join("");
}
