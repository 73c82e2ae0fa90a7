import type { Band, OnDoubt, PlaceOrGroup, RuleInput, RulePreview } from "@graticule/api/rules";
import { hostWords } from "../i18n/host-words.ts";
import type { Reader } from "../i18n/time.ts";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { inSentence, joinNames } from "../places/in-sentence.ts";

/** The name of a place or group, as `places/names` tells it. */
export type Namer = (item: PlaceOrGroup) => string;

/** More names than these are counted, not listed. */
const mostNames = 5;

/** How sentences name places and tell times. */
export interface Telling {
  readonly name: Namer;
  readonly reader: Reader;
}

/** The names of places as they stand inside a sentence, the last ones counted where they are many. */
export function listPlaces(items: readonly PlaceOrGroup[], name: Namer): string {
  if (items.length === 0) return words.sentence.nowhere;
  const names = items.map((item) => inSentence(name(item)));
  return joinNames(names, { most: mostNames, more: words.sentence.more });
}

function whoCanJoin(rule: RuleInput, name: Namer): string {
  if (rule.allow === "everyone") return words.sentence.except(listPlaces(rule.deny, name));
  const places = listPlaces(rule.allow, name);
  return rule.deny.length === 0
    ? words.sentence.only(places)
    : words.sentence.onlyNever(places, listPlaces(rule.deny, name));
}

/** What happens to whoever's place can't be told. */
export function doubtSentence(onDoubt: OnDoubt): string {
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

/** Reads a rule back to the host, in whole sentences. No rule: everyone. */
export function ruleSentence(rule: RuleInput | undefined, options: Telling): string {
  if (rule === undefined || (rule.allow === "everyone" && rule.deny.length === 0)) {
    return words.sentence.everyone;
  }
  return [
    whoCanJoin(rule, options.name),
    doubtSentence(rule.onDoubt),
    ...(rule.until === undefined
      ? []
      : [words.sentence.until(readTime(rule.until, options.reader))]),
  ].join(" ");
}

export function bandText(band: Band): string {
  return typeof band === "number" ? String(band) : words.band[band];
}

const size = (band: Band): number => (band === "none" ? 0 : band === "a-few" ? 3 : band);

function stayText(preview: RulePreview): string {
  if (preview.stay === "a-few") return hostWords.preview.aFewStay;
  const most = size(preview.stay) > 2 * size(preview.leave);
  return most ? hostWords.preview.mostStay : hostWords.preview.stay(size(preview.stay));
}

/** What a change would do to those inside, in words: "A few would leave; most stay." */
export function previewSentence(preview: RulePreview): string {
  if (preview.leave === "none") {
    return preview.stay === "none" ? hostWords.preview.nobodyInside : hostWords.preview.noneLeave;
  }
  if (preview.stay === "none") return hostWords.preview.allLeave;
  const who = typeof preview.leave === "number" ? String(preview.leave) : hostWords.preview.aFew;
  return hostWords.preview.leave(who, stayText(preview));
}
