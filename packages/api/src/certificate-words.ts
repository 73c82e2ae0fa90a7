import { placeName } from "@graticule/jurisdiction/names";
import { parsePlace } from "@graticule/jurisdiction/place";
import type { Certificate, CertifiedCount, RuleInput } from "./rules.ts";

type Entry = Certificate["entries"][number];

/** More places than these are told by their codes alone. */
const namedAtMost = 12;

/** What held last, in words that stand at the top of the paper. */
export function whatHeld({ entries, meeting, issuedAt, otherLimits, passes }: Certificate): string {
  const { endedAt } = meeting;
  const when =
    endedAt === undefined ? `On ${utc(issuedAt)}` : `When the meeting ended, on ${utc(endedAt)}`;
  const beside =
    otherLimits.length === 0
      ? ""
      : " Limits set by the account or the service also applied; they’re listed below.";
  return `${when}, ${heldBy(entries.at(-1), passes === "none" ? "" : withoutPass)}${beside}`;
}

const withoutPass = " without a guest pass";

function heldBy(entry: Entry | undefined, unless: string): string {
  const { rule, denied = [], allowed = "everyone" } = entry ?? {};
  if (allowed === "everyone" && denied.length === 0) {
    return rule === undefined
      ? "the meeting had no rule: people could join from anywhere."
      : "the rule let everyone in.";
  }
  if (allowed !== "everyone" && allowed.length === 0) return `no one could join${unless}.`;
  const only = allowed === "everyone" ? [] : [`only people in ${namesOf(allowed)} could join`];
  const not = denied.length === 0 ? [] : [`no one in ${namesOf(denied)} could join`];
  const doubt =
    rule === undefined
      ? ""
      : ` If the service couldn’t tell where someone was, ${inDoubt[rule.onDoubt]}.`;
  return `${[...only, ...not].join(", and ")}${unless}.${doubt}`;
}

const inDoubt = {
  admit: "they could join",
  hold: "they waited in the lobby",
  refuse: "they couldn’t join",
  ask: "they were asked, and waited in the lobby unless their answer matched what was likely",
} as const;

/** Who could join while this held. */
export function whoCould(entry: Entry): string {
  const { rule, denied, allowed, insideFrom } = entry;
  const lines =
    rule === undefined && allowed === "everyone"
      ? ["Everyone: the meeting had no rule of its own."]
      : [
          ...(allowed === "everyone" ? [] : [`Only people in ${namesOf(allowed)}.`]),
          ...(denied.length === 0 ? [] : [`No one in ${namesOf(denied)}.`]),
        ];
  return [
    ...(lines.length === 0 ? ["The rule let everyone in."] : lines),
    ...(rule === undefined ? [] : [doubtOf(rule)]),
    ...(insideFrom === undefined
      ? []
      : [`From ${utc(insideFrom)}, it also applied to people already inside.`]),
  ].join("\n");
}

const doubtWords = {
  admit: "let in",
  hold: "waited in the lobby",
  refuse: "kept out",
  ask: "asked, and waited in the lobby unless the answer matched what was likely",
} as const;

function doubtOf({ onDoubt, matches }: RuleInput): string {
  const sure = matches === "established" ? " A place that was only likely counted as unknown." : "";
  return `Place unknown: ${doubtWords[onDoubt]}.${sure}`;
}

/** A rule in short, with its groups by their ids. */
export function wordsOf({ deny, allow, until }: RuleInput): string {
  const list = (entries: RuleInput["deny"]): string =>
    entries.map((entry) => (entry.kind === "place" ? entry.code : entry.id)).join(", ");
  const parts = [
    ...(allow === "everyone" ? [] : [`only people in ${list(allow)}`]),
    ...(deny.length === 0 ? [] : [`no one in ${list(deny)}`]),
  ];
  const end = until === undefined ? "" : `, until ${utc(until)}`;
  return `${parts.length === 0 ? "everyone" : parts.join("; ")}${end}`;
}

function namesOf(codes: readonly string[]): string {
  if (codes.length === 0) return "nowhere";
  // Names have commas of their own.
  return codes.length > namedAtMost ? codes.join(", ") : codes.map(nameOf).join("; ");
}

function nameOf(code: string): string {
  const place = parsePlace(code);
  const name = place === undefined ? code : placeName(place, "en");
  return name !== code && canWrite(name) ? `${name} (${code})` : code;
}

export function bandWords(count: CertifiedCount): string {
  return count === "a-few" ? "a few" : count.replace("-", "–");
}

/** `2026-11-24 18:00:07 UTC` */
export function utc(moment: string): string {
  return `${clock(moment)} UTC`;
}

/** The same where its zone stands elsewhere. */
export function clock(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 19)}`;
}

/** Whether text consists of the characters of WinAnsiEncoding (ISO 32000-1, annex D.2). */
export function canWrite(text: string): boolean {
  return /^[ -~¡-¬®-ÿ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/u.test(text);
}
