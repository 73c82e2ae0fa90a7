import type { PlaceOrGroup, RuleOnDoubt } from "@graticule/api/rules";
import type { Reader } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { inSentence, joinNames } from "../places/in-sentence.ts";

/** The name of a place or group, as `places/names` tells it. */
type Namer = (item: PlaceOrGroup) => string;

/** More names than these are counted, not listed. */
const mostNames = 5;

/** How sentences name places and tell times. */
export interface Telling {
  readonly name: Namer;
  readonly reader: Reader;
}

/** The names of places as they stand inside a sentence, the last ones counted where they are many. */
export function listPlaces(items: readonly PlaceOrGroup[], options: Telling): string {
  if (items.length === 0) return words.sentence.nowhere;
  const names = items.map((item) => inSentence(options.name(item)));
  return joinNames(names, { most: mostNames, more: words.sentence.more });
}

/** What happens to whoever's place can't be told. */
export function doubtSentence(onDoubt: RuleOnDoubt): string {
  switch (onDoubt) {
    case "admit":
      return words.sentence.doubtAdmit;
    case "hold":
      return words.sentence.doubtHold;
    case "refuse":
      return words.sentence.doubtRefuse;
    case "ask":
      return words.sentence.doubtAsk;
  }
}
