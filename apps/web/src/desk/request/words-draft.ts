import type { DemandWords } from "@graticule/api/public-words";
import type { RequestContent } from "@graticule/api/requests";
import {
  passagesOf,
  redactedWords,
  type Span,
  tidySpans,
  type Written,
} from "@graticule/desk/redaction";
import { type RedactedPiece, redactedPieces } from "../../ui/redacted-pieces.ts";

/** What a member of the desk hides of a request, beside what is always hidden. */
export interface WordsDraft {
  readonly written: Written;
  readonly fixed: readonly Span[];
  /** In order, apart from each other. */
  readonly marked: readonly Span[];
}

export interface WordsChange {
  readonly kind: "hide" | "show";
  readonly span: Span;
}

export function beginWords(
  { demands, translation }: RequestContent,
  { fixed }: Extract<DemandWords, { state: "open" }>,
): WordsDraft {
  const written = { demands: demands.map(({ verbatim }) => verbatim), translation };
  return { written, fixed, marked: [] };
}

export function changeWords(draft: WordsDraft, change: WordsChange): WordsDraft {
  const { written, marked } = draft;
  switch (change.kind) {
    case "hide":
      return { ...draft, marked: tidySpans(written, [...marked, change.span]) };
    case "show":
      return { ...draft, marked: marked.filter((span) => !isSame(span, change.span)) };
  }
}

const isSame = (one: Span, other: Span): boolean =>
  one.of === other.of && one.from === other.from && one.to === other.to;

/** What is hidden, in the order of the text. */
export function hiddenItems({ written, fixed, marked }: WordsDraft) {
  return passagesOf(written).flatMap(({ of, text }) =>
    [
      ...fixed.map((span) => ({ span, fixed: true })),
      ...marked.map((span) => ({ span, fixed: false })),
    ]
      .filter(({ span }) => span.of === of)
      .toSorted((one, other) => one.span.from - other.span.from)
      .map((item) => ({ ...item, words: text.slice(item.span.from, item.span.to) })),
  );
}

/** What the public would read, by passage in their order. */
export function preview({
  written,
  fixed,
  marked,
}: WordsDraft): readonly (readonly RedactedPiece[])[] {
  const spans = tidySpans(written, [...fixed, ...marked]);
  return passagesOf(written).map(({ of, text }) => {
    const own = spans.filter((span) => span.of === of).map((span) => ({ ...span, of: 0 }));
    return redactedPieces(redactedWords({ demands: [text] }, own).demand);
  });
}
