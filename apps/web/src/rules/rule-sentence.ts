import type { PartBand, RuleInput, RulePreview } from "@graticule/api/rules";
import { hostWords } from "../i18n/host-words.ts";
import { type Reader, readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { doubtSentence, type Telling, whoCanJoin } from "./sentence-parts.ts";

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

function bandText(band: PartBand): string {
  return typeof band === "number" ? String(band) : hostWords.preview.part[band];
}

/** How many are in one place, beside its name; empty: not shown. */
export function placeBandText(band: PartBand): string {
  if (band === "some") return "";
  // Of places, "most" has five at least.
  return bandText(band === "most" ? "many" : band);
}

/** Why numbers are missing among those of places; undefined: none is missing. */
export function bandNote(bands: readonly PartBand[]): string | undefined {
  const said = hostWords.manage.bands;
  if (bands.includes("some")) return said.untold;
  if (bands.includes("many") || bands.includes("most")) return said.mixed;
  return bands.includes("a-few") ? said.few : undefined;
}

const numberOf = (band: PartBand): number => (typeof band === "number" ? band : 0);

function stayText({ leave, wait, stay }: Omit<RulePreview, "asOf">): string {
  const said = hostWords.preview;
  if (stay === "none") return said.noneStay;
  if (typeof stay !== "number") return said.stays(said.part[stay]);
  return stay > 2 * (numberOf(leave) + numberOf(wait))
    ? said.stays(said.part.most)
    : said.stay(stay);
}

/**
 * What it would do to the reader. It is not always known whether they are inside: then a sentence says so
 * wherever anyone would have to leave.
 */
export function ownSentence({ you, leave, wait }: RulePreview): string | undefined {
  const said = hostWords.preview.you;
  if (you === "stay" || (leave === "none" && wait === "none")) return undefined;
  return said[you ?? "unknown"];
}

/**
 * Nobody who was counted would have to leave; the reader may have joined since, and where nobody was
 * counted, so has everyone inside.
 */
function noneText(stay: RulePreview["stay"], you: RulePreview["you"]): string {
  const said = hostWords.preview;
  if (you === "leave" || you === "wait") return said.you.only[you];
  return stay === "none" ? hostWords.manage.notCountedYet : said.noneLeave;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a change would do to the people inside: "A few would leave; most stay." */
export function previewSentence(preview: Omit<RulePreview, "asOf">): string {
  const { leave, wait, stay, you } = preview;
  const { preview: said } = hostWords;
  const changes = [
    ...(leave === "none" ? [] : [said.leave(bandText(leave))]),
    ...(wait === "none" ? [] : [said.wait(bandText(wait))]),
  ];
  const [one, other] = changes;
  if (one === undefined) return noneText(stay, you);
  if (other === undefined && stay === "none") {
    return leave === "none" ? said.allWait : said.allLeave;
  }
  const both = other === undefined ? one : said.and(one, other);
  const effect = capital(said.effect(both, stayText(preview)));
  return leave === "some" ? `${effect} ${said.untold}` : effect;
}

/**
 * What applying it did, by the count from just before: "Applied. By the count of 11:12, a few had to leave."
 * People may have left since that count, so its time is named. Where it is not known, or the people inside
 * stay for now, only that it is applied.
 */
export function appliedSentence(preview: RulePreview | undefined, reader: Reader): string {
  const said = hostWords.rule;
  if (preview === undefined) return said.applied;
  const { leave, wait, stay } = preview;
  const isEverybody = stay === "none" && (leave === "none") !== (wait === "none");
  const who = (band: PartBand): string => (isEverybody ? said.everyone : bandText(band));
  const changes = [
    ...(leave === "none" ? [] : [said.left(who(leave))]),
    ...(wait === "none" ? [] : [said.wentToLobby(who(wait))]),
  ];
  if (changes.length === 0 && stay === "none") return said.applied;
  const [one = said.noneLeft, other] = changes;
  const both = other === undefined ? one : hostWords.preview.and(one, other);
  return `${said.applied} ${said.byCount(readTime(preview.asOf, reader), both)}`;
}
