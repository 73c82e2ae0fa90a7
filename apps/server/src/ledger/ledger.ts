import { packBundle } from "@graticule/ledger/bundle";
import type { Opening } from "@graticule/ledger/commitment";
import { hashLength } from "@graticule/ledger/merkle";
import { type Resource, tileAt, tileWidth } from "@graticule/ledger/tile";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { readLeaves, readPublished, readText, readTileBytes } from "./file-store.ts";

/** What everyone may read of the log: static files, as a mirror would serve them. */
export type LedgerFiles = ReturnType<typeof createLedgerFiles>;

export interface LedgerFileParts {
  readonly db: Kysely<Database>;
  readonly isSound: () => boolean;
}

export function createLedgerFiles({ db, isSound }: LedgerFileParts) {
  return {
    /** If not, what is stored is not what was signed, and none of it may be shown. */
    isSound,
    /** Undefined: nothing is signed yet, or the log is not sound. */
    checkpoint: async (): Promise<Uint8Array | undefined> =>
      isSound() ? (await readPublished(db)).checkpoint : undefined,
    /** Undefined: not in the checkpoint's tree. Of a tile that has grown since, its beginning. */
    async file(resource: Resource): Promise<Uint8Array | undefined> {
      // INVARIANT: nothing is shown, and cached for ever, that no checkpoint commits the log to.
      const { size } = await readPublished(db);
      const level = resource.kind === "tile" ? resource.level : 0;
      const { index, width } = resource;
      if ((tileAt(size, level, index)?.width ?? 0) < width) return undefined;
      return resource.kind === "tile"
        ? readTile(db, { level, index, width })
        : readBundle(db, { index, width });
    },
    text: (leaf: number, name: string): Promise<Opening | "taken-down" | "absent"> =>
      readText(db, { leaf, name }),
  };
}

type Range = Pick<Resource, "index" | "width">;

// What is missing was lost: what caches keep for ever is whole.
async function readTile(
  db: Kysely<Database>,
  { level, index, width }: Range & { readonly level: number },
): Promise<Uint8Array | undefined> {
  const bytes = (await readTileBytes(db, { level, index }))?.subarray(0, width * hashLength);
  return bytes?.length === width * hashLength ? bytes : undefined;
}

async function readBundle(
  db: Kysely<Database>,
  { index, width }: Range,
): Promise<Uint8Array | undefined> {
  const from = index * tileWidth;
  const leaves = await readLeaves(db, { from, to: from + width });
  return leaves.length < width ? undefined : packBundle(leaves);
}
