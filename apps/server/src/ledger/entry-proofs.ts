import type { CarriedProof } from "@graticule/api/rules";
import { base64 } from "@graticule/ledger/bytes";
import { checkEntryProof, formatEntryProof } from "@graticule/ledger/entry-proof";
import { formatNoteKey, parseNoteKey } from "@graticule/ledger/note";
import { inclusionRanges, proofOf } from "@graticule/ledger/proof";
import { nodeReader, resourcePath, type Tile, tilesFor } from "@graticule/ledger/tile";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { sha256 } from "../public-record/translate.ts";
import { type PublishedEntry, readChangeEntries, readPublished } from "./file-store.ts";
import type { LedgerFiles } from "./ledger.ts";
import { verifyEd25519 } from "./signer.ts";

export interface EntryProofParts {
  readonly db: Kysely<Database>;
  readonly ledgerFiles: Pick<LedgerFiles, "file" | "isSound">;
  readonly ledgerKeys: () => readonly string[] | undefined;
}

/** What proves an entry to anyone who keeps it: docs/verify.md, “A proof to keep”. */
export function createEntryProofs({ db, ledgerFiles, ledgerKeys }: EntryProofParts) {
  return {
    /** How each of these changes was proposed and decided, by one checkpoint; without what isn't published yet or was lost. */
    async ofChanges(
      changes: readonly string[],
    ): Promise<ReadonlyMap<string, readonly CarriedProof[]>> {
      if (changes.length === 0) return new Map();
      const { size, checkpoint } = await readPublished(db);
      if (checkpoint === undefined) return new Map();
      const entries = await readChangeEntries(db, { changes, size });
      const ranges = entries.flatMap(({ index }) => inclusionRanges(index, size));
      const tiles = await readTiles(ledgerFiles, tilesFor(size, ranges));
      if (tiles === undefined) return new Map();
      const read = nodeReader(sha256, size, (tile) => tiles.get(pathOf(tile)) ?? new Uint8Array());
      const keys = (ledgerKeys() ?? []).flatMap((line) => parseNoteKey(sha256, line) ?? []);
      const prove = async ({ index, leaf, texts }: PublishedEntry): Promise<CarriedProof[]> => {
        const hashes = proofOf(sha256, inclusionRanges(index, size), read);
        const carried = { leaf: Buffer.from(leaf).toString(), texts };
        const file = formatEntryProof(carried, { index, hashes, checkpoint });
        // INVARIANT: no proof is handed out that fails.
        const checked = await checkEntryProof(file, keys, { sha256, verifyEd25519 });
        const [key] = checked.kind === "proved" ? checked.by : [];
        return key === undefined
          ? []
          : [{ entry: index, key: formatNoteKey(key), file: base64(file) }];
      };
      const proved = new Map<string, CarriedProof[]>();
      for (const entry of entries) {
        const before = proved.get(entry.change) ?? [];
        proved.set(entry.change, [...before, ...(await prove(entry))]);
      }
      // The log may have been found unsound while it was read.
      return ledgerFiles.isSound() ? proved : new Map();
    },
  };
}

/** Undefined: one was lost. */
async function readTiles(
  ledgerFiles: Pick<LedgerFiles, "file">,
  tiles: readonly Tile[],
): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const found = new Map<string, Uint8Array>();
  for (const tile of tiles) {
    const bytes = await ledgerFiles.file({ kind: "tile", ...tile });
    if (bytes === undefined) return undefined;
    found.set(pathOf(tile), bytes);
  }
  return found;
}

const pathOf = (tile: Tile): string => resourcePath({ kind: "tile", ...tile });
