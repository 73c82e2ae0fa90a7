import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { join } from "node:path";
import { openCheckpoint, signCheckpoint, type TreeHead } from "@graticule/ledger/checkpoint";
import {
  formatNote,
  formatNoteKey,
  noteKey,
  parseNote,
  type VerifyEd25519,
} from "@graticule/ledger/note";
import { ledgerKeysIn } from "../config/keys.ts";
import { sha256 } from "../public-record/translate.ts";
import { type Disk, readIfThere, writeDurably } from "./durable-file.ts";
import { createHeadFile } from "./head-file.ts";
import { LedgerFault } from "./ledger-fault.ts";

export type Signer = ReturnType<typeof signerOf>;

export interface SignerPlace {
  readonly dataDir: string;
  /** The log's name. */
  readonly origin: string;
  /** Whether a missing key is made: only for a log that never had one. */
  readonly mayMakeKey: boolean;
  /** PEM, given by configuration; undefined: `ledger.key` of the data folder. */
  readonly key?: string | undefined;
}

/**
 * The keys by configuration, or in `ledger.key` of the data folder (mode 0600): PEM, Ed25519. A
 * second block signs, too: so a key is replaced, see docs/deploy.md.
 * @throws LedgerFault `key`
 */
export async function openSigner(place: SignerPlace, disk: Disk): Promise<Signer> {
  return signerOf(place.origin, await readKeys(place, disk));
}

/** Signs for this log, with each of its keys. It checks nothing: see sequencer.ts. */
function signerOf(origin: string, privateKeys: readonly KeyObject[]) {
  const pairs = privateKeys.map((privateKey) => ({
    key: noteKey(sha256, origin, publicBytes(privateKey)),
    sign: async (message: Uint8Array) => sign(null, message, privateKey),
  }));
  return {
    /** Lines by which others know the keys, as golang.org/x/mod/sumdb/note reads them. */
    keys: pairs.map(({ key }) => formatNoteKey(key)),
    /** The same bytes for the same head, as long as the keys are the same. */
    async sign({ size, root }: TreeHead): Promise<Uint8Array> {
      const notes = await Promise.all(
        pairs.map((pair) => signCheckpoint({ origin, size, root }, pair)),
      );
      const [first, ...others] = notes.map((note) => parseNote(note));
      if (first === undefined) throw new LedgerFault("key");
      const signatures = [first, ...others].flatMap((note) => note?.signatures ?? []);
      return formatNote({ text: first.text, signatures });
    },
    /** The head of a checkpoint that one of this log's keys signed; undefined for any other note. */
    async open(note: Uint8Array): Promise<TreeHead | undefined> {
      const opened = await openCheckpoint(
        note,
        { origin, keys: pairs.map(({ key }) => key) },
        verifyEd25519,
      );
      return opened.kind === "checkpoint" ? opened.checkpoint : undefined;
    },
  };
}

export const verifyEd25519: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  const jwk = { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") };
  return verify(null, message, createPublicKey({ key: jwk, format: "jwk" }), signature);
};

async function readKeys(place: SignerPlace, disk: Disk): Promise<readonly KeyObject[]> {
  try {
    const keys = ledgerKeysIn(place.key ?? (await readOrMake(place, disk)));
    if (keys !== undefined) return keys;
  } catch (cause) {
    throw new LedgerFault("key", cause);
  }
  throw new LedgerFault("key");
}

async function readOrMake(place: SignerPlace, disk: Disk): Promise<string> {
  const there = await readIfThere(disk, pathOf(place));
  return there?.toString("latin1") ?? (place.mayMakeKey ? await makeKey(place, disk) : "");
}

/**
 * INVARIANT: there is a head before there is a key. So a key without one has lost it, and is
 * believed to have signed more than a database that never saw a signature.
 */
async function makeKey(place: SignerPlace, disk: Disk): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const empty = { size: 0, root: sha256(new Uint8Array()) };
  const note = await signerOf(place.origin, [privateKey]).sign(empty);
  await createHeadFile(place.dataDir, disk).write(note);
  // CRASH HERE: a head of nothing, by a key that nobody has: the next start makes both again.
  // Nothing is signed with a key that a power cut could lose.
  await writeDurably(disk, pathOf(place), Buffer.from(pem));
  return pem;
}

function pathOf({ dataDir }: SignerPlace): string {
  return join(dataDir, "ledger.key");
}

function publicBytes(privateKey: KeyObject): Uint8Array {
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  return Buffer.from(x, "base64url");
}
