import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  buffersOf,
  type LocationData,
  LocationTable,
  setCount,
} from "@graticule/admission/location/location-table";
import { addedBy, establishedElsewhere, sharesOf } from "@graticule/admission/location/shares";
import { parsePlace } from "@graticule/jurisdiction/place";
import { CompilerThread } from "@graticule/server/location/compiler-thread";
import type { SourceSpec } from "@graticule/server/location/source-spec";
import { compileSources, freshSources, withEightSources } from "../location-sources.ts";
import { type BenchOptions, type BenchResult, spreadOf } from "../measure.ts";

/**
 * `sources`: from the files of eight full-size sources to tables that serve, in a thread of its own
 * as the service does it; the memory that the table takes once every range was looked up, which is
 * the most that it ever takes; and what the three packaged makers' real data could establish if they were fresh.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const measured = await withEightSources((specs) => measureEight(specs, rounds, say));
  const compileSeconds = spreadOf(measured.map(({ seconds }) => seconds));
  const memoryMB = spreadOf(measured.map(({ memory }) => memory));
  const told = tellRealData(say);
  const known = Object.entries(told);
  return {
    figures: {
      compileSeconds: compileSeconds.median,
      memoryMB: memoryMB.median,
      ...told,
    },
    spread: {
      compileSeconds: [compileSeconds.min, compileSeconds.max],
      memoryMB: [memoryMB.min, memoryMB.max],
      ...Object.fromEntries(known.map(([key, value]) => [key, [value, value] as const])),
    },
  };
}

interface Round {
  readonly seconds: number;
  /** Of the table alone, in millions of bytes. */
  readonly memory: number;
}

async function measureEight(
  specs: readonly SourceSpec[],
  rounds: number,
  say: BenchOptions["say"],
): Promise<Round[]> {
  const results: Round[] = [];
  for (let round = 0; round < rounds; round++) results.push(await measureOnce(specs, say));
  return results;
}

/** A function of its own, so that one round's table is gone when the next is weighed. */
async function measureOnce(specs: readonly SourceSpec[], say: BenchOptions["say"]): Promise<Round> {
  const before = await heapNow();
  const { seconds, data } = await compile(specs);
  const table = new LocationTable(data);
  lookUpAll(table, data);
  const heap = ((await heapNow()) - before) / 1e6;
  const arrays = buffersOf(data).reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6;
  const ranges = `${data.ipv4.values.length} IPv4 and ${data.ipv6.values.length} IPv6 ranges`;
  say(`${ranges}, ${setCount(data)} sets of evidence`);
  say(`${seconds.toFixed(1)} s; ${arrays.toFixed(1)} MB of arrays, ${heap.toFixed(1)} MB of heap`);
  // Keeps the table alive until it was weighed.
  table.evidenceOf({ kind: "unknown" });
  return { seconds, memory: arrays + heap };
}

/** In a new thread each time: nothing is known of the files, as at a start. */
async function compile(specs: readonly SourceSpec[]) {
  const begun = performance.now();
  const thread = new CompilerThread();
  const { made, reports } = await thread.compile(specs, Date.now());
  const seconds = (performance.now() - begun) / 1000;
  await thread.close();
  if (made?.form !== "tables" || reports.some(({ trouble }) => trouble.kind !== "none")) {
    throw new Error(`not all of the eight are served: ${JSON.stringify(reports)}`);
  }
  return { seconds, data: made.tables.data };
}

/** Looks up an address of every range, so that the table holds the fix of each set of evidence. */
function lookUpAll(table: LocationTable, { ipv4, ipv6 }: LocationData): void {
  const now = Date.now();
  for (const bits of ipv4.starts) table.lookUp({ kind: "ipv4", bits }, now);
  for (let at = 0; at < ipv6.starts.length; at += 4) {
    const [word0 = 0, word1 = 0, word2 = 0, word3 = 0] = ipv6.starts.subarray(at, at + 4);
    table.lookUp({ kind: "ipv6", word0, word1, word2, word3 }, now);
  }
}

/** Bytes, with what is unreachable collected. */
async function heapNow(): Promise<number> {
  for (let time = 0; time < 2; time++) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Over the addresses that IPtoASN has a country for: those that are routed. */
function tellRealData(say: BenchOptions["say"]) {
  const data = compileSources(freshSources());
  const now = Date.now();
  const { families, probableBecause } = sharesOf(data, now, ["iptoasn"]);
  for (const { family, ...shares } of families) say(`${family}: ${percents(shares)}`);
  for (const { family, ...causes } of probableBecause) {
    say(`${family}, of what is probable: ${percents(causes)}`);
  }
  for (const { id, adds, prevents } of addedBy(data, now, ["iptoasn"])) {
    say(
      `${id} adds ${percents({ ...adds })}; contests otherwise certain ${percents({ ...prevents })}`,
    );
  }
  const hk = parsePlace("HK");
  const cn = parsePlace("CN");
  if (hk === undefined || cn === undefined) throw new Error("no such place");
  const wrong = ["geo-whois-asn", "iptoasn"].map((id) => {
    const [found] = establishedElsewhere(data, now, id, hk).filter(({ place }) => place === cn);
    const { ipv4, ipv6 } = found ?? { ipv4: 0, ipv6: 0 };
    say(
      `registered to HK by ${id}, established as CN by the other two: ${percents({ ipv4, ipv6 })}`,
    );
    return ipv4;
  });
  say(
    "with the third maker's word none of it is established: it differs, so the place is contested",
  );
  const share = (name: "ipv4" | "ipv6") =>
    families.find(({ family }) => family === name)?.established ?? 0;
  return {
    establishedIPv4: share("ipv4"),
    establishedIPv6: share("ipv6"),
    hkWrong: Math.max(...wrong),
  };
}

function percents(shares: Readonly<Record<string, number>>): string {
  return Object.entries(shares)
    .map(([name, share]) => `${name} ${(share * 100).toFixed(2)} %`)
    .join(", ");
}
