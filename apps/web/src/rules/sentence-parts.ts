import type { PlaceOrGroup, RuleInput, RuleOnDoubt } from "@graticule/api/rules";
import type { Reader } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { inSentence, joinNames } from "../places/in-sentence.ts";

/** How sentences name places and times. */
export interface Telling {
  readonly name: (item: PlaceOrGroup) => string;
  readonly reader: Reader;
  /** More names than these are counted, not listed; absent: five. */
  readonly most?: number;
}

/** The names of places inside a sentence; of many, the last ones are counted. */
export function listPlaces(items: readonly PlaceOrGroup[], options: Telling): string {
  if (items.length === 0) return words.sentence.nowhere;
  const names = items.map((item) => inSentence(options.name(item)));
  return joinNames(names, { most: options.most ?? 5, more: words.sentence.more });
}

/** "Only people in France can join." */
export function whoCanJoin(
  { allow, deny }: Pick<RuleInput, "allow" | "deny">,
  options: Telling,
): string {
  if (allow === "everyone") return words.sentence.except(listPlaces(deny, options));
  const places = listPlaces(allow, options);
  return deny.length === 0
    ? words.sentence.only(places)
    : words.sentence.onlyNever(places, listPlaces(deny, options));
}

const doubtWords = {
  admit: "doubtAdmit",
  hold: "doubtHold",
  refuse: "doubtRefuse",
  ask: "doubtAsk",
} as const;

/** What happens to people whose place is in doubt. */
export const doubtSentence = (onDoubt: RuleOnDoubt): string => words.sentence[doubtWords[onDoubt]];
