import { parseArgs } from "node:util";
import type { AgreementReport } from "@graticule/api/agreement";
import { StartError } from "../config/start-error.ts";
import { agreementFile, keepReport } from "../location/agreement-reports.ts";
import { compareSources, usualSample, usualSeed } from "../location/compare-sources.ts";
import { configuredSources } from "../location/configured-sources.ts";
import { runCommand } from "./run-command.ts";
import { onSharedFolder } from "./shared-location.ts";

const usage = `Usage: npm run geo:agreement [-- --sample 100000] [--seed 1] [--sources FILE]
Compares your location sources on random public addresses: how often they agree, and which says what
where they don't. Only counts are kept, for the status page.`;

/** As many pairs as a screen shows. */
const shownPairs = 25;

await runCommand(async (config) => {
  const { sample, seed, sources } = readArguments();
  await onSharedFolder(config, async () => {
    const specs = configuredSources({
      ...config,
      sourcesFile: sources ?? config.sourcesFile,
    }).read();
    const onStep = (done: number, of: number) => process.stderr.write(`\r${done} of ${of} steps`);
    const report = compareSources({ specs, now: Date.now(), size: sample, seed, onStep });
    process.stderr.write("\n");
    // Of other sources it says nothing about the service's own, whose report the status page shows.
    if (sources === undefined) keepReport(agreementFile(config), report);
    console.log(describe(report).join("\n"));
  });
});

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        sample: { type: "string", default: String(usualSample) },
        seed: { type: "string", default: String(usualSeed) },
        sources: { type: "string" },
      },
    });
    const [sample, seed] = [Number(values.sample), Number(values.seed)];
    if (!(Number.isInteger(sample) && sample > 0 && sample <= 10_000_000)) throw new Error(usage);
    if (!(Number.isInteger(seed) && seed >= 0)) throw new Error(usage);
    return { sample, seed, sources: values.sources };
  } catch {
    throw new StartError("geo", usage);
  }
}

function describe({ sources, families, places, pairs }: AgreementReport): string[] {
  if (sources.length < 2) {
    return [
      "There is nothing to compare: fewer than two of your sources locate addresses. Add data from a second provider (see docs/deploy.md).",
    ];
  }
  const said = new Map(places.map((place) => [place.place, place.said]));
  return [
    ...families.map(
      ({ family, sampled, compared, all, two }) =>
        `${family}: ${sampled} sampled, ${compared} known to two or more sources. All agree on ${percent(all, compared)} of these, at least two on ${percent(two, compared)}`,
    ),
    ...sources.map(
      ({ id, known, differs }) =>
        `${id}: locates ${known}; another source disagrees on ${percent(differs, known)}`,
    ),
    "one source says, another says: addresses (of 1,000 that any source places in the first)",
    ...pairs
      .slice(0, shownPairs)
      .map(
        ({ place, other, count }) =>
          `${place} ${other}: ${count} (${Math.round((count / (said.get(place) ?? count)) * 1_000)})`,
      ),
  ];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((part / whole) * 100).toFixed(1)}%`;
}
