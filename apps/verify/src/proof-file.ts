import { readFile } from "node:fs/promises";
import { base64 } from "@graticule/ledger/bytes";
import { checkEntryProof, type EntryProofVerdict } from "@graticule/ledger/entry-proof";
import { formatNoteKey, type NoteKey } from "@graticule/ledger/note";
import type { Kept } from "./kept.ts";
import { keysOf } from "./log-head.ts";
import { Unreachable } from "./log-source.ts";
import { sha256, verifyEd25519 } from "./node-crypto.ts";
import { provedSignatures, signatureLines } from "./proof-signatures.ts";

/** The check of a file that proves one entry: offline, by keys that the reader has. */
export interface ProofReport {
  readonly verdict: EntryProofVerdict;
  /** `kept`: remembered from audits. */
  readonly trust: "given" | "kept";
}

/** @param given keys that the reader got elsewhere  @throws Unreachable the file can't be read */
export async function checkProofFile(
  file: string,
  { given, kept }: { readonly given: readonly NoteKey[]; readonly kept: Kept },
): Promise<ProofReport> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Unreachable(`${file}: ${error.code}`);
  });
  const remembered = keysOf([...kept.logs.values()].flatMap(({ keys }) => keys).join("\n"));
  const keys = given.length > 0 ? given : remembered;
  const verdict = await checkEntryProof(bytes, keys, { sha256, verifyEd25519 });
  return { verdict, trust: given.length > 0 ? "given" : "kept" };
}

const faults = {
  "no-proof": "this is not a proof (c2sp.org/tlog-proof)",
  "no-entry": "it doesn’t contain a valid log entry",
  malformed: "its checkpoint is not a signed checkpoint",
  forged: "THE SIGNATURE IS WRONG: it was not made with the key it names",
  unknown:
    "no key you know signed it. Pass the log’s key with --key, or audit the log, so that its key is remembered",
  "other-entry": "THE ENTRY IS NOT IN THE LOG that was signed: it was changed, or its place was",
  "other-text": "A TEXT IS NOT THE ONE THAT WAS ENTERED",
} as const satisfies Record<Exclude<EntryProofVerdict["kind"], "proved">, string>;

export function proofText({ verdict, trust }: ProofReport): string {
  if (verdict.kind !== "proved") return `NOT PROVED: ${faults[verdict.kind]}`;
  const { index, leaf, entry, texts, head, by } = verdict;
  const signatures = provedSignatures(entry);
  return [
    `PROVED: entry ${index} of ${head.origin}`,
    `  entry      ${leaf}`,
    ...Object.entries(texts).map(([name, { value }]) => `  ${name.padEnd(10)} ${quoted(value)}`),
    ...(signatures === undefined ? [] : signatureLines(signatures)),
    `  key        signed with ${trust === "given" ? "the key you gave" : "a key that an audit remembered"}`,
    ...by.map((key) => `             ${formatNoteKey(key)}`),
    `  log        ${head.size} entries, root ${base64(head.root)}`,
  ].join("\n");
}

export function proofJson({ verdict, trust }: ProofReport): object {
  if (verdict.kind !== "proved") return { verdict: "not-proved", why: verdict.kind };
  const { index, entry, texts, head, by } = verdict;
  const signatures = provedSignatures(entry);
  return {
    ...{ verdict: "proved", log: head.origin, index, entry },
    texts: Object.fromEntries(Object.entries(texts).map(([name, { value }]) => [name, value])),
    ...(signatures === undefined ? {} : { signatures }),
    ...{ trust, keys: by.map(formatNoteKey), size: head.size, root: base64(head.root) },
  };
}

/** Others wrote it: it must not steer a terminal, or look like something else. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  );
}
