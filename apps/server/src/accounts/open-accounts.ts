import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { Engines } from "../media/engines.ts";
import type { Scope } from "../processes/scope.ts";
import type { ReadSigners } from "../rooms/order-signers.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { deriveInstanceSecret, type KeyPlace, openInstanceSeal, programSecretOf } from "./seal.ts";
import { createAccountStore } from "./store.ts";
import { createKeyRing } from "./stored-key-ring.ts";

export type Accounts = Awaited<ReturnType<typeof openAccounts>>;

/** Reads the registered keys before it answers. */
export async function openAccounts(
  ports: {
    readonly db: Kysely<Database>;
    readonly feed: ChangeFeed;
    readonly signers: ReadSigners;
    readonly log: Logger;
    readonly config: KeyPlace;
    readonly engines: Pick<Engines, "findKey">;
    readonly directory: Pick<StoredRoomDirectory, "now">;
  },
  scope: Scope,
) {
  const { db, feed, signers, log, config, engines } = ports;
  const { now } = ports.directory;
  const store = createAccountStore(db);
  const operatorAccountId = (await store.operator()).id;
  const seal = openInstanceSeal(config);
  const keyRing = await createKeyRing({
    store,
    feed,
    signers,
    seal,
    operatorAccountId,
    engines,
    now,
  });
  scope.onClose(() => keyRing.close());
  if (keyRing.unreadable() > 0) {
    log.error(
      { keys: keyRing.unreadable() },
      "registered keys can't be read: put the instance.key that belongs to this database in the data folder, then start again",
    );
  }
  const secretFor = (purpose: string) => deriveInstanceSecret(config, purpose);
  return {
    operatorAccountId,
    keyRing,
    /** Seals with the instance's own key. */
    seal,
    /** A secret of this instance for one purpose alone. */
    secretFor,
    /** By which the database knows the program, and what it signed. */
    programSecret: programSecretOf(config),
  };
}
