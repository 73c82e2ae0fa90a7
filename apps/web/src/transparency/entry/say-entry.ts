import { type ActSignature, deskKeyId } from "@graticule/ledger/act-signature";
import { type Day, daysAfter } from "@graticule/ledger/day";
import {
  type Demand,
  type EntryKind,
  type EntryOf,
  longestSealDays,
} from "@graticule/ledger/entry";
import { tookThree } from "@graticule/ledger/signed-terms";
import { caseOf } from "@graticule/ledger/story";
import { hostDay } from "../../i18n/host-time.ts";
import { shownKeyCode } from "../../i18n/key-code.ts";
import { logWords } from "../../i18n/log-words.ts";
import { inSentence, joinNames } from "../../places/in-sentence.ts";
import { nameOfCode, usualNameOf } from "../../places/names.ts";
import { sha256 } from "../verify/browser-crypto.ts";
import type { ParsedEntry } from "./parsed-entry.ts";

/**
 * What an entry says, in a sentence or two. Of the texts that it commits to, it names only the authority and the title
 * that a host lets the log say.
 */
export function sayEntry(parsed: ParsedEntry): string {
  const say = sayings[parsed.entry.kind] as Saying<EntryKind>;
  return say(parsed.entry, parsed);
}

type Saying<K extends EntryKind> = (entry: EntryOf<K>, parsed: ParsedEntry) => string;

const { say } = logWords;

const sayings: { readonly [K in EntryKind]: Saying<K> } = {
  "request-received": ({ request, demands }, parsed) =>
    say.received(sayAsker(parsed), request, sayDemands(demands)),
  "request-corrected": ({ request, demands, sealedUntil }) =>
    [
      say.corrected(request, sayDemands(demands)),
      ...(sealedUntil === undefined ? [] : [say.toldEarlier(hostDay(sealedUntil))]),
    ].join(" "),
  "repeated-requests": ({ request }) => say.repeated(request),
  "request-closed": ({ request, outcome, answers }) =>
    outcome === "answered"
      ? say.closed.answered(request, sumUp(answers))
      : say.closed[outcome](request),
  "demand-shown": ({ request, redacted }) =>
    say.shown(
      request,
      redacted.length === 0 ? say.nothingHidden : say.without(sayHidden(redacted)),
    ),
  look: ({ request, ordinal }) => say.look[ordinal](request),
  "order-approved": ({ request, places, from, until, proposal, approval }) => {
    const signed = saySigned(proposal, approval);
    return `${say.approved(request, sayPlaces(places), sayDays(from, until))}${signed}`;
  },
  "order-confirmed": ({ proposal, approval }) => `${say.confirmed}${saySigned(proposal, approval)}`,
  "order-effect": ({ day }) => say.effect(hostDay(day)),
  "contest-upheld": ({ people, because }) =>
    say.upheld(say.upheldPeople[people], say.upheldBy[because]),
  "contest-denied": ({ times }) => say.denied(say.deniedTimes[times]),
  "order-ended": ({ how }) => say.ended[how],
  "appeal-made": (entry) => (caseOf(entry) === 1 ? say.appeal : say.again)[entry.by ?? "public"],
  "appeal-decided": ({ outcome, by, decision }) => {
    const onPublicAlone = outcome === "upheld" && by === "public" ? say.onPublicAlone : "";
    const signed = decision === undefined ? "" : say.signedDecision(shownKeyCode(decision.key));
    return `${say.decided[outcome]}${onPublicAlone}${signed}`;
  },
  "change-proposed": ({ what }) => say.proposed(logWords.change[what]),
  "change-decided": ({ outcome, key, roles, replaces, proposal, confirmation }) => {
    const took = outcome === "confirmed" || outcome === "waited";
    // Only a change of the staff has roles.
    const inEffect = roles === undefined ? say.inEffectUnlessHeld : say.inEffect;
    const holds = key && say.keyHolds(shownKeyCode(deskKeyId(sha256, key)), sayRoles(roles ?? []));
    const instead = replaces && say.keyReplaces(shownKeyCode(replaces));
    const signed = saySigned(proposal, confirmation, say.signedChange);
    return `${say.changed[outcome]}${took ? inEffect : ""}${holds ?? ""}${instead ?? ""}${signed}`;
  },
  "platform-rule-lifted": () => say.ruleLifted,
  "platform-rule-linked": ({ requests, review }) =>
    say.ruleLinked[review](
      requests.length === 0 ? say.unnamedRequest : listed(requests.map((one) => `request ${one}`)),
    ),
  "staff-left": ({ roles, ended }) =>
    `${say.staffLeft(sayRoles(roles))}${ended === undefined ? "" : say.keyEnded(shownKeyCode(ended))}`,
  "authority-withdrawn": (_, parsed) => say.authorityWithdrawn(sayAsker(parsed)),
  "terms-act": (entry) => {
    const { what, on, requests, proposal, approval } = entry;
    if (what === "reinstate-account") return say.reinstated;
    const around = listed(requests.map((one) => `request ${one}`));
    if (on !== undefined) return say.linkedLater(say.act[what], hostDay(on), around);
    const link = tookThree(entry) ? say.linkedWithThird : say.linked;
    const linked = requests.length === 0 ? "" : link(around);
    return `${say.actUnderTerms(say.act[what], linked)}${saySigned(proposal, approval)}`;
  },
  "terms-review": ({ request, outcome }) => say.review[outcome](request),
  "outside-act": ({ on }) => say.outside(hostDay(on)),
  "operator-act": ({ what, step }) => say.byOperator[step](say.onAccount[what]),
  "sources-changed": ({ serves }) => say.sources[serves],
  "place-named": ({ place, name }, { texts }) => {
    if (name === undefined) return say.placeUnnamed(place, usualNameOf(place));
    const shown = texts.get("name");
    return shown?.kind === "shown"
      ? say.placeNamed(place, shown.text)
      : say.placeNamedUnshown(place);
  },
  "meeting-named": (_, { texts }) => {
    const title = texts.get("title");
    if (title?.kind === "shown") return say.named(title.text);
    return title?.kind === "taken-down" ? say.namedBefore : say.namedUnclear;
  },
  "sealed-slot": ({ day }) => say.slot(hostDay(opensBy(day))),
  "sealed-opened": ({ entry, held }, parsed) => {
    switch (held.kind) {
      case "nothing":
        return say.opened.nothing(entry);
      case "order-told":
        return say.opened.order;
      case "request-told":
        return say.opened.request(sayAsker(parsed), held.request);
      case "request-existed":
        return say.opened.existed(entry, sayExisted(held));
    }
  },
  "text-removed": ({ entry, text, ground }) =>
    say.removed(logWords.textInSentence[text], entry, logWords.removal[ground]),
  "entry-set-aside": ({ why, day }) => say.setAside[why](hostDay(day)),
  "log-gap": ({ since, day }) => say.logGap(hostDay(since), hostDay(day)),
  restored: ({ since, day }) =>
    say.restored(hostDay(day), since === undefined ? undefined : hostDay(since)),
};

