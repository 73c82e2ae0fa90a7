import type { AnswerKind, DemandKind, Ground } from "./demand.ts";

/** Days are `2026-11-24`, UTC. */
export interface LetterInput {
  /** The request's public number. */
  readonly number: number;
  readonly authority: string;
  readonly reference: string | undefined;
  readonly receivedOn: string;
  readonly demands: readonly LetterDemand[];
  /** The operator's contact for questions of law; undefined: none is published. */
  readonly contact: string | undefined;
  /** Of the service, without a slash at its end. */
  readonly publicUrl: string;
}

export interface LetterDemand {
  readonly kind: DemandKind;
  /** The code by which the authority named a meeting. */
  readonly meeting: string | undefined;
  /** Undefined: not answered yet. */
  readonly answer:
    | { readonly answer: AnswerKind; readonly ground?: Ground | undefined }
    | undefined;
  /** Orders that answer it. */
  readonly orders: readonly LetterOrder[];
}

export interface LetterOrder {
  readonly meeting: string;
  readonly places: readonly string[];
  readonly from: string;
  readonly until: string;
  /** Whether it goes beyond what was asked. */
  readonly isWider: boolean;
  readonly state:
    | { readonly kind: "to-come" }
    | { readonly kind: "in-force"; readonly since: string }
    | { readonly kind: "over"; readonly on: string };
  /** The first day on which it is recorded to have kept someone out; undefined: none. */
  readonly effectSince: string | undefined;
}

/**
 * Drafts the answer to an authority: for each demand the answer and its ground, whether an order
 * has had effect and since when, and how to appeal. INVARIANT: no number of people, no person's
 * name, no title.
 */
export function draftAnswer(input: LetterInput): string {
  const { number, authority, reference, receivedOn, demands } = input;
  const of = reference === undefined ? "" : `, your reference ${reference}`;
  return [
    `To: ${authority}`,
    `Your request of ${receivedOn}${of}; our number ${number}.`,
    ...demands.map((demand, index) => `${index + 1}. ${sentencesOf(demand, input)}`),
    "Who is withheld is told so, and how to contest it. No meeting was ended, no account was changed, and nothing about a person was handed over.",
    `Anybody can appeal against an order, also you against this answer: ${input.publicUrl}/process. This request and its answers are entered in our public log.`,
  ].join("\n\n");
}

function sentencesOf(demand: LetterDemand, input: LetterInput): string {
  const { kind, meeting, answer, orders } = demand;
  const what = `${asked[kind]}${meeting === undefined ? "" : ` (meeting ${meeting})`}`;
  if (answer === undefined) return `${what}: not answered yet.`;
  const because = answer.ground === undefined ? "" : ` ${groundTexts[answer.ground]}`;
  switch (answer.answer) {
    case "refused":
      return `${what}: refused.${because}`;
    case "not-handled-here":
      return `${what}: not handled here.${because} ${whereToAsk(input)}`;
    case "met":
      return `${what}: met.${orders.map(effectOf).join("")}`;
    case "narrowed":
      return `${what}: met in part.${because}${orders.map(effectOf).join("")}`;
  }
}

function whereToAsk({ contact, publicUrl }: LetterInput): string {
  const operator = contact === undefined ? "" : ` Questions of law go to the operator: ${contact}.`;
  return `All that is held is described at ${publicUrl}/what-we-hold.${operator}`;
}

function effectOf(order: LetterOrder): string {
  const { meeting, places, from, until, isWider } = order;
  const where = `the present or next sitting of meeting ${meeting}, and nothing else, is withheld from ${places.join(", ")}, from ${from} until ${until} at the latest`;
  const wider = isWider ? " It goes beyond what was asked." : "";
  return ` By an order ${where}.${wider} ${sayEffect(order)}`;
}

/** INVARIANT: effect is stated only if it was recorded. */
function sayEffect({ state, effectSince }: LetterOrder): string {
  switch (state.kind) {
    case "to-come":
      return "It is not in force yet.";
    case "in-force":
      return effectSince === undefined
        ? `It is in force since ${state.since}; no effect of it has been noted so far.`
        : `It is in force since ${state.since} and has had effect since ${effectSince}.`;
    case "over":
      return effectSince === undefined
        ? `It ended on ${state.on}; no effect of it was noted.`
        : `It had effect since ${effectSince} and ended on ${state.on}.`;
  }
}

const asked: Readonly<Record<DemandKind, string>> = {
  "withhold-meeting": "To withhold a meeting from a place",
  "end-meeting": "To end a meeting",
  "suspend-account": "To suspend an account",
  "withhold-person": "To withhold a named person",
  "limit-other-meetings": "To limit other or future meetings",
  "serve-country-off": "To stop serving a country",
  "monitor-or-record": "To monitor or record",
  "weaken-encryption": "To weaken encryption",
  "stay-silent": "To keep a refusal from the person at the door",
  "block-topic": "To block a topic",
  "hand-over-data": "To hand over data",
  other: "Another demand",
};

/** Why a demand is refused, or met only in part, for the authority. */
export const groundTexts: Readonly<Record<Ground, string>> = {
  "meetings-survive":
    "No request ends a meeting: most of its people may be outside your jurisdiction.",
  "accounts-survive": "No request changes an account.",
  "no-named-persons": "An order is about places, never about a named person.",
  "one-occurrence-only": "An order is for one sitting of one meeting that the request names.",
  "no-country-off": "An order is about one meeting, never about all of the service.",
  "conversation-private": "The conversation stays private.",
  "told-at-the-door": "Nobody is refused without being told.",
  "no-topics": "An order is about one meeting, never about what is said.",
  "nothing-handed-over": "Nothing is handed over through this service.",
  "no-such-act": "There is no such act here.",
  "too-few-there": "Too few people are there for an order to be proportionate.",
  "cannot-tell-there":
    "No location source here can establish a place in this territory, so an order would touch no one.",
  "no-power-there": "The authority has no power over the places that it names.",
  "no-legal-basis": "The legal basis does not cover what is asked.",
  "not-necessary": "It is not necessary for the aim that is named.",
  "not-proportionate": "It is not proportionate to the aim that is named.",
  "human-rights": "It can't be reconciled with human rights.",
  "no-such-meeting": "There is no such meeting any more.",
  "no-occurrence": "No sitting of this meeting runs or is planned.",
  "too-few-staff": "The desk has too few people to make orders, for which it takes several.",
};
