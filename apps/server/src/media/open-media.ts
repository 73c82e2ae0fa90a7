import type { Kysely } from "kysely";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { readDatabaseMark } from "../db/database-mark.ts";
import type { Database } from "../db/schema.ts";
import type { Scope } from "../processes/scope.ts";
import type { EngineKey } from "./engine-token.ts";
import { createLiveKit, markRoom } from "./livekit.ts";
import type { MediaEngine } from "./media-engine.ts";

/**
 * The media engine, marked as this database's. The mark goes with the process; that of a cluster
 * stays, for it is the other instances' too.
 * @param ports `evict` is told when it turns out to be another Graticule's later on
 * @throws StartError `engine`: another database's Graticule has it. Where it doesn't answer it is asked again later.
 */
export async function openMedia(
  ports: {
    readonly db: Kysely<Database>;
    readonly url: string;
    readonly engineKey: EngineKey;
    readonly config: Pick<Config, "cluster">;
    readonly evict: ((why: StartError) => void) | undefined;
  },
  scope: Scope,
): Promise<MediaEngine> {
  const { db, url, engineKey, config, evict } = ports;
  const mark = await readDatabaseMark(db);
  const onOther = () => evict?.(anothersEngine());
  const engine = createLiveKit({ url, key: engineKey, owner: { mark, onOther } });
  scope.onClose(() => engine.close());
  if ((await engine.claim()) === "other") throw anothersEngine();
  if (config.cluster === undefined) scope.onClose(() => engine.unclaim());
  return engine;
}

const anothersEngine = (): StartError =>
  new StartError(
    "engine",
    "The media engine at LIVEKIT_URL belongs to a Graticule with another database: each would remove the other's " +
      "people. Give this one its own engine. If the other one is gone for good, delete the room " +
      `${markRoom} from the engine (lk room delete ${markRoom}) or restart the engine, then start again.`,
  );
