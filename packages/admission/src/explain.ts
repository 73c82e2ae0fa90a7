import { placeName } from "@graticule/jurisdiction/names";
import type { Place } from "@graticule/jurisdiction/place";
import type { DecidingRule, Decision, DecisionReason } from "./decision.ts";
import { evidenceOf, type ToldEvidence } from "./evidence-kinds.ts";
import type { OnlyThese, SetBy } from "./limit.ts";
import type { EpochMs } from "./location/evidence.ts";
import type { Fix, Standing } from "./location/fix.ts";

/** How sure the service is of a place, in the words of the page. */
export type Sureness = "sure" | "likely" | "cannot-tell";

/** Where someone seems to join from, as a page says it. */
export interface FixExplanation {
  /** Only one that is at least likely. */
  readonly place?: Place;
  readonly sure: Sureness;
  /** Why, the most telling first. */
  readonly evidence: ToldEvidence[];
}

/** Why someone is kept out: one deciding reason, in the fields that a page shows. */
export interface RefusalExplanation extends FixExplanation {
  readonly decidedBy: "meeting" | "account" | "platform" | "order" | "host";
  /** Of `meeting`: the role of the person who set its rule; absent: its host. */
  readonly setBy?: SetBy | undefined;
  readonly because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned";
  /** The place in the limit that decided. */
  readonly limitPlace?: Place;
  /** What the rule that decided names, if it has an allow-list. */
  readonly only?: OnlyThese | undefined;
  /** When the deciding limit ends; absent: no end is set. */
  readonly until?: EpochMs | undefined;
  readonly authority?: string | undefined;
  readonly law?: string | undefined;
  /** Until when a law forbids to name both. */
  readonly sealedUntil?: EpochMs | undefined;
  /** The order, if one decided: what an appeal names. */
  readonly orderId?: string;
}

const sureness: Readonly<Record<Standing, Sureness>> = {
  established: "sure",
  probable: "likely",
  contested: "cannot-tell",
  unknown: "cannot-tell",
};

/** The standing of a fix in the words of the page. */
export function surenessOf({ standing }: Fix): Sureness {
  return sureness[standing];
}

/** Where someone with this fix seems to join from. */
export function describeFix(fix: Fix): FixExplanation {
  const told = { sure: surenessOf(fix), evidence: evidenceOf(fix) };
  return "place" in fix ? { place: fix.place, ...told } : told;
}

/** Orders first (their refusals are 451), then settled answers, then doubt. */
const kindRank: Readonly<Record<DecisionReason["kind"], number>> = {
  ordered: 0,
  "denied-place": 1,
  "outside-allowed": 2,
  doubt: 3,
  host: 4,
};

function endOf(reason: DecisionReason): EpochMs {
  return ("until" in reason ? reason.until : undefined) ?? Number.POSITIVE_INFINITY;
}

/** Of reasons of one kind the one that lasts longest, so that no earlier end is promised. */
function decidingReason([first, ...others]: readonly DecisionReason[]) {
  return first && others.reduce((best, other) => (comesBefore(other, best) ? other : best), first);
}

function comesBefore(reason: DecisionReason, other: DecisionReason): boolean {
  const byKind = kindRank[reason.kind] - kindRank[other.kind];
  return byKind === 0 ? endOf(reason) > endOf(other) : byKind < 0;
}

function describeReason(reason: DecisionReason): Omit<RefusalExplanation, keyof FixExplanation> {
  switch (reason.kind) {
    case "ordered":
      return {
        decidedBy: "order",
        because: "ordered",
        limitPlace: reason.place,
        until: reason.until,
        authority: reason.authority,
        law: reason.law,
        sealedUntil: reason.sealedUntil,
        orderId: reason.limit,
      };
    case "denied-place":
      return { ...describeRule(reason), because: reason.kind, limitPlace: reason.place };
    case "outside-allowed":
      return { ...describeRule(reason), because: reason.kind };
    case "doubt":
      return { ...describeRule(reason), because: "cannot-tell" };
    case "host":
      return { decidedBy: "host", because: "banned" };
  }
}

function describeRule({ tier, setBy, only, until }: DecidingRule) {
  return { decidedBy: tier, setBy, only, until };
}

/**
 * What a person who is kept out is shown; `undefined` if the decision is no refusal. If a rule and
 * an order both refuse, the order is shown.
 */
export function explainRefusal(fix: Fix, decision: Decision): RefusalExplanation | undefined {
  if (decision.kind !== "refuse") return undefined;
  const reason = decidingReason(decision.reasons);
  if (reason === undefined) return undefined;
  return { ...describeReason(reason), ...describeFix(fix) };
}

function nameOf(place: Place): string {
  return `${placeName(place, "en")} (${place})`;
}

/** A fix in plain English, in one line. */
export function explainFix(fix: Fix): string {
  switch (fix.standing) {
    case "established":
      return `place: ${nameOf(fix.place)}, established (certain)`;
    case "probable":
      return `place: ${nameOf(fix.place)}, probable (likely)`;
    case "contested":
      if (fix.ruledOut !== undefined) {
        return `place: contested (uncertain); the records say ${nameOf(fix.ruledOut.place)}, and the speed of light rules it out`;
      }
      return fix.places.length === 0
        ? "place: contested (uncertain); there is evidence against every place"
        : `place: contested (uncertain); possible: ${fix.places.map(nameOf).join(", ")}`;
    case "unknown":
      return "place: unknown; nothing is known about this address";
  }
}

const doubtWords = {
  contested: "the sources or paths disagree",
  unknown: "nothing is known about the address",
  coarse: "the place is coarser than one in the rule",
  "only-probable": "the place is only probable, and the rule needs it established",
} as const;

const doubtEffects = {
  admit: "lets people in",
  hold: "has people wait in the lobby",
  refuse: "keeps people out",
  ask: "asks people",
} as const;

const hostWords = {
  banned: "removed permanently",
  "sent-back": "moved to the lobby",
  terms: "removed by the service under its terms",
  locked: "the meeting is locked",
  lobby: "new people wait in the lobby",
  "media-path": "the second location check is required, and their network doesn't allow it",
} as const;

function explainReason(reason: DecisionReason): string {
  switch (reason.kind) {
    case "ordered":
      return `order ${reason.limit}: keeps out people in ${nameOf(reason.place)}`;
    case "denied-place":
      return `${reason.tier} rule ${reason.limit}: no one in ${nameOf(reason.place)}`;
    case "outside-allowed":
      return `${reason.tier} rule ${reason.limit}: this place isn't among those it lets in`;
    case "doubt":
      return `${reason.tier} rule ${reason.limit}: ${doubtWords[reason.because]}; in doubt, the rule ${doubtEffects[reason.onDoubt]}`;
    case "host":
      return `${reason.because === "terms" ? "service" : "host"}: ${hostWords[reason.because]}`;
  }
}

function explainUntil(reason: DecisionReason): string {
  const until = endOf(reason);
  return Number.isFinite(until) ? `, until ${new Date(until).toISOString()}` : "";
}

/** A fix and a decision in plain English, a line each, the outcome before its reasons. */
export function explain(fix: Fix, decision: Decision): string[] {
  const outcome = decision.kind === "refuse" ? `refuse (${decision.status})` : decision.kind;
  return [
    explainFix(fix),
    `decision: ${outcome}`,
    ...decision.reasons.map((reason) => `  ${explainReason(reason)}${explainUntil(reason)}`),
  ];
}
