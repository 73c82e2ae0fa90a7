import { isDeepStrictEqual } from "node:util";
import { agrees } from "@graticule/admission/agrees";
import { explain, explainFix } from "@graticule/admission/explain";
import type { Rule } from "@graticule/admission/limit";
import { compileLimits } from "@graticule/admission/limits";
import { parseAddress } from "@graticule/admission/location/address";
import type { Evidence } from "@graticule/admission/location/evidence";
import { isStale } from "@graticule/admission/location/resolve-fix";
import { onDoubt as onDoubtSchema } from "@graticule/api/rules";
import { groupById } from "@graticule/jurisdiction/group";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { byLimits } from "../decision/by-limits.ts";
import { configuredSources } from "../location/configured-sources.ts";
import { createLocator } from "../location/create-locator.ts";
import type { Locator } from "../location/locator.ts";
import type { SourceSpec } from "../location/source-spec.ts";
import { downloadedSources, tokensOf, updateSource } from "../location/update-source.ts";
import { createSafeFetch } from "../outbound/safe-fetch.ts";
import { realPathOf } from "../processes/real-path.ts";
import { argumentsOf, runCommand } from "./run-command.ts";
import { onSharedFolder, openServed } from "./shared-location.ts";

const usage = `Usage: npm run geo -- explain ADDRESS [--deny CN,HK] [--allow EU] [--on-doubt admit|hold|refuse|ask]
                                        [--stated FR] [--matches probable|established] [--sources FILE]
       npm run geo -- sources [--sources FILE]
       npm run geo:update [-- --sources FILE]
Shows what each location source says about an address, and what follows from that. With --deny or --allow,
it also shows what such a rule decides; with --stated, what it decides when the person is asked and gives
that place. Places are ISO codes or groups such as EU. Nothing is stored. geo:update downloads the sources
that have a url; a running service picks them up automatically.`;

interface Asked {
  readonly deny?: string | undefined;
  readonly allow?: string | undefined;
  readonly onDoubt: string;
  readonly matches: string;
  readonly stated?: string | undefined;
}

await runCommand(async (config) => {
  const { values, positionals } = argumentsOf("geo", usage, {
    allowPositionals: true,
    options: {
      deny: { type: "string" },
      allow: { type: "string" },
      "on-doubt": { type: "string", default: "admit" },
      matches: { type: "string", default: "probable" },
      stated: { type: "string" },
      sources: { type: "string" },
    },
  });
  const [command, address] = positionals;
  const sources = configuredSources({
    ...config,
    sourcesFile: values.sources ?? config.sourcesFile,
  });
  if (command === "update") {
    return await onSharedFolder(config, async () => {
      const specs = sources.read();
      if (values.sources !== undefined) refuseOwnFiles(specs, config);
      await updateSources(specs, config);
    });
  }
  const isWhole = command === "sources" || (command === "explain" && address !== undefined);
  if (!isWhole) throw new StartError("geo", usage);
  const isServed = config.cluster !== undefined && values.sources === undefined;
  const locator = isServed ? await openServed(config) : await createLocator({ sources });
  try {
    const asked = { ...values, onDoubt: values["on-doubt"] };
    const lines =
      address === undefined ? describeSources(locator) : explainAddress(locator, address, asked);
    console.log(lines.join("\n"));
  } finally {
    await locator.close();
  }
});

/**
 * INVARIANT: what another list downloads replaces no file that the service's own sources read: their makers would then be
 * named for data that aren't theirs.
 */
function refuseOwnFiles(specs: readonly SourceSpec[], config: Config): void {
  const own = configuredSources(config).read();
  for (const spec of downloadedSources(specs)) {
    const file = realPathOf(spec.path);
    const taken = own.find((one) => realPathOf(one.path) === file && !isDeepStrictEqual(one, spec));
    if (taken === undefined) continue;
    throw new StartError(
      "geo",
      `${spec.id} would replace the data of ${taken.id}, by ${taken.maker}, which the service uses. ` +
        "Choose another id. Nothing was downloaded.",
    );
  }
}

