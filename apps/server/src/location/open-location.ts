import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import type { Cluster } from "../cluster/open-cluster.ts";
import type { Owner } from "../cluster/owners.ts";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import { createSafeFetch, type SafeFetch } from "../outbound/safe-fetch.ts";
import type { Scope } from "../processes/scope.ts";
import { AgreementReports, agreementFile } from "./agreement-reports.ts";
import { type ConfiguredSources, configuredSources } from "./configured-sources.ts";
import { correctionsFileOf, createCorrections, type WaitingDecided } from "./corrections.ts";
import { createLocator } from "./create-locator.ts";
import type { Locator } from "./locator.ts";
import type { ServedRecord } from "./served-record.ts";
import { ChosenSources } from "./setup/chosen.ts";
import { SetupRun } from "./setup/setup-run.ts";
import { createSourceSetup } from "./setup/source-setup.ts";
import type { FileSeal } from "./shared/file-list.ts";
import { openShared } from "./shared/open-shared.ts";
import { useHeldBack } from "./sudden-change.ts";
import { startUpdateSchedule } from "./update-schedule.ts";
import { downloadsDirOf, tokensOf, updateSource } from "./update-source.ts";

export type Location = Awaited<ReturnType<typeof openLocation>>;

interface LocationPorts {
  readonly config: Config;
  readonly log: Logger;
  readonly db: Kysely<Database>;
  readonly servedRecord: ServedRecord;
  /** Told when an order or a change of the desk may let data be taken in that wait. */
  readonly feed: ChangeFeed;
  readonly cluster: Pick<Cluster, "several" | "roles" | "questions">;
  readonly seal: FileSeal;
  /** Another than usual, for tests. */
  readonly locator?: Locator | undefined;
  /** Aborted when the service is to stop before it has started. */
  readonly stopStart?: AbortSignal | undefined;
}

/** What a running service knows of places, with the downloads that keep it up to date. */
export async function openLocation(ports: LocationPorts, scope: Scope) {
  const { config, cluster } = ports;
  const sources = configuredSources(config);
  const stop = new AbortController();
  const fetch = createSafeFetch({ allow: config.outboundAllow, stop: stop.signal });
  const { locator, prepare, digest } = ports.locator
    ? { locator: ports.locator, prepare: async () => {}, digest: () => undefined }
    : await openLocator({ ...ports, sources, fetch }, scope);
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
  const corrections = createCorrections(correctionsFileOf(config), locator, ports.seal);
  const decided = cluster.questions.ofAll(
    "correction-decided",
    { body: z.object({ digest: z.string(), isConfirmed: z.boolean() }), answer: z.null() },
    async (decision) => {
      await corrections.decided(decision);
      return null;
    },
  );
  return {
    locator,
    digest,
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
    corrections: {
      add: corrections.add,
      decided: async (decision: WaitingDecided): Promise<void> => void (await decided(decision)),
    },
    /** Which instance answers for sources and corrections. Ours is ready to when it resolves. */
    async keeper(): Promise<Owner> {
      const owner = await cluster.roles.find("location");
      if (owner.kind === "here") await prepare();
      return owner;
    },
  };
}

interface LocatorPorts extends LocationPorts {
  readonly sources: ConfiguredSources;
  readonly fetch: SafeFetch;
}

/** `prepare`: resolves once the folder is what it has to be to change sources here. */
interface OpenLocator {
  readonly locator: Locator;
  readonly prepare: () => Promise<void>;
  /** SHA-256 of the tables that serve; undefined in a service of one instance. */
  readonly digest: () => string | undefined;
}

async function openLocator(ports: LocatorPorts, scope: Scope): Promise<OpenLocator> {
  const { config, log, servedRecord, feed, sources, cluster } = ports;
  const folder = downloadsDirOf(config);
  const onProblem = (message: string): void =>
    log.warn({ problem: message }, "a location source couldn't be used");
  const followed = {
    sources,
    correctionsFile: correctionsFileOf(config),
    custody: { record: servedRecord, folder: join(folder, "served") },
    onProblem,
  };
  const startUpdates = () => startSourceUpdates(ports);
  const { several, roles } = cluster;
  if (several !== undefined) {
    const { membership } = several;
    const shared = { ...ports, roles, membership, folder, followed, startUpdates, onProblem };
    const { locator, look } = await openShared(shared, scope);
    lookAgainWhileHeld(locator, feed, scope);
    return { locator, prepare: look, digest: () => locator.digest };
  }
  const locator = await createLocator(followed, ports.stopStart);
  scope.onClose(() => locator.close());
  lookAgainWhileHeld(locator, feed, scope);
  const updates = startUpdates();
  scope.onClose(() => updates.close());
  return { locator, prepare: async () => {}, digest: () => undefined };
}

/** An order or a change of the desk may let data be taken in that wait. */
function lookAgainWhileHeld(locator: Locator, feed: ChangeFeed, scope: Scope): void {
  const lookAgain = (): void => {
    if (locator.held() !== undefined) void locator.reload();
  };
  scope.onClose(feed.onChange(({ kind }) => kind === "location" || lookAgain()));
  // The orders that held data back can end by the clock alone.
  const timer = setInterval(lookAgain, 30_000).unref();
  scope.onClose(() => clearInterval(timer));
}

/** The locator follows the files, and sees what came by itself. */
function startSourceUpdates({ config, log, sources, fetch }: LocatorPorts) {
  const { geoUpdateHours } = config;
  if (geoUpdateHours === 0) return { close: async () => {} };
  const tokens = tokensOf(config);
  const schedule = startUpdateSchedule({
    specs: () => sources.read(),
    update: (spec) => updateSource(spec, { fetch, now: Date.now, tokens }),
    everyMs: geoUpdateHours * 3_600_000,
    now: Date.now,
    log,
  });
  void schedule.look();
  return schedule;
}
