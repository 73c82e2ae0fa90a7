import { z } from "zod";

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/**
 * Controls, lone surrogates, marks that change direction, and letters of no width (Unicode's
 * Default_Ignorable_Code_Point), but for joiners, variation selectors and the tags of flags.
 */
const unseen =
  /[\u034F\p{Cc}\p{Cs}\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFF8\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E001F}]/gu;
/**
 * Of every direction and width, and what looks like them. Single ones are apostrophes as well, but not two in a row; within
 * Hebrew words the double one marks an acronym or a number.
 */
const quotationMarks =
  /["\u00AB\u00BB\u02BA\u02DD\u02EE\u02F5\u02F6\u201C-\u201F\u2033\u2034\u2036\u2037\u2057\u275D\u275E\u2E42\u3003\u301D-\u301F\uFF02\u{1F676}-\u{1F678}]|(?<!\p{sc=Hebrew})\u05F4|\u05F4(?!\p{sc=Hebrew})|(?:['`\u00B4\u02B9\u02BB-\u02BD\u05F3\u2018-\u201B\u2032\u2035\uA78C\uFF07][\p{M}\p{Default_Ignorable_Code_Point}]*){2,}/gu;
const bracket = /[()\uFF08\uFF09]/gu;
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

/** What its writer reads. */
export const noQuotationMarks =
  "Leave out quotation marks: the public log puts its own around this.";

/** {@link inertText} that a sentence of the public log puts in quotation marks: it has none of its own, and so can't end them. */
export function quotableText(most: number) {
  return inertText(most).refine((text) => withoutQuotationMarks(text) === text, noQuotationMarks);
}

/** {@link inertText} that a sentence of the public log puts in brackets: it closes none but its own. */
export function bracketableText(most: number) {
  return inertText(most).refine(
    closesOnlyItsOwn,
    "Leave out a bracket that has no other half: the public log puts its own around this.",
  );
}

/** The same text without what could end a quotation. */
export function withoutQuotationMarks(text: string): string {
  return text.replace(quotationMarks, "");
}

function closesOnlyItsOwn(text: string): boolean {
  let open = 0;
  for (const [mark] of text.matchAll(bracket)) {
    open += mark === "(" || mark === "\uFF08" ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
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