/** Tells each source's outcome; the command fails where one of them did. */
async function updateSources(specs: readonly SourceSpec[], config: Config): Promise<void> {
  const downloaded = downloadedSources(specs);
  if (downloaded.length === 0) {
    throw new StartError(
      "geo",
      "No source is downloaded. Choose some with `npm run geo:setup`, or list your own (see docs/deploy.md).",
    );
  }
  const fetch = createSafeFetch({ allow: config.outboundAllow });
  const tokens = tokensOf(config);
  for (const spec of downloaded) {
    const outcome = await updateSource(spec, { fetch, now: Date.now, tokens });
    const why = "why" in outcome ? `: ${outcome.why}` : "";
    if (why !== "") process.exitCode = 1;
    console.log(`${spec.id}: ${outcome.kind}${why}`);
  }
}

function describeSources(locator: Locator): string[] {
  return locator.sources().map((source) => {
    const date = source.builtAt === undefined ? "no date" : dateOf(source.builtAt);
    const detail = source.detail === undefined ? "" : ` (${source.detail})`;
    const kind = source.kind === "list" ? "list" : source.basis;
    return `${source.id}: ${source.state}, ${kind}, by ${source.maker}, ${date}${detail}`;
  });
}

function explainAddress(locator: Locator, address: string, asked: Asked): string[] {
  if (parseAddress(address).kind === "unknown") {
    throw new StartError("geo", `${address} isn't an IP address in its usual form.`);
  }
  const now = Date.now();
  const words = locator.evidenceOf(address).map((evidence) => describeWord(evidence, now));
  const fix = locator.fixOf(address, now);
  const rule = ruleOf(asked);
  const stated = asked.stated === undefined ? undefined : placeOf(asked.stated);
  return [
    ...(words.length === 0 ? [`no source knows this address (asked: ${namesOf(locator)})`] : words),
    ...(stated === undefined
      ? []
      : [
          `stated: ${stated}, ${agrees(fix, stated) ? "agrees with the sources" : "doesn't agree with the sources"}`,
        ]),
    ...(rule === undefined
      ? [explainFix(fix)]
      : explain(fix, byLimits(fix, compileLimits([rule]), now, stated))),
  ];
}

function namesOf(locator: Locator): string {
  const names = locator.sources().map(({ id }) => id);
  return names.length === 0 ? "none; set LOCATION_SOURCES" : names.join(", ");
}

function describeWord({ source, says }: Evidence, now: number): string {
  const age = isStale(source, now) ? ", stale" : "";
  const from = `${source.basis}, by ${source.maker}, ${dateOf(source.builtAt)}${age}`;
  switch (says.kind) {
    case "place":
      return `${source.id} says ${says.place}${registeredAs(says.registered)} (${from})`;
    case "anonymiser":
      return `${source.id} lists it as ${says.anonymiser} (${from})`;
    case "mobile":
      return `${source.id} lists it as a mobile network (${from})`;
  }
}

function registeredAs(place: Place | undefined): string {
  return place === undefined ? "" : `, registered in ${place}`;
}

function ruleOf({ deny, allow, onDoubt, matches }: Asked): Rule | undefined {
  if (deny === undefined && allow === undefined) return undefined;
  const doubt = onDoubtSchema.safeParse(onDoubt);
  if (!doubt.success) throw new StartError("geo", usage);
  if (matches !== "probable" && matches !== "established") throw new StartError("geo", usage);
  return {
    kind: "rule",
    id: "as-asked",
    tier: "meeting",
    deny: deny === undefined ? [] : placesOf(deny),
    allow: allow === undefined ? "everyone" : placesOf(allow),
    matches,
    onDoubt: doubt.data,
  };
}

function placesOf(list: string): Place[] {
  return list.split(",").flatMap((word) => {
    const text = word.trim().toUpperCase();
    const place = parsePlace(text);
    const places = place === undefined ? groupById(text)?.places : [place];
    if (places === undefined)
      throw new StartError(
        "geo",
        `${text} is neither a place nor a group. Use an ISO code such as DE or FR-ARA, or a group such as EU.`,
      );
    return [...places];
  });
}

function placeOf(text: string): Place {
  const place = parsePlace(text.trim().toUpperCase());
  if (place === undefined)
    throw new StartError("geo", `${text} isn't a place. Use an ISO code such as DE or FR-ARA.`);
  return place;
}

function dateOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
