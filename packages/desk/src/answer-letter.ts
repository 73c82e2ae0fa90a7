import { placeName } from "@graticule/jurisdiction/names";
import type { Place } from "@graticule/jurisdiction/place";
import type { AnswerKind, DemandKind, Ground } from "./demand.ts";
import { answerTexts, demandTexts, groundTexts } from "./demand-texts.ts";
import type { OrderEndKind } from "./order-states.ts";

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
  /** How much of the internet has a certain place, in one sentence; undefined: that isn't known. */
  readonly certainty: string | undefined;
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
  readonly places: readonly Place[];
  readonly from: string;
  readonly until: string;
  /** Whether it goes beyond what was asked. */
  readonly isWider: boolean;
  readonly state:
    | { readonly kind: "to-come" }
    | { readonly kind: "in-force"; readonly since: string }
    /** Its time has come, but the public log doesn't say it, or isn't signed, or the database was restored since. */
    | { readonly kind: "without-effect" }
    | {
        readonly kind: "over";
        /** Undefined: its time was over. */
        readonly how: OrderEndKind | undefined;
        readonly on: string;
        /** Whether it was ever in force. */
        readonly began: boolean;
      };
  /** The first day on which it is recorded to have kept someone out; undefined: none. */
  readonly effectSince: string | undefined;
}

/**
 * Drafts the answer to an authority: for each demand the answer and its ground, whether an order
 * has had effect and since when, how it ended, how many places are certain, and how to appeal. INVARIANT: no number of people,
 * no person's name, no title; of an end and an effect the day, as the public log has it.
 */
export function draftAnswer(input: LetterInput): string {
  const { number, authority, reference, receivedOn, demands } = input;
  const of = reference === undefined ? "" : `, your reference ${reference}`;
  return [
    `To: ${authority}`,
    `Your request of ${dayText(receivedOn)}${of} (our number: ${number})`,
    ...demands.map((demand, index) => `${index + 1}. ${sentencesOf(demand, input)}`),
    ...howFar(input),
    "Everyone whom an order keeps out reads that it does, and how to object. The desk ended no meeting, changed no account, and handed over nothing about any person.",
    `Anyone can appeal against an order. An appeal that no one decides within 72 hours, or within half of the time that is left if that is less, ends it. How this service handles requests: ${input.publicUrl}/process. This request and its answers are entered in our public log.`,
  ].join("\n\n");
}

function sentencesOf(demand: LetterDemand, input: LetterInput): string {
  const { kind, meeting, answer, orders } = demand;
  const what = `To ${demandTexts[kind]}${meeting === undefined ? "" : ` (meeting ${meeting})`}`;
  if (answer === undefined) return `${what}: not answered yet.`;
  const because = answer.ground === undefined ? "" : ` ${groundTexts[answer.ground]}`;
  const isOrdered = answer.answer === "met" || answer.answer === "narrowed";
  const since = isOrdered ? overturnedText(orders) : "";
  const more = isOrdered ? orders.map((order) => ` ${orderText(order)}`).join("") : "";
  const where = answer.answer === "not-handled-here" ? ` ${whereToAsk(input)}` : "";
  return `${what}: ${answerTexts[answer.answer]}${since}.${because}${more}${where}`;
}

/** How far an order can reach at most, where there is one. */
function howFar({ demands, certainty }: LetterInput): readonly string[] {
  const isOrdered = demands.some(({ orders }) => orders.length > 0);
  return !isOrdered || certainty === undefined
    ? []
    : [`An order acts only on people whose place is certain. ${certainty}`];
}

function whereToAsk({ contact, publicUrl }: LetterInput): string {
  const operator =
    contact === undefined ? "" : ` For questions of law, contact the operator: ${contact}.`;
  return `What this service stores is described at ${publicUrl}/what-we-hold.${operator}`;
}

/** Where nothing that was granted is left. */
function overturnedText(orders: readonly LetterOrder[]): string {
  const [day, ...others] = new Set(
    orders.map(({ state }) =>
      state.kind === "over" && state.how === "overturned" ? state.on : undefined,
    ),
  );
  return day === undefined || others.length > 0
    ? ""
    : `, and overturned on appeal on ${dayText(day)}`;
}

function orderText(order: LetterOrder): string {
  const { meeting, places, from, until, isWider, state } = order;
  const isOver = state.kind === "over";
  const [keeps, are] = isOver
    ? [state.began ? "kept" : "would have kept", "were"]
    : [state.kind === "without-effect" ? "would keep" : "keeps", "are"];
  const where = list.format(places.map((place) => placeName(place, "en")));
  const when = isOver && state.began ? span(from, state.on) : span(from, until, " at the latest");
  const wider = isWider ? " It goes beyond what was asked." : "";
  return `An order ${keeps} people who ${are} certain to be in ${where} out of one session of meeting ${meeting}, and out of nothing else, ${when}.${wider} ${effectText(order)}`;
}

/** INVARIANT: effect is stated only if it was recorded. */
function effectText({ state, effectSince }: LetterOrder): string {
  switch (state.kind) {
    case "to-come":
      return "It is not in force yet.";
    case "in-force": {
      const since = `It came into force on ${dayText(state.since)}`;
      return effectSince === undefined
        ? `${since}; the public log shows no effect so far.`
        : `${since} and first had effect on ${dayText(effectSince)}.`;
    }
    case "without-effect":
      return effectSince === undefined
        ? "It has no effect at present."
        : `It first had effect on ${dayText(effectSince)}, and has none at present.`;
    case "over": {
      const { how, on, began } = state;
      const effect = !began
        ? "It never came into force."
        : effectSince === undefined
          ? "The public log shows no effect so far."
          : `It first had effect on ${dayText(effectSince)}.`;
      return `It ${how === undefined ? "expired" : endTexts[how]} on ${dayText(on)}. ${effect}`;
    }
  }
}

const endTexts: Readonly<Record<OrderEndKind, string>> = {
  lifted: "was lifted",
  overturned: "was overturned on appeal",
  "appeal-not-decided": "ended because no one decided an appeal in time,",
  "occurrence-over": "ended with the session",
};

const list = new Intl.ListFormat("en-GB");
const days = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const dayText = (day: string): string => days.format(new Date(day));

const span = (from: string, until: string, latest = ""): string =>
  from === until ? `on ${dayText(from)}` : `from ${dayText(from)} until ${dayText(until)}${latest}`;
