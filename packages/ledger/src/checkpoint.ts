import { base64, fromBase64 } from "./bytes.ts";
import { hashLength } from "./merkle.ts";
import { type NoteKey, openNote, type SignEd25519, signNote, type VerifyEd25519 } from "./note.ts";

/** What a log says of itself at a moment: c2sp.org/tlog-checkpoint, in a signed note. */

export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

export interface Checkpoint extends TreeHead {
  /** Which log: by custom its public prefix without the scheme. */
  readonly origin: string;
}

/** “Note text”. Nothing is added in extension lines: nobody could audit them. */
function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

/** Undefined: malformed, or a size above 2⁵³ − 1. Extension lines are allowed, and not read. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split("\n");
  const [origin = "", digits = "", encoded = "", ...rest] = lines;
  const extensions = rest.slice(0, -1);
  if (origin === "" || rest.at(-1) !== "" || extensions.includes("")) return undefined;
  const size = /^(?:0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : Number.NaN;
  const root = fromBase64(encoded);
  if (!Number.isSafeInteger(size) || root?.length !== hashLength) return undefined;
  return { origin, size, root };
}

/** The caller checks that the tree grew out of the last one. @throws {TypeError} no checkpoint */
export async function signCheckpoint(
  checkpoint: Checkpoint,
  signer: { readonly key: NoteKey; readonly sign: SignEd25519 },
): Promise<Uint8Array> {
  const text = formatCheckpoint(checkpoint);
  if (parseCheckpoint(text)?.origin !== checkpoint.origin) throw new TypeError("no checkpoint");
  return await signNote(text, signer);
}

export type OpenedCheckpoint =
  | {
      readonly kind: "checkpoint";
      readonly checkpoint: Checkpoint;
      readonly by: readonly NoteKey[];
    }
  /** `other-log`: signed by a known key, of another log. The rest: as of the note, see there. */
  | { readonly kind: "malformed" | "forged" | "unknown" | "other-log" };

/** @param origin the log that is asked for  @param keys the keys of that log */
export async function openCheckpoint(
  bytes: Uint8Array,
  { origin, keys }: { readonly origin: string; readonly keys: readonly NoteKey[] },
  verify: VerifyEd25519,
): Promise<OpenedCheckpoint> {
  const note = await openNote(bytes, keys, verify);
  if (note.kind !== "signed") return note;
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint === undefined) return { kind: "malformed" };
  if (checkpoint.origin !== origin) return { kind: "other-log" };
  return { kind: "checkpoint", checkpoint, by: note.by };
}
