import { createInterface, type Interface } from "node:readline/promises";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { agreementFile, keepReport } from "../location/agreement-reports.ts";
import { compareSources, usualSample, usualSeed } from "../location/compare-sources.ts";
import { configuredSources } from "../location/configured-sources.ts";
import { catalogue, catalogueDate, entryOf, recommended } from "../location/setup/catalogue.ts";
import { ChosenSources } from "../location/setup/chosen.ts";
import {
  createSourceSetup,
  type OfferedSource,
  type SetupStep,
  type SourceSetup,
} from "../location/setup/source-setup.ts";
import { type SourceSpec, toldKinds } from "../location/source-spec.ts";
import { useHeldBack } from "../location/sudden-change.ts";
import { downloadsDirOf, tokensOf } from "../location/update-source.ts";
import { createSafeFetch } from "../outbound/safe-fetch.ts";
import { describeShares } from "./describe-shares.ts";
import { argumentsOf, runCommand } from "./run-command.ts";
import { onSharedFolder } from "./shared-location.ts";

const usage = `Usage: npm run geo:setup [-- --accept dbip,iptoasn | --accept recommended | --accept all | --remove dbip | --use dbip | --undo | --list]
Shows free sources of location data with their licences, downloads those you accept, and says what
the service can tell with them. A running service uses them at once. --remove stops using some,
--undo brings back the sources before the last change, and --use lets newer data of a source be used
that waits because it changed suddenly.`;

const basisWords = {
  measured: "measured",
  registration: "from registrations",
  declared: "declared by networks themselves",
} as const;

await runCommand(async (config) => {
  const { values } = argumentsOf("geo", usage, {
    options: {
      accept: { type: "string" },
      remove: { type: "string" },
      use: { type: "string" },
      undo: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
    },
  });
  const setup = createSourceSetup({
    chosen: new ChosenSources(downloadsDirOf(config), config.locationMirror),
    tokens: tokensOf(config),
    fetch: createSafeFetch({ allow: config.outboundAllow }),
    now: Date.now,
  });
  if (Object.values(values).filter((value) => value !== undefined && value !== false).length > 1) {
    throw new StartError("geo", usage);
  }
  await onSharedFolder(config, async () => {
    if (values.use !== undefined) use(configuredSources(config).read(), values.use);
    else if (!(await change(setup, values))) return;
    console.log(inUse(setup));
    console.log(measure(config).join("\n"));
  });
});

function use(specs: readonly SourceSpec[], id: string): void {
  const spec = specs.find((one) => one.id === id);
  if (spec === undefined || !useHeldBack(spec)) {
    throw new StartError("geo", `${id} has no data that waits.`);
  }
}

interface Asked {
  readonly accept?: string | undefined;
  readonly remove?: string | undefined;
  readonly undo: boolean;
  readonly list: boolean;
}

/** False: nothing was to be changed. */
async function change(setup: SourceSetup, asked: Asked): Promise<boolean> {
  if (asked.undo) {
    if (!setup.canUndo()) throw new StartError("geo", "There is no change to take back.");
    setup.undo();
    return true;
  }
  if (asked.remove !== undefined) {
    remove(setup, idsIn(asked.remove));
    return true;
  }
  if (asked.accept !== undefined) return await accept(setup, idsIn(asked.accept));
  console.log(describeCatalogue(setup.offered()).join("\n"));
  if (asked.list) return false;
  if (!process.stdin.isTTY) {
    console.log("\nTo take some: npm run geo:setup -- --accept recommended");
    return false;
  }
  const { ids, entered } = await choose(setup);
  return ids.length > 0 && (await take(setup, ids, entered));
}

function remove(setup: SourceSetup, ids: readonly string[]): void {
  const unused = setup
    .offered()
    .flatMap(({ entry: { id }, acceptedAt }) =>
      ids.includes(id) && acceptedAt === undefined ? [id] : [],
    );
  if (unused.length > 0) {
    throw new StartError("geo", `Not in use: ${unused.join(", ")}. Nothing was changed.`);
  }
  setup.remove(ids);
}

/** Compares all sources, keeps the report for the administrator's page, and tells it. */
function measure(config: Config): string[] {
  const isShown = process.stderr.isTTY;
  if (isShown) process.stderr.write("Measuring what the service can tell now…");
  const specs = configuredSources(config).read();
  const asked = { specs, now: Date.now(), size: usualSample, seed: usualSeed };
  const report = compareSources({ ...asked, onStep: () => {} });
  if (isShown) process.stderr.write("\r\u001b[K");
  keepReport(agreementFile(config), report);
  return describeShares(report);
}

/** `recommended` stands for those of the catalogue that are, `all` for all of it. */
function idsIn(list: string): readonly string[] {
  const words = list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
  const named = { recommended, all: catalogue.map(({ id }) => id) };
  const ids = words.flatMap((word) =>
    word === "recommended" || word === "all" ? named[word] : [word],
  );
  const unknown = ids.filter((id) => entryOf(id) === undefined);
  if (unknown.length > 0) {
    const known = catalogue.map(({ id }) => id).join(", ");
    throw new StartError(
      "geo",
      `There is no source called ${unknown.join(", ")}. There are: ${known}.`,
    );
  }
  return ids;
}

