/**
 * What the public reads of a demand: the authority's own words, redacted. INVARIANT: what is not
 * redacted is what was entered, unit for unit; only marks are added, which no authority can write.
 */

/** Why a part is not shown: a closed list, in ascending order. */
export const redactedKinds = ["contact", "link", "meeting", "other", "person"] as const;
export type RedactedKind = (typeof redactedKinds)[number];

/** A part of one text, in UTF-16 units; `to` is exclusive. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly what: RedactedKind;
}

/** A part of what was entered: of the demand with this index, or of the translation. */
export interface Span extends Part {
  readonly of: number | "translation";
}

/** The authority's words as entered, and their translation. */
export interface Written {
  /** In order. */
  readonly demands: readonly string[];
  readonly translation?: string | undefined;
}

export interface PublicWords {
  readonly demand: string;
  readonly translation?: string;
  /** Each once, in ascending order. */
  readonly redacted: readonly RedactedKind[];
}

/** Finds what must not be shown in a text; see must-hide.ts. */
export type Finder = (text: string) => readonly Part[];

/** Brackets only for marks: in an authority's text they and those that look alike are redacted. */
export const brackets = /[\u27E6\u27E7\u301A\u301B]/gu;
const mark = (what: RedactedKind | number): string => `\u27E6${what}\u27E7`;

/** Puts a mark for each part, and before each of several demands its number. @param spans tidy */
export function redactedWords(written: Written, spans: readonly Span[]): PublicWords {
  const { demands, translation } = written;
  const numbered = demands.length > 1;
  const demand = demands
    .map((text, of) => `${numbered ? `${mark(of + 1)} ` : ""}${shown(text, partsOf(spans, of))}`)
    .join("\n\n");
  const used = new Set(spans.map(({ what }) => what));
  const redacted = redactedKinds.filter((kind) => used.has(kind));
  if (translation === undefined) return { demand, redacted };
  return { demand, translation: shown(translation, partsOf(spans, "translation")), redacted };
}

function shown(text: string, parts: readonly Part[]): string {
  const pieces = gapsOf(text, parts).map(({ from, to }) => text.slice(from, to));
  return pieces
    .map((piece, at) => (at === 0 ? piece : mark(parts[at - 1]?.what ?? "other") + piece))
    .join("");
}

/**
 * All spans to redact, those marked and those that must be hidden, tidy: in order, disjoint, and on
 * the boundaries of graphemes. What is left holds nothing more that must be hidden, even where
 * hiding one part exposed another.
 */
export function spansToHide(
  written: Written,
  marked: readonly Span[],
  find: Finder,
): readonly Span[] {
  return passagesOf(written).flatMap(({ of, text }) =>
    cover(text, partsOf(marked, of), find).map((part) => ({ ...part, of })),
  );
}

/** Spans in order, and merged where they overlap. */
export function tidySpans(written: Written, spans: readonly Span[]): readonly Span[] {
  return spansToHide(written, spans, () => []);
}

/** Whether spans lie within what was entered. */
export function areWithin(written: Written, spans: readonly Span[]): boolean {
  const lengths = new Map(passagesOf(written).map(({ of, text }) => [of, text.length]));
  return spans.every(({ of, from, to }) => from >= 0 && from < to && to <= (lengths.get(of) ?? -1));
}

/** Every text that was entered, in the order of spans. */
export function passagesOf({
  demands,
  translation,
}: Written): readonly { readonly of: Span["of"]; readonly text: string }[] {
  return [
    ...demands.map((text, of) => ({ of, text })),
    ...(translation === undefined ? [] : [{ of: "translation" as const, text: translation }]),
  ];
}

function partsOf(spans: readonly Span[], of: Span["of"]): readonly Part[] {
  return spans
    .filter((span) => span.of === of)
    .map(({ from, to, what }): Part => ({ from, to, what }));
}

function cover(text: string, marked: readonly Part[], find: Finder): readonly Part[] {
  let covered = tidy(text, [...marked, ...find(text)]);
  for (;;) {
    const freed = gapsOf(text, covered).flatMap((gap) =>
      find(text.slice(gap.from, gap.to)).map(({ from, to, what }) => ({
        what,
        from: gap.from + from,
        to: gap.from + to,
      })),
    );
    if (freed.length === 0) return covered;
    covered = tidy(text, [...covered, ...freed]);
  }
}

/** What lies before, between and after tidy parts: one more than there are parts. */
function gapsOf(text: string, parts: readonly Part[]) {
  return [...parts, { from: text.length }].map(({ from }, at) => ({
    from: parts[at - 1]?.to ?? 0,
    to: from,
  }));
}

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

function tidy(text: string, parts: readonly Part[]): readonly Part[] {
  const segments = letters.segment(text);
  const whole = parts.map(({ from, to, what }): Part => {
    const last = segments.containing(to - 1);
    return {
      what,
      from: segments.containing(from)?.index ?? from,
      to: last === undefined ? to : last.index + last.segment.length,
    };
  });
  const tidied: Part[] = [];
  for (const part of whole.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
    const last = tidied.at(-1);
    const joins =
      last !== undefined &&
      (part.from < last.to || (part.from === last.to && part.what === last.what));
    if (joins) tidied[tidied.length - 1] = { ...last, to: Math.max(last.to, part.to) };
    else tidied.push(part);
  }
  return tidied;
}

/** What the public log holds of a BCP 47 tag: language, script and region; `und`: not a tag. */
export function languageShown(tag: string): string {
  const [, language, script, region] =
    /^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?=-|$)/i.exec(tag) ?? [];
  if (language === undefined) return "und";
  const parts = [
    language.toLowerCase(),
    script && script.charAt(0).toUpperCase() + script.slice(1).toLowerCase(),
    region?.toUpperCase(),
  ];
  return parts.filter((part) => part !== undefined).join("-");
}
