import * as disk from "node:fs/promises";
import type { Logger } from "pino";
import { type OpenDatabase, openDatabase } from "../db/pool.ts";
import type { Database } from "../db/schema.ts";
import { createClock } from "./clock.ts";
import { createHeadFile } from "./head-file.ts";
import { createLedgerFiles, type LedgerFiles } from "./ledger.ts";
import { createMeetingNames, type MeetingNames } from "./meeting-names.ts";
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
  readonly meetingNames: MeetingNames;
}

export interface LedgerInput {
  readonly database: Pick<OpenDatabase<Database>, "db" | "target">;
  readonly log: Pick<Logger, "error" | "warn">;
  readonly dataDir: string;
  readonly publicUrl: string;
}

/** What it starts is ended by `undo`. Whatever is wrong with the log, the service goes on. */
export function composeLedger(
  { database, log, dataDir, publicUrl }: LedgerInput,
  undo: (() => Promise<void> | void)[],
): LedgerParts {
  let signer: Signer | undefined;
  // One connection of its own: signing does not queue behind requests.
  const own = openDatabase<Database>(database.target, { connections: 1 });
  undo.push(() => own.close());
  const sequencer = createSequencer({
    ...{ store: createLedgerStore(own.db), log },
    ...{ headFile: createHeadFile(dataDir, disk), clock: createClock(dataDir, disk) },
    openSigner: async (mayMakeKey) => {
      // c2sp.org/tlog-tiles, “Parameters”: the prefix without its scheme.
      const origin = `${new URL(publicUrl).host}/log`;
      signer = await openSigner({ dataDir, origin, mayMakeKey }, disk);
      return signer;
    },
  });
  undo.push(() => sequencer.close());
  return {
    sequencer,
    textRemovals: createTextRemovals(database.db),
    meetingNames: createMeetingNames(database.db),
    ledgerFiles: createLedgerFiles({ db: database.db, isSound: sequencer.isSound }),
    ledgerKeys: () => signer?.keys,
  };
}
