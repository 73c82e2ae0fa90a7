import type { PlaceEvidence } from "@graticule/api/problem";
import { words } from "../i18n/words.ts";
import { inSentence } from "../places/in-sentence.ts";

/** More than this nobody reads in passing. */
const mostSentences = 2;

/** Why a place is sure, likely or unclear: one or two plain sentences, the most telling first. */
export function evidenceText(
  evidence: readonly PlaceEvidence[],
  name: (code: string) => string,
): string {
  return evidence
    .slice(0, mostSentences)
    .map((one) => sentenceOf(one, name))
    .join(" ");
}

function sentenceOf(one: PlaceEvidence, name: (code: string) => string): string {
  const said = words.door.because;
  return one.kind === "too-quick" ? said["too-quick"](inSentence(name(one.place))) : said[one.kind];
}
