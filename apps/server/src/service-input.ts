import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import type { Beacons } from "./beacon/responder.ts";
import type { Config } from "./config/config.ts";
import type { StartError } from "./config/start-error.ts";
import type { OpenDatabase } from "./db/pool.ts";
import type { Database } from "./db/schema.ts";
import type { Locator } from "./location/locator.ts";
import type { EngineSource } from "./media/engine-list.ts";
import type { MediaEngine } from "./media/media-engine.ts";
import type { PlacementOf } from "./media/placed-engine.ts";

/** What must exist before the service is composed; the caller owns and closes it. */
export interface ServiceInput {
  readonly config: Config;
  /** Without a slash at its end; the port is already chosen. */
  readonly publicUrl: string;
  /** Migrated. */
  readonly database: OpenDatabase<Database>;
  /** By its private address, `http://127.0.0.1:7880`. */
  readonly engine: EngineSource;
  /** On which engine of a list a room is. */
  readonly placementOf?: PlacementOf;
  readonly log: Logger;
  /** Called when database or engine turn out to be another Graticule's: this one must end. */
  readonly evict?: (why: StartError) => void;
  /** Aborted when the service is to stop before it has started. */
  readonly stopStart?: AbortSignal;
  /** Other parts than the usual ones, for tests. */
  readonly parts?: {
    readonly locator?: Locator;
    readonly beacons?: Beacons;
    readonly mediaEngine?: MediaEngine;
    readonly clientAddress?: (request: IncomingMessage) => string;
    /** How long counts by place are kept; 0: not at all. */
    readonly countsEveryMs?: number;
    /** How often it looks for jobs that are due. */
    readonly jobsEveryMs?: number;
  };
}
