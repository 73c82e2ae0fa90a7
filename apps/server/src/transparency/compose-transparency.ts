import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Database } from "../db/schema.ts";
import { createFollowedLog, type FollowedLog } from "./followed-log.ts";
import { createTransparencyStore, type TransparencyStore } from "./store.ts";
import { createToldLog, type ToldLog } from "./transparency.ts";

/** What everybody reads of the public log, beside its files. */
export interface TransparencyParts {
  readonly transparencyStore: TransparencyStore;
  readonly followedLog: FollowedLog;
  readonly toldLog: ToldLog;
}

export function composeTransparency(input: {
  readonly db: Kysely<Database>;
  readonly isSound: () => boolean;
  readonly log: Pick<Logger, "error">;
}): TransparencyParts {
  const store = createTransparencyStore(input.db);
  return {
    transparencyStore: store,
    followedLog: createFollowedLog({ store, isSound: input.isSound, log: input.log }),
    toldLog: createToldLog(store),
  };
}
