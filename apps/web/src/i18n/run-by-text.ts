import { withinSentence } from "./within-sentence.ts";
import { readersLocale, words } from "./words.ts";

/** Who runs the meeting now. */
export function runByText(names: readonly string[]): string {
  if (names.length === 0) return words.call.told.nobodyRuns;
  const list = new Intl.ListFormat(readersLocale(), { type: "conjunction" });
  return words.call.told.runs(list.format(names.map(withinSentence)), names.length);
}
