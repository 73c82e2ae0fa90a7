import type { Refusal } from "@graticule/api/problem";
import type { PlaceOrGroup, RuleTier } from "@graticule/api/rules";
import { readTime } from "../i18n/time.ts";
import { withinSentence } from "../i18n/within-sentence.ts";
import { words } from "../i18n/words.ts";
import type { DeviceChoice } from "../media/device-choice.ts";
import { inSentence } from "../places/in-sentence.ts";
import { limitSentence } from "../rules/limits-sentence.ts";
import { listPlaces, type Telling, whoCanJoin } from "../rules/sentence-parts.ts";

/** More places of a rule than these are counted, not listed. */
const mostPlaces = 12;

/** Who keeps this person out, which decides what can be done. `banned`, `removed`: the host in person. */
type RefusalKind = "meeting" | "account" | "platform" | "order" | "banned" | "removed";

export interface RefusalText {
  readonly kind: RefusalKind;
  /** One sentence: who decided, which place, until when. */
  readonly reason: string;
  /** To whom the meeting is open, where the reason doesn't say it. */
  readonly open: string | undefined;
  readonly until: string;
  /** Of a rule without an end: that none was set. An end is part of `reason`. */
  readonly noEnd: string | undefined;
  readonly authority: string;
  readonly law: string | undefined;
}

/** An order is an order, whatever else is said. */
function kindOf(refusal: Refusal): RefusalKind {
  const { because, decidedBy } = refusal;
  if (because === "ordered") return "order";
  if (because === "banned" || because === "removed") return because;
  return decidedBy === "host" ? "banned" : decidedBy;
}

function placeOf({ limitPlace, place }: Refusal, options: Telling): string {
  const code = limitPlace ?? place;
  return code === undefined ? words.reason.here : listPlaces([{ kind: "place", code }], options);
}

/** The only places that are open, where the reason is that this person is in none of them. */
function onlyPlaces({ because, only }: Refusal): readonly PlaceOrGroup[] | undefined {
  return because === "outside-allowed" && only?.deny.length === 0 ? only.allow : undefined;
}

/** One sentence. The page of an order has a line of its own for the end. */
function reasonOf(refusal: Refusal, options: Telling): string {
  const kind = kindOf(refusal);
  if (kind === "banned" || kind === "removed") return words.reason[`host/${kind}`];
  if (kind !== "order") return ruleReasonOf(refusal, kind, options);
  const place = placeOf(refusal, options);
  const { authority, sealedUntil } = refusal;
  if (authority !== undefined) {
    return words.reason["order/named"](withinSentence(authority), place);
  }
  return sealedUntil === undefined
    ? words.reason["order/ordered"](place)
    : words.reason["order/sealed"](place, readTime(sealedUntil, options.reader));
}

function ruleReasonOf(refusal: Refusal, tier: RuleTier, options: Telling): string {
  const only = onlyPlaces(refusal);
  if (only !== undefined) return limitSentence({ ...refusal, tier }, "only", only, options);
  const { because, until } = refusal;
  const place = placeOf(refusal, options);
  const time = until === undefined ? undefined : readTime(until, options.reader);
  if (tier === "meeting") return ownReasonOf(refusal, place, time);
  if (because === "outside-allowed" || because === "cannot-tell") {
    const key = `${tier}/${because}` as const;
    return time === undefined ? words.reason[key] : words.reasonUntil[key](time);
  }
  const key = `${tier}/denied-place` as const;
  return time === undefined ? words.reason[key](place) : words.reasonUntil[key](place, time);
}

/** By a meeting's own rule: the role of the person who set it, never their name. */
function ownReasonOf(refusal: Refusal, place: string, time: string | undefined): string {
  const who = setterOf(refusal);
  if (refusal.because === "outside-allowed" || refusal.because === "cannot-tell") {
    const key = `meeting/${refusal.because}` as const;
    return time === undefined ? words.reason[key](who) : words.reasonUntil[key](who, time);
  }
  const key = "meeting/denied-place";
  return time === undefined
    ? words.reason[key](who, place)
    : words.reasonUntil[key](who, place, time);
}

const setterOf = ({ setBy }: Pick<Refusal, "setBy">): string =>
  words.sentence.setBy[setBy ?? "host"];

function noEndOf(refusal: Refusal, kind: RefusalKind): string | undefined {
  const said = words.refused.noEndBy;
  if (refusal.until !== undefined) return undefined;
  if (kind === "meeting" && refusal.setBy !== undefined) return words.refused.noEnd;
  const isRule = kind === "meeting" || kind === "account" || kind === "platform";
  return isRule ? said[kind] : undefined;
}

/** The words for a person who is kept out, at the door and in the call. */
export function refusalText(refusal: Refusal, telling: Telling): RefusalText {
  const options = { ...telling, most: mostPlaces };
  const kind = kindOf(refusal);
  const { only } = refusal;
  return {
    kind,
    reason: reasonOf(refusal, options),
    open:
      only === undefined || onlyPlaces(refusal) !== undefined
        ? undefined
        : whoCanJoin(only, options),
    until:
      refusal.until === undefined ? words.refused.noEnd : readTime(refusal.until, options.reader),
    noEnd: noEndOf(refusal, kind),
    authority: refusal.authority ?? words.refused.sealed,
    law: refusal.law,
  };
}

/**
 * The reason, to a host whom the meeting's own rule keeps out. Undefined: another person set the rule, and
 * the reason is put as to everyone.
 */
export function ownReason(
  refusal: Refusal,
  telling: Telling,
): { readonly reason: string; readonly end: string } | undefined {
  if (refusal.setBy !== undefined) return undefined;
  const { because, until } = refusal;
  const said = words.refused.yoursReason;
  const options = { ...telling, most: mostPlaces };
  const only = onlyPlaces(refusal);
  const reason =
    because === "outside-allowed" || because === "cannot-tell"
      ? said[because]
      : said["denied-place"](placeOf(refusal, options));
  return {
    reason: only === undefined ? reason : said.only(listPlaces(only, options)),
    end:
      until === undefined
        ? words.refused.noEnd
        : words.sentence.until(readTime(until, options.reader)),
  };
}

/** "Joining from France · certain". */
export function placeLine(
  seen: { readonly place?: string | undefined; readonly sure: Refusal["sure"] },
  name: (code: string) => string,
): string {
  if (seen.place === undefined) return words.door.fromNowhere;
  return words.door.from[seen.sure](inSentence(name(seen.place)));
}

/** What happens once the reason is gone: with a name this person comes in by itself, else they are asked for one. */
export function meanwhileText(
  name: string,
  { camera, microphone }: Pick<DeviceChoice, "camera" | "microphone">,
): string {
  const said = words.refused;
  if (name === "") return said.opens;
  return (camera || microphone ? said.byItselfAs : said.byItselfOff)(withinSentence(name));
}
