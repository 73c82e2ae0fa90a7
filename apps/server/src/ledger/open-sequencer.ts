import * as disk from "node:fs/promises";
import type { Logger } from "pino";
import { programSecretOf } from "../accounts/seal.ts";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import { type OpenDatabase, openDatabase } from "../db/pool.ts";
import type { Database } from "../db/schema.ts";
import { watchStrangers } from "../db/strangers.ts";
import type { Scope } from "../processes/scope.ts";
import { createClock } from "./clock.ts";
import { createHeadFile } from "./head-file.ts";
import { createLastSeen } from "./last-seen.ts";
import { createSequencer, type Sequencer } from "./sequencer.ts";
import { openSigner, type Signer } from "./signer.ts";
import { createLedgerStore } from "./store.ts";

/** The loop that signs, with its key and its files. `keys`: the verifier keys of the log, once it has one. */
export function openSequencer(
  ports: {
    readonly database: Pick<OpenDatabase<Database>, "target">;
    /** Says that something was recorded, and that the database is there again. */
    readonly feed?: Pick<ChangeFeed, "onEntry" | "onFresh">;
    readonly log: Pick<Logger, "error" | "warn">;
    readonly config: Pick<Config, "dataDir" | "cluster" | "ledgerKey" | "instanceKey">;
    readonly publicUrl: string;
  },
  scope: Scope,
): { readonly sequencer: Sequencer; readonly keys: () => readonly string[] | undefined } {
  const { database, feed, log, publicUrl } = ports;
  const { dataDir, cluster, ledgerKey: key } = ports.config;
  let signer: Signer | undefined;
  // One connection of its own: signing does not queue behind requests.
  const own = openDatabase<Database>(database.target, { connections: 1 });
  scope.onClose(() => own.close());
  const strangers = watchStrangers(ports, scope);
  const sequencer = createSequencer({
    isAlone: strangers.areGone,
    store: createLedgerStore(own.db, programSecretOf(ports.config)),
    log,
    headFile: createHeadFile(dataDir, disk),
    lastSeen: createLastSeen(dataDir, disk),
    clock: createClock(dataDir, disk),
    believes: (published) =>
      cluster !== undefined || (key !== undefined && published === undefined),
    openSigner: async (mayMakeKey) => {
      // c2sp.org/tlog-tiles, “Parameters”: the prefix without its scheme.
      const origin = `${new URL(publicUrl).host}/log`;
      signer = await openSigner({ dataDir, origin, mayMakeKey, key }, disk);
      return signer;
    },
  });
  scope.onClose(() => sequencer.close());
  if (feed !== undefined) {
    scope.onClose(feed.onEntry(() => sequencer.wake()));
    scope.onClose(feed.onFresh(() => sequencer.retry()));
  }
  return { sequencer, keys: () => signer?.keys };
}
