import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import { createSafeFetch } from "../outbound/safe-fetch.ts";
import { createLocator } from "./create-locator.ts";
import type { GeofeedRecord } from "./geofeed-record.ts";
import type { Locator } from "./locator.ts";
import { readSourcesFile } from "./source-spec.ts";
import { startUpdateSchedule } from "./update-schedule.ts";
import { downloadsDirOf, updateSource } from "./update-source.ts";

type Undo = (() => Promise<void> | void)[];

export interface OpenLocatorParts {
  readonly config: Config;
  readonly log: Logger;
  readonly geofeedRecord: GeofeedRecord;
  /** Told when an order or a change of the desk may let data be taken in that wait. */
  readonly feed: ChangeFeed;
}

/** The locator of a running service, with the downloads that keep its sources up to date. */
export async function openLocator(parts: OpenLocatorParts, undo: Undo): Promise<Locator> {
  const { config, log, geofeedRecord, feed } = parts;
  const locator = await createLocator({
    sourcesFile: config.sourcesFile,
    downloadsDir: downloadsDirOf(config),
    correctionsFile: correctionsFileOf(config),
    operators: { record: geofeedRecord, folder: join(downloadsDirOf(config), "served") },
    onProblem: (message) => log.warn({ problem: message }, "a location source was not taken in"),
  });
  undo.push(
    () => locator.close(),
    feed.onChange(() => {
      if (locator.held() !== undefined) void locator.reload();
    }),
  );
  startSourceUpdates(config, log, undo);
  return locator;
}

/** Where the desk's corrections lie. */
export function correctionsFileOf(config: Pick<Config, "dataDir">): string {
  return join(downloadsDirOf(config), "corrections.csv");
}

/** The locator follows the files, and sees what came by itself. */
function startSourceUpdates(config: Config, log: Logger, undo: Undo): void {
  const { sourcesFile, geoUpdateHours } = config;
  if (sourcesFile === undefined || geoUpdateHours === 0) return;
  const stop = new AbortController();
  const fetch = createSafeFetch({ allow: config.outboundAllow, stop: stop.signal });
  const schedule = startUpdateSchedule({
    specs: () => readSourcesFile(sourcesFile, downloadsDirOf(config)),
    update: (spec) => updateSource(spec, { fetch, now: Date.now }),
    everyMs: geoUpdateHours * 3_600_000,
    now: Date.now,
    log,
  });
  void schedule.look();
  undo.push(
    () => schedule.close(),
    () => stop.abort(),
  );
}
