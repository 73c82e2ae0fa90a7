import type { DemandWords } from "@graticule/api/public-words";
import type { RequestContent } from "@graticule/api/requests";
import {
  passagesOf,
  publicWords,
  type RedactedKind,
  type Span,
  tidySpans,
  type Written,
} from "@graticule/desk/redaction";
import { type RedactedPiece, redactedPieces } from "../../ui/redacted-pieces.ts";

/** What someone hides of a request, beside what is always hidden. */
export interface WordsDraft {
  readonly written: Written;
  readonly fixed: readonly Span[];
  /** In order, apart from each other. */
  readonly marked: readonly Span[];
}

export type WordsChange =
  | { readonly kind: "hide"; readonly span: Span }
  | { readonly kind: "show"; readonly span: Span };

function writtenOf({ demands, translation }: RequestContent): Written {
  return { demands: demands.map(({ verbatim }) => verbatim), translation };
}

export function beginWords(
  content: RequestContent,
  { fixed }: Extract<DemandWords, { state: "open" }>,
): WordsDraft {
  return { written: writtenOf(content), fixed, marked: [] };
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

/** One thing that is hidden, as the list shows it. */
export interface HiddenItem {
  readonly span: Span;
  readonly words: string;
  readonly fixed: boolean;
}

/** In the order of the text. */
export function hiddenItems({ written, fixed, marked }: WordsDraft): readonly HiddenItem[] {
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

/** By passage, in order. */
export function preview({ written, fixed, marked }: WordsDraft): readonly (readonly RedactedPiece[])[] {
  const spans = tidySpans(written, [...fixed, ...marked]);
  return passagesOf(written).map(({ of, text }) => {
    const own = spans.filter((span) => span.of === of).map((span) => ({ ...span, of: 0 }));
    return redactedPieces(publicWords({ demands: [text] }, own).demand);
  });
}

/** What a selection in one passage becomes; undefined: nothing is selected. */
export function spanOf(
  of: Span["of"],
  selected: { readonly from: number; readonly to: number },
  what: RedactedKind,
): Span | undefined {
  const { from, to } = selected;
  return from < to ? { of, from, to, what } : undefined;
}
