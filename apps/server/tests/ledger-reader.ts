import { verify } from "node:crypto";
import { unpackBundle } from "@graticule/ledger/bundle";
import { type Checkpoint, openCheckpoint, type TreeHead } from "@graticule/ledger/checkpoint";
import type { Entry } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { parseNoteKey, type VerifyEd25519 } from "@graticule/ledger/note";
import { auditLog as audit, type ReadLogFile as Read } from "@graticule/ledger/read-log";
import { verifyAct } from "@graticule/ledger/tests/soft-desk-key";
import { resourcePath, tileAt, tileWidth } from "@graticule/ledger/tile";
import { sha256 } from "@graticule/server/public-record/translate";

export type ReadLogFile = Read;

const verifyEd25519: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = { key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" } as const;
  return verify(null, message, key, signature);
};

/** The checkpoint that is shown, opened with the keys that are shown. */
export async function shownCheckpoint(read: ReadLogFile): Promise<Checkpoint> {
  const text = Buffer.from((await read("key")) ?? []).toString("utf8");
  const keys = text.split("\n").flatMap((line) => parseNoteKey(sha256, line) ?? []);
  const note = await read("checkpoint");
  const origin = keys[0]?.name ?? "";
  const opened = await openCheckpoint(note ?? new Uint8Array(), { origin, keys }, verifyEd25519);
  if (opened.kind !== "checkpoint") throw new Error(`the checkpoint is ${opened.kind}`);
  if (opened.by.length !== keys.length) throw new Error("not every key signed it");
  return opened.checkpoint;
}

/**
 * Audits the whole log as an outsider does.
 *
 * @param older heads that the outsider kept
 */
export const auditLog = (read: Read, target: TreeHead, older: readonly TreeHead[] = []) =>
  audit({ sha256, verifyAct }, read, { target, older });

export async function entriesOf(read: ReadLogFile, size: number): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let index = 0; index * tileWidth < size; index += 1) {
    const width = tileAt(size, 0, index)?.width ?? 0;
    const path = resourcePath({ kind: "entries", index, width });
    for (const leaf of unpackBundle((await read(path)) ?? new Uint8Array(), width).entries) {
      const found = readLeaf(leaf);
      if (found.kind !== "entry") throw new Error(`a leaf is none: ${found.fault.why}`);
      entries.push(found.entry);
    }
  }
  return entries;
}
