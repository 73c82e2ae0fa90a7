import { createHash, hkdfSync, randomBytes } from "node:crypto";
import type { WrittenTexts } from "@graticule/api/formats";
import { createSeal, type Seal } from "../config/seal.ts";

/**
 * What people wrote of one thing, a government's request or a report of abuse, stands sealed in its
 * records, under a key of its own: once the key is destroyed, the texts are, in every copy of the
 * records.
 */
export type TextKey = ReturnType<typeof createTextKey>;

const sealedPrefix = "sealed:";
/** What is read where a text was. */
export const destroyedText = "⟦destroyed⟧";

/**
 * A new key. `sealed`: as its row holds it, by the instance's own.
 * @param about id of the thing
 */
export function newTextKey(
  instance: Seal,
  about: string,
): { readonly key: TextKey; readonly sealed: Buffer } {
  const key = randomBytes(32);
  return {
    key: createTextKey(key, about),
    sealed: instance.seal(key.toString("base64"), contextOf(about)),
  };
}

/** Undefined: another `instance.key` sealed it. */
export function openTextKey(instance: Seal, about: string, sealed: Buffer): TextKey | undefined {
  const key = instance.open(sealed, contextOf(about));
  return key === undefined ? undefined : createTextKey(Buffer.from(key, "base64"), about);
}

const contextOf = (about: string): string => `text key ${about}`;

function createTextKey(key: Buffer, about: string) {
  const { seal, open } = createSeal(key);
  const bound = (path: string): string => `${about} ${path}`;
  /** Of the commitment to this text: without the key, no guess at the text can be tested. */
  const saltOf = (path: string): Buffer =>
    Buffer.from(hkdfSync("sha256", key, "", `graticule salt ${bound(path)}`, 32));
  return {
    saltOf,
    seal: (text: string, path: string): string =>
      `${sealedPrefix}${seal(text, bound(path)).toString("base64url")}`,
    /** Undefined: another key sealed it, or it was another text. */
    open: (sealed: string, path: string): string | undefined =>
      open(Buffer.from(sealed.slice(sealedPrefix.length), "base64url"), bound(path)),
    /** SHA-256 of salt and text, in hexadecimal. */
    commitTo: (text: string, path: string): string =>
      createHash("sha256").update(saltOf(path)).update(text).digest("hex"),
  };
}

/**
 * Undefined: its key is gone.
 * @param path where it stands in the records of its thing
 */
export function openText(
  stored: string,
  path: string,
  key: TextKey | undefined,
): string | undefined {
  return stored.startsWith(sealedPrefix) ? key?.open(stored, path) : stored;
}

/** Whether texts can be read, and until when. @param end the day; undefined: not yet known */
export function stateOfTexts(
  { kept, end }: { readonly kept: boolean; readonly end: string | undefined },
  now: Date,
): WrittenTexts {
  if (kept) return { state: "kept", end };
  return { state: isPast(end, now) ? "destroyed" : "without-key", end };
}

/** Whether this day, `YYYY-MM-DD` in UTC, has begun. */
export function isPast(end: string | undefined, now: Date): boolean {
  return end !== undefined && Date.parse(end) <= now.getTime();
}

/** {@link openText}, or the mark of a destroyed one. */
export function textOrMark(stored: string, path: string, key: TextKey | undefined): string {
  return openText(stored, path, key) ?? destroyedText;
}
