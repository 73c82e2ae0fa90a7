import type { AnswerKind, DemandKind, Ground } from "./demand.ts";
import { answerTexts, demandTexts, groundTexts } from "./demand-texts.ts";

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
    `Your request of ${receivedOn}${of} (our number: ${number})`,
    ...demands.map((demand, index) => `${index + 1}. ${sentencesOf(demand, input)}`),
    "Everyone whom an order keeps out is told so, and how to object. No meeting was ended, no account was changed, and nothing about any person was handed over.",
    `Anyone can appeal against an order. How this service handles requests: ${input.publicUrl}/process. This request and its answers are entered in our public log.`,
  ].join("\n\n");
}

function sentencesOf(demand: LetterDemand, input: LetterInput): string {
  const { kind, meeting, answer, orders } = demand;
  const what = `To ${demandTexts[kind]}${meeting === undefined ? "" : ` (meeting ${meeting})`}`;
  if (answer === undefined) return `${what}: not answered yet.`;
  const because = answer.ground === undefined ? "" : ` ${groundTexts[answer.ground]}`;
  const isOrdered = answer.answer === "met" || answer.answer === "narrowed";
  const more = isOrdered ? orders.map(effectOf).join("") : "";
  const where = answer.answer === "not-handled-here" ? ` ${whereToAsk(input)}` : "";
  return `${what}: ${answerTexts[answer.answer]}.${because}${more}${where}`;
}

function whereToAsk({ contact, publicUrl }: LetterInput): string {
  const operator =
    contact === undefined ? "" : ` For questions of law, contact the operator: ${contact}.`;
  return `What this service stores is described at ${publicUrl}/what-we-hold.${operator}`;
}

function effectOf(order: LetterOrder): string {
  const { meeting, places, from, until, isWider, state } = order;
  const [keeps, are] = state.kind === "over" ? ["kept", "were"] : ["keeps", "are"];
  const what = `An order ${keeps} people who ${are} certain to be in ${places.join(", ")} out of the current or next session of meeting ${meeting}, and out of nothing else, from ${from} until ${until} at the latest.`;
  const wider = isWider ? " It goes beyond what was asked." : "";
  return ` ${what}${wider} ${sayEffect(order)}`;
}

/** INVARIANT: effect is stated only if it was recorded. */
function sayEffect({ state, effectSince }: LetterOrder): string {
  switch (state.kind) {
    case "to-come":
      return "It is not in force yet.";
    case "in-force":
      return effectSince === undefined
        ? `It has been in force since ${state.since}; no effect has been noted so far.`
        : `It has been in force since ${state.since} and has had effect since ${effectSince}.`;
    case "over":
      return effectSince === undefined
        ? `It ended on ${state.on}; no effect was noted.`
        : `It had effect from ${effectSince} and ended on ${state.on}.`;
  }
}
