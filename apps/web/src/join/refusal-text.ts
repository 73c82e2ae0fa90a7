import type { Refusal } from "@graticule/api/problem";
import { type Reader, readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { inSentence } from "../places/in-sentence.ts";

/** Every way of being kept out, as the words are keyed. */
type ReasonKey = Exclude<keyof typeof words.reason, "until" | "here">;

/** The key of a refusal's sentence. An order is always `ordered`, whatever else is said. */
function reasonKey(refusal: Refusal): ReasonKey {
  if (refusal.decidedBy === "order" || refusal.because === "ordered") return "ordered";
  return `${refusal.decidedBy}/${refusal.because}`;
}

export interface RefusalText {
  /** One sentence: who decided, which place, until when. */
  readonly reason: string;
  readonly kind: "rule" | "order";
  /** Where the person seems to be, and how sure we are: "Joining from Germany · sure." */
  readonly place: string;
  readonly until: string;
  readonly authority: string;
  readonly law: string | undefined;
}

/** The words for somebody who is kept out, at the door and in the call alike. */
export function refusalText(
  refusal: Refusal,
  options: { readonly name: (code: string) => string; readonly reader: Reader },
): RefusalText {
  const code = refusal.limitPlace ?? refusal.place;
  const place = code === undefined ? words.reason.here : inSentence(options.name(code));
  const key = reasonKey(refusal);
  const until = refusal.until === undefined ? undefined : readTime(refusal.until, options.reader);
  // The page of an order says the end in a line of its own.
  const ending = until === undefined || key === "ordered" ? "" : words.reason.until(until);
  return {
    reason: `${words.reason[key](place)}${ending}.`,
    kind: key === "ordered" ? "order" : "rule",
    place: placeLine(refusal, options.name),
    until: until ?? words.refused.noEnd,
    authority: refusal.authority ?? words.refused.sealed,
    law: refusal.law,
  };
}

/** "Joining from France · sure". */
export function placeLine(
  seen: { readonly place?: string | undefined; readonly sure: Refusal["sure"] },
  name: (code: string) => string,
): string {
  if (seen.place === undefined) return words.door.fromNowhere;
  return `${words.door.from(inSentence(name(seen.place)))} · ${words.door.sure[seen.sure]}`;
}