function accept(setup: SourceSetup, ids: readonly string[]): Promise<boolean> {
  console.log("You accept these licences:");
  console.log(describeLicences(setup, ids).join("\n"));
  return take(setup, ids);
}

interface Choice {
  readonly ids: readonly string[];
  /** Makers' tokens, by source. */
  readonly entered: Readonly<Record<string, string>>;
}

/** Asks which ones, shows their licences, and asks whether they are accepted. */
async function choose(setup: SourceSetup): Promise<Choice> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const asked = await terminal.question(
      `\nWhich ones? Give their names, or press Enter for the recommended ones (${recommended.join(", ")}): `,
    );
    const ids = idsIn(asked.trim() === "" ? "recommended" : asked);
    console.log(describeLicences(setup, ids).join("\n"));
    const answer = await terminal.question("Do you accept these licences? (yes/no) ");
    if (!/^y(es)?$/i.test(answer.trim())) {
      console.log("Nothing was downloaded.");
      return { ids: [], entered: {} };
    }
    return { ids, entered: await askForTokens(setup, ids, terminal) };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ABORT_ERR")) throw error;
    throw new StartError("geo", "\nNothing was downloaded.");
  } finally {
    terminal.close();
  }
}

/** Asks for each token that is missing, or that its maker refused. */
async function askForTokens(
  setup: SourceSetup,
  ids: readonly string[],
  terminal: Interface,
): Promise<Choice["entered"]> {
  const entered: Record<string, string> = {};
  for (const { entry, token } of setup.offered()) {
    if (!ids.includes(entry.id) || token === undefined || token.state === "given") continue;
    const asked =
      token.state === "refused"
        ? `${entry.maker} refused the token that this service has. Enter another one (${token.from}): `
        : `${entry.maker} wants the token of a free account (${token.from}): `;
    entered[entry.id] = await terminal.question(asked);
  }
  return entered;
}

/** False: nothing arrived, and nothing was changed. */
async function take(
  setup: SourceSetup,
  ids: readonly string[],
  entered: Choice["entered"] = {},
): Promise<boolean> {
  const taken = await setup.take(ids, process.stderr.isTTY ? showStep : () => {}, { entered });
  for (const { id, outcome } of taken) {
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    if (!("why" in outcome)) {
      console.log(`${id}: ${outcome.kind === "unchanged" ? "up to date" : outcome.kind}`);
      continue;
    }
    process.exitCode = 1;
    console.log(`${id}: ${outcome.kind}: ${outcome.why}${tokenAdvice(setup, id)}`);
  }
  const hasAny = taken.some(({ outcome }) => outcome.kind !== "failed");
  if (!hasAny) console.log("Nothing arrived, and nothing was changed.");
  return hasAny;
}

/** Empty for a source that needs no token, or has one that its maker takes. */
function tokenAdvice(setup: SourceSetup, id: string): string {
  const token = setup.offered().find(({ entry }) => entry.id === id)?.token;
  if (token === undefined || token.state === "given") return "";
  return ` (set ${token.name} or ${token.name}_FILE; a free account at ${token.from} has it)`;
}

function showStep(step: SetupStep): void {
  process.stderr.write(`\r\u001b[K${step.id}: ${stepText(step)}`);
}

function stepText(step: SetupStep): string {
  if (step.kind === "checking") return "checking…";
  const of = step.of === undefined ? "" : ` of ${megabytes(step.of)}`;
  return `${megabytes(step.bytes)}${of} MB`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

function describeCatalogue(offered: readonly OfferedSource[]): string[] {
  return [
    `Free sources of location data, as of ${catalogueDate}:`,
    ...offered.flatMap(({ entry, acceptedAt, token }) => {
      const { id, maker, what, basis, kind, sizeMB, changes } = entry;
      const facts = [
        toldKinds[kind] === "list" ? "list" : basisWords[basis],
        `${sizeMB} MB`,
        `changes ${changes}`,
        ...(recommended.includes(id) ? ["recommended"] : []),
        ...(token === undefined ? [] : [`needs a free account: ${token.from}`]),
        ...(token?.state === "refused" ? [`${maker} refused its token`] : []),
        ...(acceptedAt === undefined ? [] : [`in use since ${dayOf(acceptedAt)}`]),
      ];
      return ["", `${id} · ${maker}. ${what}`, `  ${facts.join(", ")}`, `  ${licenceText(entry)}`];
    }),
  ];
}

function describeLicences(setup: SourceSetup, ids: readonly string[]): string[] {
  return setup
    .offered()
    .filter(({ entry }) => ids.includes(entry.id))
    .map(({ entry }) => `${entry.id} · ${licenceText(entry)}`);
}

function licenceText({ licence, attribution }: OfferedSource["entry"]): string {
  const credit = attribution === "" ? "" : ` Credit shown: ${attribution}.`;
  return `${licence.name}: ${licence.says}${credit} ${licence.url}`;
}

function inUse(setup: SourceSetup): string {
  const ids = setup
    .offered()
    .flatMap(({ entry, acceptedAt }) => (acceptedAt === undefined ? [] : [entry.id]));
  const used =
    ids.length === 0 ? "No source of the catalogue is in use." : `In use: ${ids.join(", ")}.`;
  return setup.canUndo() ? `${used} To go back: npm run geo:setup -- --undo` : used;
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
