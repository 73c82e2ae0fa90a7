import { z } from "zod";

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Controls, lone surrogates, marks that turn the direction of text, and letters of no width but joiners. */
const unseen = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/**
 * Text as it may be shown, logged or written into a header: Unicode NFC on one line, without
 * controls and without marks that change how the text around it reads. Joiners stay, since scripts
 * and emoji need them. Applying it twice changes nothing.
 */
export function inert(text: string): string {
  return text.replace(lineBreaks, " ").replace(unseen, "").normalize("NFC").trim();
}

/**
 * Free text of a person, made inert; 1 to `most` UTF-16 units afterwards. Good for answers too:
 * what is inert stays as it is.
 */
export function inertText(most: number) {
  return z
    .string()
    .max(most * 8)
    .overwrite(inert)
    .min(1)
    .max(most);
}
