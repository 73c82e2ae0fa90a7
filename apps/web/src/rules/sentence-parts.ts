import type { PlaceOrGroup, RuleOnDoubt } from "@graticule/api/rules";
import type { Reader } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { inSentence, joinNames } from "../places/in-sentence.ts";

/** More names than these are counted, not listed. */
const mostNames = 5;

/** How sentences name places and times. */
export interface Telling {
  readonly name: (item: PlaceOrGroup) => string;
  readonly reader: Reader;
}

/** The names of places inside a sentence; of many, the last ones are counted. */
export function listPlaces(items: readonly PlaceOrGroup[], options: Telling): string {
  if (items.length === 0) return words.sentence.nowhere;
  const names = items.map((item) => inSentence(options.name(item)));
  return joinNames(names, { most: mostNames, more: words.sentence.more });
}

const doubtWords = {
  admit: "doubtAdmit",
  hold: "doubtHold",
  refuse: "doubtRefuse",
  ask: "doubtAsk",
} as const;

/** What happens to people whose place is in doubt. */
export const doubtSentence = (onDoubt: RuleOnDoubt): string => words.sentence[doubtWords[onDoubt]];
