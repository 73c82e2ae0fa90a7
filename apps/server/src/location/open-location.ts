import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import { createSafeFetch, type SafeFetch } from "../outbound/safe-fetch.ts";
import type { Scope } from "../processes/scope.ts";
import { AgreementReports, agreementFile } from "./agreement-reports.ts";
import { type ConfiguredSources, configuredSources } from "./configured-sources.ts";
import { createCorrections } from "./corrections.ts";
import { createLocator } from "./create-locator.ts";
import type { Locator } from "./locator.ts";
import type { ServedRecord } from "./served-record.ts";
import { ChosenSources } from "./setup/chosen.ts";
import { SetupRun } from "./setup/setup-run.ts";
import { createSourceSetup } from "./setup/source-setup.ts";
import { useHeldBack } from "./sudden-change.ts";
import { startUpdateSchedule } from "./update-schedule.ts";
import { downloadsDirOf, tokensOf, updateSource } from "./update-source.ts";

export type Location = Awaited<ReturnType<typeof openLocation>>;

/** What a running service knows of places, with the downloads that keep it up to date. `locator`: another than usual, for tests. */
export async function openLocation(
  ports: {
    readonly config: Config;
    readonly log: Logger;
    readonly servedRecord: ServedRecord;
    /** Told when an order or a change of the desk may let data be taken in that wait. */
    readonly feed: ChangeFeed;
    readonly locator?: Locator | undefined;
  },
  scope: Scope,
) {
  const { config } = ports;
  const sources = configuredSources(config);
  const stop = new AbortController();
  const fetch = createSafeFetch({ allow: config.outboundAllow, stop: stop.signal });
  const locator = ports.locator ?? (await openLocator({ ...ports, sources, fetch }, scope));
  const agreement = new AgreementReports({
    specs: () => sources.read(),
    file: agreementFile(config),
    now: Date.now,
  });
  scope.onClose(() => agreement.close());
  const sourceSetup = createSourceSetup({
    chosen: new ChosenSources(downloadsDirOf(config), config.locationMirror),
    tokens: tokensOf(config),
    fetch,
    now: Date.now,
  });
  /** Other sources decide, and what they can tell is measured anew. */
  const useOthers = async (): Promise<void> => {
    await locator.reload();
    agreement.start();
  };
  const setupRun = new SetupRun(sourceSetup, useOthers);
  scope.onClose(() => setupRun.close());
  scope.onClose(() => stop.abort());
  return {
    locator,
    agreement,
    sourceSetup,
    setupRun,
    hasOwnList: config.sourcesFile !== undefined,
    useOthers,
    /** Lets a source's newer data be used that were held back. False: it has none. */
    async useHeldBack(id: string): Promise<boolean> {
      const isHeld = locator.sources().some((one) => one.id === id && one.isHeld);
      const spec = isHeld ? sources.read().find((one) => one.id === id) : undefined;
      if (spec === undefined || !useHeldBack(spec)) return false;
      await useOthers();
      return true;
    },
    /** What the desk corrected, judged as the operator's. */
    corrections: createCorrections(correctionsFileOf(config), locator),
  };
}

async function openLocator(
  ports: Parameters<typeof openLocation>[0] & {
    readonly sources: ConfiguredSources;
    readonly fetch: SafeFetch;
  },
  scope: Scope,
): Promise<Locator> {
  const { config, log, servedRecord, feed, sources, fetch } = ports;
  const locator = await createLocator({
    sources,
    correctionsFile: correctionsFileOf(config),
    custody: { record: servedRecord, folder: join(downloadsDirOf(config), "served") },
    onProblem: (message) => log.warn({ problem: message }, "a location source couldn't be used"),
  });
  scope.onClose(() => locator.close());
  const lookAgain = (): void => {
    if (locator.held() !== undefined) void locator.reload();
  };
  scope.onClose(feed.onChange(lookAgain));
  // The orders that held data back can end by the clock alone.
  const timer = setInterval(lookAgain, 30_000).unref();
  scope.onClose(() => clearInterval(timer));
  startSourceUpdates({ config, log, sources, fetch }, scope);
  return locator;
}

/** Where the desk's corrections lie. */
export function correctionsFileOf(config: Pick<Config, "dataDir">): string {
  return join(downloadsDirOf(config), "corrections.csv");
}

/** The locator follows the files, and sees what came by itself. */
function startSourceUpdates(
  ports: {
    readonly config: Config;
    readonly log: Logger;
    readonly sources: ConfiguredSources;
    readonly fetch: SafeFetch;
  },
  scope: Scope,
): void {
  const { config, log, sources, fetch } = ports;
  const { geoUpdateHours } = config;
  if (geoUpdateHours === 0) return;
  const tokens = tokensOf(config);
  const schedule = startUpdateSchedule({
    specs: () => sources.read(),
    update: (spec) => updateSource(spec, { fetch, now: Date.now, tokens }),
    everyMs: geoUpdateHours * 3_600_000,
    now: Date.now,
    log,
  });
  void schedule.look();
  scope.onClose(() => schedule.close());
}
