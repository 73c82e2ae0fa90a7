import type { RequestSummary } from "@graticule/api/requests";
import { passagesOf, type Span, type Written } from "@graticule/desk/redaction";
import { isClosed } from "@graticule/desk/request-states";
import { type CaseWords, contentOf, isText, type RequestCase, stateOf } from "../requests/case.ts";

/** How far the words of a request have come on their way to the public. */
export type WordsState =
  | { readonly kind: "not-yet" }
  /** Its texts are. */
  | { readonly kind: "destroyed" }
  | { readonly kind: "sealed"; readonly until: string; readonly since: Date }
  | { readonly kind: "open"; readonly since: Date }
  | { readonly kind: "prepared"; readonly words: CaseWords; readonly since: Date }
  | { readonly kind: "published"; readonly words: CaseWords };

export function writtenOf(request: RequestCase): Written {
  const { demands, translation } = contentOf(request);
  return { demands: demands.map(({ verbatim }) => verbatim), translation };
}

/** @param now milliseconds since the epoch, by the database's clock */
export function wordsStateOf(request: RequestCase, now: number): WordsState {
  if (!request.texts.kept) return { kind: "destroyed" };
  const last = request.words.at(-1);
  if (last?.outcome?.kind === "published") return { kind: "published", words: last };
  const closed = request.events.at(-1);
  // No one publishes what a sender wrote who is not in the register.
  if (request.authority === undefined) return { kind: "not-yet" };
  if (!isClosed(stateOf(request)) || closed === undefined) return { kind: "not-yet" };
  const until = sealedThrough(request);
  const over = until === undefined ? 0 : Date.parse(until) + dayMs;
  const since = new Date(Math.max(closed.at.getTime(), over));
  if (until !== undefined && over > now) return { kind: "sealed", until, since };
  return last === undefined || last.outcome !== undefined
    ? { kind: "open", since }
    : { kind: "prepared", words: last, since };
}

const dayMs = 86_400_000;

/**
 * The last day on which a law forbids to tell something of it. A seal that a correction makes
 * shorter lasts through the day of the correction.
 */
function sealedThrough(request: RequestCase): string | undefined {
  const texts = request.events.filter(isText);
  const sealed = texts.findIndex(({ content }) => content.forbidsNotice !== undefined);
  const corrected = sealed < 0 ? [] : texts.slice(sealed + 1);
  const seals = [
    contentOf(request).forbidsNotice?.until.slice(0, 10),
    ...[...corrected.map(({ at }) => at), ...request.orders.map((order) => order.sealedUntil)].map(
      (at) => at?.toISOString().slice(0, 10),
    ),
  ];
  return seals
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
}

export function wordsWaitOf(request: RequestCase, now: number): RequestSummary["wordsWait"] {
  const state = wordsStateOf(request, now);
  switch (state.kind) {
    case "not-yet":
    case "destroyed":
    case "published":
      return undefined;
    case "sealed":
    case "open":
    case "prepared":
      return { state: state.kind, since: state.since.toISOString() };
  }
}

/** As the database counts: in characters. */
export function inCharacters(written: Written, spans: readonly Span[]): readonly Span[] {
  return recounted(written, spans, (text, units) => [...text.slice(0, units)].length);
}

/** As pages count: in UTF-16 units. */
export function inUnits(written: Written, spans: readonly Span[]): readonly Span[] {
  return recounted(written, spans, (text, count) => [...text].slice(0, count).join("").length);
}

function recounted(
  written: Written,
  spans: readonly Span[],
  count: (text: string, at: number) => number,
): readonly Span[] {
  const texts = new Map(passagesOf(written).map(({ of, text }) => [of, text]));
  return spans.map(({ of, from, to, what }) => {
    const text = texts.get(of) ?? "";
    return { of, from: count(text, from), to: count(text, to), what };
  });
}
