import { join } from "node:path";
import { parseCheckpoint, type TreeHead } from "@graticule/ledger/checkpoint";
import { parseNote } from "@graticule/ledger/note";
import { type Disk, readIfThere, UnsureError, writeDurably } from "./durable-file.ts";
import { LedgerFault } from "./ledger-fault.ts";

export type HeadFile = ReturnType<typeof createHeadFile>;

/**
 * The last checkpoint that this data folder's key signed, in `ledger.head` beside the key and away
 * from the database: who restores an old database does not restore this with it.
 */
export function createHeadFile(dataDir: string, disk: Disk) {
  const path = join(dataDir, "ledger.head");
  return {
    /** Undefined: nothing was signed yet. @throws LedgerFault `head-file` */
    async read(): Promise<TreeHead | undefined> {
      const bytes = await readIfThere(disk, path).catch((cause) => {
        throw new LedgerFault("head-file", cause);
      });
      return bytes === undefined ? undefined : headOf(bytes);
    },
    /**
     * Durable once it resolves. When it rejects, what was there still is, and it may be tried
     * again.
     * @throws LedgerFault `head-file`: what is there now is not known, and nothing may be signed
     */
    async write(note: Uint8Array): Promise<void> {
      try {
        await writeDurably(disk, path, note);
      } catch (error) {
        throw error instanceof UnsureError ? new LedgerFault("head-file", error) : error;
      }
    },
  };
}

/** @throws LedgerFault `head-file` */
export function headOf(note: Uint8Array): TreeHead {
  const text = parseNote(note)?.text;
  const head = text === undefined ? undefined : parseCheckpoint(text);
  if (head === undefined) throw new LedgerFault("head-file");
  return head;
}
