import { parseAddress } from "@graticule/admission/location/address";
import type { Fix } from "@graticule/admission/location/fix";
import { LocationTable } from "@graticule/admission/location/location-table";
import { type CountryResponse, open } from "maxmind";
import { compileSources, freshSources, withEightSources } from "../location-sources.ts";
import {
  type BenchOptions,
  type BenchResult,
  type Contender,
  measureInterleaved,
  type Ratio,
  ratioOf,
  spreadOf,
} from "../measure.ts";
import { makeAddresses } from "./addresses.ts";
import { fixByAllEvidence, withLists } from "./all-evidence.ts";
import { loadCedar } from "./cedar.ts";
import { countMismatches, type ReadCode } from "./exactness.ts";
import { makeLimits } from "./limits.ts";
import { loadOpa } from "./opa.ts";
import { oursWith, over } from "./ours.ts";
import { measureReloadDelay } from "./reload.ts";

/**
 * `decision`: an address as text → fix from three sources → decision whose reasons are read,
 * against one bare look-up of the npm MMDB reader in one database, and against OPA and Cedar, which
 * get the fix from our look-up (its time included). All in one process and thread, CPU time,
 * interleaved. The packaged data count as fresh here, because stale data would establish nothing.
 * “All evidence” is the same for someone inside: four more lists, a second path of their packets,
 * and what light rules out.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  say("swapping one of eight databases under load…");
  // First, while the heap is as small as a server's.
  const delays = await withEightSources(async (eight) => {
    const found: number[] = [];
    for (let round = 0; round < rounds; round++) found.push(await measureReloadDelay(eight, 2));
    return found;
  });
  const specs = freshSources();
  const data = compileSources(specs);
  const addresses = makeAddresses(data, 1_000_000, 1);
  const readers = await Promise.all(specs.map(({ path }) => openReader(path)));
  const maxmind = readers[0] as ReadCode;
  say(`${data.ipv4.values.length} IPv4 and ${data.ipv6.values.length} IPv6 ranges; measuring…`);

  const table = new LocationTable(data);
  const makeOpa = await loadOpa(say);
  const opaDecide = await makeOpa(makeLimits(1000));
  const now = Date.now();
  const fixOf = (address: string): Fix => table.lookUp(parseAddress(address), now);
  const ours = (count: number): Contender => oursWith(count, { addresses, fixOf, now });
  const fullTable = new LocationTable(withLists(specs, compileSources));
  const locator = { fixOf: (address: string) => fullTable.lookUp(parseAddress(address), now) };
  const byAll = await fixByAllEvidence(locator, addresses, now);
  const measured = await measureInterleaved(
    [
      ours(10),
      ours(1000),
      ours(10_000),
      { ...oursWith(1000, { addresses, fixOf: byAll, now }), name: "ours-1000, all evidence" },
      over("maxmind", addresses, (address) => maxmind(address)?.length ?? 0),
      over("opa", every(addresses, 10), (address) => opaDecide(fixOf(address))),
      withCedar(10, every(addresses, 250), fixOf),
      withCedar(1000, every(addresses, 10_000), fixOf),
    ],
    rounds,
  );
  for (const { name, perCpuSecond } of measured.values()) {
    say(`${name}: ${Math.round(spreadOf(perCpuSecond).median).toLocaleString("en")} a CPU-second`);
  }
  const ratio = (above: string, below: string): Ratio =>
    ratioOf(measured.get(above), measured.get(below));
  const ratios = {
    overMaxmind: ratio("ours-1000", "maxmind"),
    allEvidenceOverMaxmind: ratio("ours-1000, all evidence", "maxmind"),
    overOpa: ratio("ours-1000", "opa"),
    overCedar10: ratio("ours-10", "cedar-10"),
    overCedar1000: ratio("ours-1000", "cedar-1000"),
    cost10000by10: ratio("ours-10", "ours-10000"),
  };
  say("comparing with the MMDB reader…");
  const mismatches = countMismatches(data, readers, 1_000_000);
  return resultOf(ratios, mismatches, spreadOf(delays));
}

function resultOf(
  ratios: Readonly<Record<string, Ratio>>,
  mismatches: number,
  reload: Ratio,
): BenchResult {
  const all = Object.entries({ ...ratios, reloadDelayMs: reload });
  const figures = Object.fromEntries(all.map(([key, { median }]) => [key, median]));
  const spread = Object.fromEntries(all.map(([key, { min, max }]) => [key, [min, max] as const]));
  return {
    figures: { ...figures, mismatches },
    spread: { ...spread, mismatches: [mismatches, mismatches] },
  };
}

/** The packaged databases have a flat record, unknown to the reader's types. */
async function openReader(path: string): Promise<ReadCode> {
  const reader = await open<CountryResponse>(path);
  return (address) => (reader.get(address) as { country_code?: string } | null)?.country_code;
}

function withCedar(
  count: number,
  addresses: readonly string[],
  fixOf: (address: string) => Fix,
): Contender {
  const cedar = loadCedar(makeLimits(count));
  return over(`cedar-${count}`, addresses, (address) => cedar(fixOf(address)));
}

/** Every `step`th address. */
function every(addresses: readonly string[], step: number): readonly string[] {
  return addresses.filter((_, at) => at % step === 0);
}
