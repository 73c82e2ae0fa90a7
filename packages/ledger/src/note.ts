import { areEqual, base64, concat, fromBase64, fromUtf8, hex, utf8 } from "./bytes.ts";
import type { Sha256 } from "./merkle.ts";

/** c2sp.org/signed-note, with Ed25519 (RFC 8032). Unknown signers are ignored: keys can change. */

/** A port: whether the key signed the message. False for anything malformed. */
export type VerifyEd25519 = (signed: {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}) => Promise<boolean>;

/** A port: signs with the log's key, which stays where it is. 64 bytes. */
export type SignEd25519 = (message: Uint8Array) => Promise<Uint8Array>;

export interface NoteKey {
  readonly name: string;
  /** Four bytes. With the name it says which key it is; it is no proof of anything. */
  readonly id: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const ed25519 = 1;
const idLength = 4;
/** More than anyone needs (16 are to be accepted), and few enough to be read at once. */
const mostSignatures = 100;
const longestNote = 65_536;

/** “Signature types”: SHA-256(name ‖ newline ‖ 0x01 ‖ public key), the first four bytes. */
export function noteKey(sha256: Sha256, name: string, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name) || publicKey.length !== 32) throw new TypeError("no such key");
  const named = concat(utf8(`${name}\n`), Uint8Array.of(ed25519), publicKey);
  return { name, id: sha256(named).slice(0, idLength), publicKey };
}

/** `<name>+<id>+<base64 of 0x01 and the key>`, as golang.org/x/mod/sumdb/note reads it. */
export function formatNoteKey({ name, id, publicKey }: NoteKey): string {
  return `${name}+${hex(id)}+${base64(concat(Uint8Array.of(ed25519), publicKey))}`;
}

/** Undefined: malformed, of another kind than Ed25519, or with the id of another key. */
export function parseNoteKey(sha256: Sha256, text: string): NoteKey | undefined {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined || !isKeyName(name)) return undefined;
  const typed = fromBase64(encoded ?? "");
  if (typed?.length !== 33 || typed[0] !== ed25519) return undefined;
  const key = noteKey(sha256, name, typed.slice(1));
  return hex(key.id) === id ? key : undefined;
}

/** @throws {TypeError} a text that no note can have, or no signature */
export function formatNote({ text, signatures }: Note): Uint8Array {
  const lines = signatures.map(({ name, keyId, signature }) => {
    return `— ${name} ${base64(concat(keyId, signature))}\n`;
  });
  const bytes = utf8(`${text}\n${lines.join("")}`);
  const read = parseNote(bytes);
  if (read?.text !== text) throw new TypeError("no note has such a text");
  return bytes;
}

/** Undefined: malformed. Nothing in it is true until {@link openNote} says who signed. */
export function parseNote(bytes: Uint8Array): Note | undefined {
  const whole = bytes.length > longestNote ? undefined : fromUtf8(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids them
  if (whole === undefined || /[\0-\x09\x0b-\x1f]/.test(whole)) return undefined;
  const end = whole.lastIndexOf("\n\n");
  if (end < 0 || !whole.endsWith("\n")) return undefined;
  const lines = whole
    .slice(end + 2)
    .split("\n")
    .slice(0, -1);
  const signatures = lines.map(parseSignature).filter((one) => one !== undefined);
  if (lines.length === 0 || lines.length > mostSignatures) return undefined;
  if (signatures.length < lines.length) return undefined;
  return { text: whole.slice(0, end + 1), signatures };
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = "", encoded = ""] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length <= idLength) return undefined;
  return { name, keyId: bytes.slice(0, idLength), signature: bytes.slice(idLength) };
}

/** “Format”: not empty, no Unicode space, no plus. */
function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}+\p{Surrogate}\p{Cc}]/u.test(name);
}

export async function signNote(
  text: string,
  { key, sign }: { readonly key: NoteKey; readonly sign: SignEd25519 },
): Promise<Uint8Array> {
  const signature = await sign(utf8(text));
  return formatNote({ text, signatures: [{ name: key.name, keyId: key.id, signature }] });
}

/** `signed`: by these of the keys. `forged`: it names one that did not sign. `unknown`: none. */
export type OpenedNote =
  | { readonly kind: "signed"; readonly text: string; readonly by: readonly NoteKey[] }
  | { readonly kind: "malformed" | "forged" | "unknown" };

/** “Signatures”: one known key suffices, and one bad signature by a known key spoils the note. */
export async function openNote(
  bytes: Uint8Array,
  keys: readonly NoteKey[],
  verify: VerifyEd25519,
): Promise<OpenedNote> {
  const note = parseNote(bytes);
  if (note === undefined) return { kind: "malformed" };
  const message = utf8(note.text);
  const by = new Set<NoteKey>();
  for (const { name, keyId, signature } of note.signatures) {
    const key = keys.find((one) => one.name === name && areEqual(one.id, keyId));
    if (key === undefined) continue;
    const { publicKey } = key;
    const isGood = signature.length === 64 && (await verify({ publicKey, message, signature }));
    if (!isGood) return { kind: "forged" };
    by.add(key);
  }
  return by.size === 0 ? { kind: "unknown" } : { kind: "signed", text: note.text, by: [...by] };
}