function saySigned(
  one: ActSignature | undefined,
  other: ActSignature | undefined,
  saying: (one: string, other: string) => string = say.signed,
): string {
  return one && other ? saying(shownKeyCode(one.key), shownKeyCode(other.key)) : "";
}

/** The last day on which a slot of `day` can open: the day after the longest seal. */
export function opensBy(day: Day): Day {
  return daysAfter(day, longestSealDays + 1);
}

/** Who asked, as this entry alone tells it; for the beginning of a sentence. */
function sayAsker({ entry, texts }: ParsedEntry): string {
  if (entry.kind === "request-received") {
    if (entry.authority === undefined) return logWords.asker.notInRegister;
    if (typeof entry.authority === "object") {
      return logWords.asker.sealed(hostDay(entry.authority.sealedUntil));
    }
  }
  const authority = texts.get("authority");
  if (authority?.kind === "shown") return authority.text;
  return authority?.kind === "taken-down" ? logWords.asker.takenDown : logWords.asker.unclear;
}

type Existed = Extract<EntryOf<"sealed-opened">["held"], { readonly kind: "request-existed" }>;

/** ", sent by a court from France, received on 3 May 2026" */
function sayExisted({ branch, country, came }: Existed): string {
  const { existedBranch, existedIn, existedCame } = say.opened;
  const sender = [
    ...(branch === undefined ? [] : [existedBranch[branch]]),
    ...(country === undefined ? [] : [existedIn(inSentence(nameOfCode(country)))]),
  ].join(" ");
  const parts = [sender, came === undefined ? "" : existedCame(hostDay(came))];
  return parts.map((part) => (part === "" ? "" : `, ${part}`)).join("");
}

function sayDemands(demands: readonly Demand[]): string {
  if (demands.length === 0) return say.asksNothing;
  return [...new Set(demands)].map((one) => lowerFirst(logWords.demand[one])).join("; ");
}

export function sayPlaces(codes: readonly string[]): string {
  return listed(codes.map((code) => inSentence(nameOfCode(code))));
}

export function sayDays(from: Day, until: Day): string {
  return logWords.days(hostDay(from), hostDay(until));
}

export function sayHidden(kinds: EntryOf<"demand-shown">["redacted"]): string {
  return listed(kinds.map((kind) => logWords.hidden[kind]));
}

export function sayRoles(roles: EntryOf<"staff-left">["roles"]): string {
  return listed(roles.map((role) => logWords.role[role]));
}

export function listed(names: readonly string[]): string {
  return joinNames(names, { most: 600, more: (count) => `${count} more` });
}

/** ": 2 refused and 1 met in part" */
function sumUp(answers: EntryOf<"request-closed">["answers"]): string {
  const counts = new Map<string, number>();
  for (const { answer } of answers) {
    const word = lowerFirst(logWords.answer[answer]);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  if (counts.size === 0) return "";
  return `: ${listed([...counts].map(([word, count]) => `${count} ${word}`))}`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
