import * as disk from "node:fs/promises";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Database } from "../db/schema.ts";
import type { ChangeFeed } from "../rooms/change-feed.ts";
import { createClock } from "./clock.ts";
import { createHeadFile } from "./head-file.ts";
import { createLedgerFiles, type LedgerFiles } from "./ledger.ts";
import { createTextRemovals, type TextRemovals } from "./removals.ts";
import { createSequencer, type Sequencer } from "./sequencer.ts";
import { openSigner, type Signer } from "./signer.ts";
import { createLedgerStore } from "./store.ts";

/** The public log's parts. */
export interface LedgerParts {
  readonly ledgerFiles: LedgerFiles;
  readonly ledgerKeys: () => readonly string[] | undefined;
  readonly sequencer: Sequencer;
  readonly textRemovals: TextRemovals;
}

export interface LedgerInput {
  readonly db: Kysely<Database>;
  readonly feed: Pick<ChangeFeed, "onChange">;
  readonly log: Pick<Logger, "error" | "warn">;
  readonly dataDir: string;
  readonly publicUrl: string;
}

/** What it starts is ended by `undo`. Whatever is wrong with the log, the service goes on. */
export function composeLedger(
  { db, feed, log, dataDir, publicUrl }: LedgerInput,
  undo: (() => Promise<void> | void)[],
): LedgerParts {
  let signer: Signer | undefined;
  const sequencer = createSequencer({
    ...{ store: createLedgerStore(db), log },
    ...{ headFile: createHeadFile(dataDir, disk), clock: createClock(dataDir, disk) },
    openSigner: async (mayMakeKey) => {
      // c2sp.org/tlog-tiles, “Parameters”: the prefix without its scheme.
      const origin = `${new URL(publicUrl).host}/log`;
      signer = await openSigner({ dataDir, origin, mayMakeKey }, disk);
      return signer;
    },
  });
  undo.push(
    () => sequencer.close(),
    feed.onChange(({ kind }) => {
      if (kind === "ledger" || kind === "all") sequencer.wake();
    }),
  );
  return {
    sequencer,
    textRemovals: createTextRemovals(db),
    ledgerFiles: createLedgerFiles({ db, isSound: sequencer.isSound }),
    ledgerKeys: () => signer?.keys,
  };
}
