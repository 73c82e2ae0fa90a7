import type { Kysely } from "kysely";
import type { Pool } from "pg";
import type { Logger } from "pino";
import type { KeyRing } from "./accounts/key-ring.ts";
import type { JoinStreams } from "./admission/join-streams.ts";
import type { Judge } from "./admission/judge.ts";
import type { Config } from "./config.ts";
import type { Counters } from "./counters.ts";
import type { Database } from "./db/schema.ts";
import type { Locator } from "./location/locator.ts";
import type { MediaEngine } from "./media/media-engine.ts";
import type { RoomDirectory } from "./rooms/room-directory.ts";

/** What must be there before the service is composed; who starts it owns and ends these. */
export interface ServiceInput {
  readonly config: Config;
  /** Without a slash at its end; the port is already chosen. */
  readonly publicUrl: string;
  readonly pool: Pool;
  /** Migrated. */
  readonly database: Kysely<Database>;
  /** `url` is the private one, `http://127.0.0.1:7880`. */
  readonly engine: { readonly url: string; readonly key: string; readonly secret: string };
  readonly log: Logger;
  /** Other parts than the usual ones, for tests. */
  readonly parts?: { readonly locator?: Locator; readonly mediaEngine?: MediaEngine };
}

/** The parts of a running service. */
export interface Deps extends Omit<ServiceInput, "parts"> {
  readonly counters: Counters;
  readonly directory: RoomDirectory;
  readonly keyRing: KeyRing;
  readonly locator: Locator;
  readonly judge: Judge;
  readonly mediaEngine: MediaEngine;
  readonly joinStreams: JoinStreams;
  close(): Promise<void>;
}
