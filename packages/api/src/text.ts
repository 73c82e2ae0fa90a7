import { z } from "zod";

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/**
 * Controls, lone surrogates, marks that change direction, and letters of no width (Unicode's
 * Default_Ignorable_Code_Point), but for joiners, variation selectors and the tags of flags.
 */
const unseen =
  /[\u034F\p{Cc}\p{Cs}\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFF8\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E001F}]/gu;
/** Something that can be seen: neither space nor ignorable, nor the blank of Braille. */
const seen = /[^\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Text as it may be shown, logged or written into a header: Unicode NFC on one line, without
 * controls and without marks that change how the text around it reads. Joiners stay, since scripts
 * and emoji need them. Applying it twice changes nothing.
 */
export function inert(text: string): string {
  return text.replace(lineBreaks, " ").replace(unseen, "").normalize("NFC").trim();
}

/** Whether a text shows anything at all. */
export function isSeen(text: string): boolean {
  return seen.test(text);
}

/** A person's text, made inert: 1 to `most` UTF-16 units, not all invisible. */
export function inertText(most: number) {
  return visibleText(most, inert);
}

/** Lines of {@link inertText}, with at most one empty line between two. */
export function inertWords(most: number) {
  return visibleText(most, inertLines);
}

function visibleText(most: number, makeInert: (text: string) => string) {
  return z
    .string()
    .max(most * 8)
    .overwrite(makeInert)
    .min(1)
    .max(most)
    .refine((text) => text === "" || isSeen(text), "Use at least one visible character.");
}

/** As {@link inertWords} has it. Applying it twice changes nothing. */
export function inertLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map(inert)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
