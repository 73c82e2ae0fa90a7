import { createPrivateKey, createPublicKey, hash, sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { signCheckpoint, type TreeHead } from "@graticule/ledger/checkpoint";
import { commitmentOf } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import { encodeEntry } from "@graticule/ledger/leaf";
import { formatNoteKey, noteKey } from "@graticule/ledger/note";
import { entryOf, filesOf, recordAt } from "@graticule/ledger/tests/sample-log";
import { sha256 } from "@graticule/verify/node-crypto";

export type LogFiles = ReadonlyMap<string, Uint8Array>;

export const origin = "log.example/log";

export function signerFrom(secret: number, name = origin) {
  const seed = new Uint8Array(32).fill(secret);
  const key = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const privateKey = createPrivateKey({ key, format: "der", type: "pkcs8" });
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  return {
    key: noteKey(sha256, name, Buffer.from(x, "base64url")),
    sign: async (text: Uint8Array) => sign(null, text, privateKey),
  };
}
export type LogSigner = ReturnType<typeof signerFrom>;

/** Of every entry of these logs. */
export const dayOfLogs = "2026-11-25" as Day;

export const openingAt = (at: number) => ({
  salt: hash("sha256", `salt ${at}`),
  value: `Sentence ${at}, with a name that may have to go: Žofia 😂`,
});

export const saying = (at: number) =>
  entryOf({
    kind: "change-proposed",
    day: dayOfLogs,
    change: recordAt(at),
    what: "staff",
    says: commitmentOf(sha256, "text", openingAt(at)),
  });

/** A log with one text for each entry. */
export const leavesOf = (ats: readonly number[]) => ats.map((at) => encodeEntry(saying(at)));
export const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

/** All files of a log of these leaves, as a mirror has them, without texts. */
export async function filesSignedBy(
  signer: LogSigner,
  leaves: readonly Uint8Array[],
): Promise<{ readonly files: LogFiles; readonly head: TreeHead }> {
  const { files, head } = filesOf(sha256, leaves);
  const checkpoint = await signCheckpoint({ origin: signer.key.name, ...head }, signer);
  const key = Buffer.from(`${formatNoteKey(signer.key)}\n`);
  return { head, files: new Map([...files, ["checkpoint", checkpoint], ["key", key]]) };
}

/** The texts of these entries, each beside the place where it stands. */
export function textFiles(ats: readonly number[]): LogFiles {
  return new Map(
    ats.map((at, index) => [`text/${index}/says.json`, Buffer.from(JSON.stringify(openingAt(at)))]),
  );
}

export function writeFolder(folder: string, files: LogFiles): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
