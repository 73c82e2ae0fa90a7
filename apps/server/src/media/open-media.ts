import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { leaseTimes } from "../cluster/lease.ts";
import { soleEngine } from "../cluster/owners.ts";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { markRoom, readDatabaseMark } from "../db/database-mark.ts";
import type { Database } from "../db/schema.ts";
import type { Scope } from "../processes/scope.ts";
import { FileWatch } from "../processes/watch-files.ts";
import {
  type EngineEntry,
  EngineListError,
  type EngineSource,
  readEngineFile,
} from "./engine-list.ts";
import { checkEveryMs, type EngineLinks, Engines } from "./engines.ts";
import { createLiveKit } from "./livekit.ts";

/**
 * Opens the media engines, and marks each as this database's. The mark of a single engine without a
 * list is removed when the process ends. Marks of listed engines and of a cluster's engine stay.
 * @param ports `marked`: false asks and marks no engine, for tests. `evict` is called when the
 *   engine of a service without a list turns out later to be another Graticule's
 * @throws StartError `engine`: the list can't be used, or an engine belongs to a Graticule with
 *   another database. An engine that doesn't answer is asked again later.
 */
export async function openMedia(
  ports: {
    readonly db: Kysely<Database>;
    readonly log: Logger;
    readonly source: EngineSource;
    readonly config: Pick<Config, "cluster">;
    readonly marked: boolean;
    readonly evict: ((why: StartError) => void) | undefined;
  },
  scope: Scope,
) {
  const { db, log, source, config, evict } = ports;
  const isSole = config.cluster === undefined;
  const mark = ports.marked ? await readDatabaseMark(db) : undefined;
  const watched = "listFile" in source;
  const list = watched ? usable(source.listFile) : [soleEntry(source)];

  const connect = ({ id, url, key }: EngineEntry): EngineLinks => {
    const onOther = () => (watched ? engines.refuse(id) : evict?.(anothersEngine(source, id)));
    const owner = mark === undefined ? undefined : { mark, onOther };
    const deadline = isSole && !watched ? {} : { deadlineMs: leaseTimes.callMs };
    const calls = createLiveKit({ url, key, ...deadline, ...(owner && { owner }) });
    return { calls, checks: createLiveKit({ url, key, deadlineMs: checkEveryMs }) };
  };
  const engines: Engines = new Engines({ list, connect, watched });
  scope.onClose(() => engines.close());
  if (watched) scope.onClose(follow(source.listFile, engines, log));
  const [others] = ports.marked ? await engines.begin() : [];
  if (others !== undefined) throw anothersEngine(source, others);
  if (isSole && !watched && ports.marked) {
    scope.onClose(() => engines.find(soleEngine)?.calls.unclaim());
  }
  return engines;
}

function soleEntry(source: Exclude<EngineSource, { listFile: string }>): EngineEntry {
  const { url, key: id, secret } = source;
  return { id: soleEngine, url, key: { id, secret }, region: undefined, draining: false };
}

function usable(listFile: string): readonly EngineEntry[] {
  try {
    return readEngineFile(listFile);
  } catch (cause) {
    if (!(cause instanceof EngineListError)) throw cause;
    throw new StartError("engine", `The list of media engines at MEDIA_ENGINES ${cause.message}.`);
  }
}

/** Reads the list again when its file changes, and logs each engine's changes of state. */
function follow(listFile: string, engines: Engines, log: Logger): () => void {
  engines.onSilent((engine) => log.warn({ engine }, "a media engine is silent"));
  engines.onDraining((engine) => log.info({ engine }, "a media engine is draining"));
  engines.onOpen((engine) => log.info({ engine }, "a media engine is open"));
  const watch = new FileWatch(() => {
    try {
      engines.update(readEngineFile(listFile));
    } catch (error) {
      if (!(error instanceof EngineListError)) throw error;
      log.error(`the list of media engines ${error.message}. Until then the last one stays in use`);
    }
  });
  watch.follow([listFile]);
  return () => watch.close();
}

const anothersEngine = (source: EngineSource, id: string): StartError => {
  const which = "listFile" in source ? `${id} in the list at MEDIA_ENGINES` : "at LIVEKIT_URL";
  return new StartError(
    "engine",
    `The media engine ${which} belongs to a Graticule with another database: each would remove the other's ` +
      "people. Give this one its own engine. If the other one is gone for good, delete the room " +
      `${markRoom} from the engine (lk room delete ${markRoom}) or restart the engine, then start again.`,
  );
};
