import type { Band, RuleInput, RulePreview } from "@graticule/api/rules";
import { hostWords } from "../i18n/host-words.ts";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { doubtSentence, listPlaces, type Telling } from "./sentence-parts.ts";

function whoCanJoin(rule: RuleInput, options: Telling): string {
  if (rule.allow === "everyone") return words.sentence.except(listPlaces(rule.deny, options));
  const places = listPlaces(rule.allow, options);
  return rule.deny.length === 0
    ? words.sentence.only(places)
    : words.sentence.onlyNever(places, listPlaces(rule.deny, options));
}

/** Reads a rule back to the host, in whole sentences. No rule: everyone. */
export function ruleSentence(rule: RuleInput | undefined, options: Telling): string {
  if (rule === undefined || (rule.allow === "everyone" && rule.deny.length === 0)) {
    return words.sentence.everyone;
  }
  return [
    whoCanJoin(rule, options),
    ...(rule.matches === "established" ? [hostWords.rule.sureSentence] : []),
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

function whoText(band: Band): string {
  return typeof band === "number" ? String(band) : hostWords.preview.aFew;
}

function stayText(preview: Omit<RulePreview, "asOf">): string {
  if (preview.stay === "none") return hostWords.preview.noneStay;
  if (preview.stay === "a-few") return hostWords.preview.aFewStay;
  const most = size(preview.stay) > 2 * (size(preview.leave) + size(preview.wait));
  return most ? hostWords.preview.mostStay : hostWords.preview.stay(size(preview.stay));
}

/**
 * What it would do to the one who reads. Who asks is not always known, and may be inside: then that
 * is said wherever anybody would have to go.
 */
export function ownSentence({ you, leave, wait }: RulePreview): string | undefined {
  const said = hostWords.preview.you;
  if (you === "stay") return undefined;
  if (you !== undefined) return said[you];
  return leave === "none" && wait === "none" ? undefined : said.unknown;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a change would do to those inside, in words: "A few would leave; most stay." */
export function previewSentence(preview: Omit<RulePreview, "asOf">): string {
  const { leave, wait, stay } = preview;
  const { preview: said } = hostWords;
  const changes = [
    ...(leave === "none" ? [] : [said.leave(whoText(leave))]),
    ...(wait === "none" ? [] : [said.wait(whoText(wait))]),
  ];
  const [one, other] = changes;
  if (one === undefined) return stay === "none" ? said.nobodyInside : said.noneLeave;
  if (other === undefined && stay === "none") {
    return leave === "none" ? said.allWait : said.allLeave;
  }
  const both = other === undefined ? one : said.and(one, other);
  return capital(said.effect(both, stayText(preview)));
}
