import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { StartError } from "../config/start-error.ts";
import { readDatabaseMark } from "../db/database-mark.ts";
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
import { createLiveKit, markRoom } from "./livekit.ts";
import { createPlacedEngine, type PlacementOf } from "./placed-engine.ts";

/** The id of an engine that has no list. */
const soleId = "engine";

/**
 * The media engines, each marked as this database's, and all of them as one.
 * @param ports `marked`: false leaves the engines unasked, for tests. `evict` is told when an
 *   engine without a list turns out to be another Graticule's later on. `placementOf`: see
 *   {@link PlacementOf}; undefined: all rooms are on the one engine there is
 * @throws StartError `engine`: the list can't be used, or another database's Graticule has an
 *   engine. One that doesn't answer is asked again later.
 */
export async function openMedia(
  ports: {
    readonly db: Kysely<Database>;
    readonly log: Logger;
    readonly source: EngineSource;
    readonly marked: boolean;
    readonly placementOf: PlacementOf | undefined;
    readonly evict: ((why: StartError) => void) | undefined;
  },
  scope: Scope,
) {
  const { db, log, source, evict, placementOf = () => soleId } = ports;
  const mark = ports.marked ? await readDatabaseMark(db) : undefined;
  const watched = "listFile" in source;
  const list = watched ? usable(source.listFile) : [soleEntry(source)];

  const connect = ({ id, url, key }: EngineEntry): EngineLinks => {
    const onOther = () => (watched ? engines.refuse(id) : evict?.(anothersEngine(source, id)));
    const owner = mark === undefined ? undefined : { mark, onOther };
    const deadline = watched ? { deadlineMs: callMs } : {};
    const calls = createLiveKit({ url, key, ...deadline, ...(owner && { owner }) });
    return { calls, checks: createLiveKit({ url, key, deadlineMs: checkEveryMs }) };
  };
  const engines: Engines = new Engines({ list, connect, watched });
  scope.onClose(() => engines.close());
  if (watched) scope.onClose(follow(source.listFile, engines, log));
  const [others] = ports.marked ? await engines.begin() : [];
  if (others !== undefined) throw anothersEngine(source, others);
  if (!watched && ports.marked) scope.onClose(() => engines.find(soleId)?.calls.unclaim());
  return { engines, placed: createPlacedEngine(engines, placementOf) };
}

/** How long an engine of a list has for a call: shorter than an instance's lease. */
const callMs = 1_500;

function soleEntry(source: Exclude<EngineSource, { listFile: string }>): EngineEntry {
  const { url, key: id, secret } = source;
  return { id: soleId, url, key: { id, secret }, region: undefined, draining: false };
}

function usable(listFile: string): readonly EngineEntry[] {
  try {
    return readEngineFile(listFile);
  } catch (cause) {
    if (!(cause instanceof EngineListError)) throw cause;
    throw new StartError("engine", `The list of media engines at MEDIA_ENGINES ${cause.message}.`);
  }
}

/** Reads the list again when it changes, and says in the log how engines are. */
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
