import { z } from "zod";

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Scripts in which a joiner changes how the letter before it looks. */
const joining =
  "Adlm Arab Bali Beng Deva Gujr Guru Java Khmr Knda Mlym Mong Mymr Nkoo Orya Sinh Sund Syrc Taml Telu Tibt"
    .split(" ")
    .map((script) => `\\p{scx=${script}}`)
    .join("");
const ignorable = "\\p{Default_Ignorable_Code_Point}";
const pictograph = "\\p{Extended_Pictographic}";
/** Characters of no width where what stands beside them needs them, one of each kind. */
const needed = [
  `(?<=(?!${ignorable})[${joining}])(?:\\u200C|\\u200D)`,
  `(?<=(?!${ignorable})\\p{scx=Mong})(?:\\u180B|\\u180C|\\u180D|\\u180F)`,
  // Emoji: their style, what joins two of them, and keys such as 1\uFE0F\u20E3.
  `(?<=${pictograph})(?:\\uFE0E|\\uFE0F)(?:\\u200D(?=${pictograph}))?`,
  `(?<=[${pictograph}\\p{Emoji_Modifier}])\\u200D(?=${pictograph})`,
  "(?<=[0-9#*])\\uFE0F(?=\\u20E3)",
  // The flags of England, Scotland and Wales: no other tags are in general use (UTS 51, “Emoji Tag Sequences”).
  ...["gbeng", "gbsct", "gbwls"].map((region) => `(?<=\\u{1F3F4})${inTags(region)}\\u{E007F}`),
].join("|");
/** Controls, lone surrogates, marks that change direction, and letters of no width: the first group is what stays of them. */
const unseen = new RegExp(`(${needed})|[\\p{Cc}\\p{Cs}${ignorable}]`, "gu");
const allUnseen = new RegExp(`[\\p{Cc}\\p{Cs}${ignorable}]`, "gu");
/** No one writes what takes more: marks of several scripts in a row, each with joiners. */
const mostPasses = 3;

function inTags(region: string): string {
  return [...region].map((one) => `\\u{E00${one.charCodeAt(0).toString(16)}}`).join("");
}

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
 * controls and without marks that change how the text around it reads. Of characters without width
 * it has only those that its scripts and emoji need, one at a time: others could spell what no one
 * sees. Applying it twice changes nothing.
 */
export function inert(text: string): string {
  let settled = text;
  // Without what stood between them, marks change places, and so what is before the next one.
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const next = settled.replace(lineBreaks, " ").replace(unseen, "$1").normalize("NFC").trim();
    if (next === settled) return settled;
    settled = next;
  }
  return settled.replace(allUnseen, "").normalize("NFC").trim();
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
    .max(most * 8, { abort: true })
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
