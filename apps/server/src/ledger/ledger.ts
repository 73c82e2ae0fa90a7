import { packBundle } from "@graticule/ledger/bundle";
import type { Opening } from "@graticule/ledger/commitment";
import { hashLength } from "@graticule/ledger/merkle";
import { type Resource, tileAt, tileWidth } from "@graticule/ledger/tile";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { readLeaves, readPublished, readText, readTileBytes } from "./file-store.ts";

/** What everyone may read of the log: static files, as a mirror would serve them. */
export interface LedgerFiles {
  /** If not, what is stored is not what was signed, and nothing of it may be shown. */
  isSound(): boolean;
  /** Undefined: nothing is signed yet, or what is stored is not what was signed. */
  checkpoint(): Promise<Uint8Array | undefined>;
  /** Undefined: it is not in the tree of the checkpoint. Of a narrower tile than today's, its beginning. */
  file(resource: Resource): Promise<Uint8Array | undefined>;
  text(leaf: number, name: string): Promise<Opening | "taken-down" | "absent">;
}

export interface LedgerFileParts {
  readonly db: Kysely<Database>;
  readonly isSound: () => boolean;
}

export function createLedgerFiles({ db, isSound }: LedgerFileParts): LedgerFiles {
  return {
    isSound,
    checkpoint: async () => (isSound() ? (await readPublished(db)).checkpoint : undefined),
    async file(resource) {
      // INVARIANT: nothing is shown, and kept by caches for ever, that no checkpoint holds the log to.
      const { size } = await readPublished(db);
      const level = resource.kind === "tile" ? resource.level : 0;
      const { index, width } = resource;
      if ((tileAt(size, level, index)?.width ?? 0) < width) return undefined;
      return resource.kind === "tile"
        ? readTile(db, { level, index, width })
        : readBundle(db, { index, width });
    },
    text: (leaf, name) => readText(db, { leaf, name }),
  };
}

async function readTile(
  db: Kysely<Database>,
  {
    level,
    index,
    width,
  }: { readonly level: number; readonly index: number; readonly width: number },
): Promise<Uint8Array | undefined> {
  const bytes = await readTileBytes(db, { level, index });
  if (bytes === undefined || bytes.length < width * hashLength) return undefined;
  return bytes.subarray(0, width * hashLength);
}

async function readBundle(
  db: Kysely<Database>,
  { index, width }: { readonly index: number; readonly width: number },
): Promise<Uint8Array | undefined> {
  const from = index * tileWidth;
  const leaves = await readLeaves(db, { from, to: from + width });
  // Some were lost: what is kept by caches for ever is whole.
  return leaves.length < width ? undefined : packBundle(leaves);
}
