import { demandAnswer, type RequestContent, requestContent } from "@graticule/api/requests";
import { askedOf, type Measures, measured } from "@graticule/desk/asked";
import { type ContentGap, gapsOf } from "@graticule/desk/completeness";
import type { Bucket, DemandKind } from "@graticule/desk/demand";
import { answerMs, receiptMs } from "@graticule/desk/order-states";
import type { Span } from "@graticule/desk/redaction";
import {
  type RequestEventKind,
  type RequestState,
  requestStateAfter,
} from "@graticule/desk/request-states";
import type { InvolvedStaff } from "@graticule/desk/staff";
import type { Place } from "@graticule/jurisdiction/place";
import { z } from "zod";
import type { CaseOrder, DoneBy } from "../orders/order.ts";

const answer = demandAnswer.pick({ answer: true, ground: true });
export type CaseAnswer = z.infer<typeof answer>;

/** Once its texts are destroyed, its codes and links are neither. */
const storedContent = requestContent.extend({
  meetings: z.array(z.string()),
  legalBasis: z
    .object({ statute: z.string(), provision: z.string(), url: z.string().optional() })
    .optional(),
});

/** What is stored of each kind of event. */
export const eventBody = z.discriminatedUnion("kind", [
  z.object({
    kind: z.enum(["received", "corrected"]),
    content: storedContent,
    /** For each meeting of the content, its number in the record. */
    meetingNos: z.array(z.int()),
  }),
  z.object({ kind: z.enum(["authenticated", "not-authentic"]), how: z.string() }),
  z.object({ kind: z.literal("review-began") }),
  z.object({ kind: z.enum(["look-asked", "looked"]), meetingNo: z.int() }),
  z.object({ kind: z.literal("demand-answered"), demand: z.int(), answer }),
  z.object({ kind: z.literal("rejected"), ground: z.string(), text: z.string() }),
  z.object({ kind: z.enum(["returned", "answered"]), text: z.string() }),
]);

/** One step of a request's record. */
export type RequestEvent = DoneBy & z.infer<typeof eventBody>;

/**
 * What happened, as far as it can be read and can have happened. INVARIANT: what was written past the program hides no other
 * step and no other request. Without any step there is no request.
 * @param steps the oldest first
 */
export function possibleSteps(
  steps: readonly RequestEvent[],
  meetings: readonly RecordedMeeting[],
): readonly RequestEvent[] {
  const numbers = new Set<number | undefined>(meetings.map(({ no }) => no));
  const possible: RequestEvent[] = [];
  for (const step of steps) {
    const kinds = [...possible.map(({ kind }) => kind), step.kind];
    const namesOwn =
      !isText(step) || step.content.meetings.every((_, at) => numbers.has(step.meetingNos[at]));
    if (namesOwn && requestStateAfter(kinds) !== undefined) possible.push(step);
  }
  return possible;
}

/** A meeting that a request names, or named before a correction. */
export interface RecordedMeeting {
  readonly no: number;
  /** Undefined: it was deleted. */
  readonly room: string | undefined;
  /** Lower-case hexadecimal. */
  readonly meetingCommitment: string;
  readonly hostCommitment: string;
}

/** A meeting as the request names it now. */
export interface CaseMeeting extends RecordedMeeting {
  readonly code: string;
  /** Its index in the content. */
  readonly index: number;
}

export interface Look extends DoneBy {
  readonly meetingNo: number;
  readonly ordinal: 1 | 2;
  readonly bucket: Bucket;
}

export interface CaseAuthority {
  readonly id: string;
  readonly series: string;
  readonly name: string;
  /** Its own place; a union has none. */
  readonly home: Place | undefined;
  readonly withdrawn: boolean;
}

/** What was prepared for the public of a demand, and its outcome. */
export interface CaseWords extends DoneBy {
  readonly id: string;
  /** What is taken out, counted in characters. */
  readonly spans: readonly Span[];
  /** It was prepared before a restore. */
  readonly isBroughtBack: boolean;
  readonly outcome:
    | (DoneBy & {
        readonly kind: "published" | "declined";
        readonly why: string | undefined;
      })
    | undefined;
}

/** All that is recorded of a request; its state is derived. */
export interface RequestCase {
  readonly id: string;
  readonly number: number;
  /** Undefined: the sender is not in the register. */
  readonly authority: CaseAuthority | undefined;
  readonly receivedAt: Date;
  readonly enteredAt: Date;
  /** The oldest first; the first one is `received`. */
  readonly events: readonly RequestEvent[];
  /** `end`: the day on which they are or were destroyed; undefined: it is open. */
  readonly texts: { readonly kept: boolean; readonly end: string | undefined };
  readonly meetings: readonly RecordedMeeting[];
  readonly looks: readonly Look[];
  /** The oldest first. */
  readonly orders: readonly CaseOrder[];
  /** What was prepared for the public, the oldest first. */
  readonly words: readonly CaseWords[];
}

/** Its content now: as received, or as last corrected. */
export function contentOf({ events }: RequestCase): RequestContent {
  return textOf(events).content;
}

/**
 * Who an order or a head count is for. INVARIANT: there is none where the sender is not in the
 * register, as such a request can only be rejected.
 */
export function caseAuthorityOf({ authority }: RequestCase): CaseAuthority {
  if (authority === undefined) throw new TypeError("a sender who is not in the register");
  return authority;
}

/** Who asks: by the register's name or, outside of it, the sender's own. */
export function askerOf(request: RequestCase): string {
  return request.authority?.name ?? contentOf(request).sender ?? "";
}

/** By what the public would know who asks: the authority's name and the laws that the request cites. */
export function senderOf(request: RequestCase): readonly string[] {
  const { legalBasis, forbidsNotice } = contentOf(request);
  return [request.authority?.name, legalBasis?.statute, forbidsNotice?.law].flatMap(
    (one) => one ?? [],
  );
}

function textOf(events: readonly RequestEvent[]) {
  const last = events.findLast(isText);
  if (last === undefined) throw new TypeError("a request that no one received");
  return last;
}

/** What was typed in. */
export function isText(
  event: RequestEvent,
): event is RequestEvent & { kind: "received" | "corrected" } {
  return event.kind === "received" || event.kind === "corrected";
}

export function namedMeetings({ events, meetings }: RequestCase): readonly CaseMeeting[] {
  const { content, meetingNos } = textOf(events);
  return content.meetings.map((code, index) => {
    const recorded = meetings.find(({ no }) => no === meetingNos[index]);
    if (recorded === undefined) throw new TypeError("a meeting that no one recorded");
    return { ...recorded, code, index };
  });
}

export function stateOf({ events }: RequestCase): RequestState {
  const state = requestStateAfter(events.map(({ kind }): RequestEventKind => kind));
  if (state === undefined) throw new TypeError("a history that can't be");
  return state;
}

/** Of what can only be rejected nothing is missing. */
export function caseGaps(request: RequestCase): readonly ContentGap[] {
  return request.authority === undefined ? [] : gapsOf(contentOf(request));
}

export function authenticityOf({ events }: RequestCase): "open" | "confirmed" | "failed" {
  if (events.some(({ kind }) => kind === "authenticated")) return "confirmed";
  return events.some(({ kind }) => kind === "not-authentic") ? "failed" : "open";
}

/** For each demand, in order; undefined: not answered yet. */
export function answersOf(
  request: RequestCase,
): readonly ((RequestEvent & { kind: "demand-answered" }) | undefined)[] {
  const answered = request.events.filter((event) => event.kind === "demand-answered");
  return contentOf(request).demands.map((_, index) =>
    answered.find(({ demand }) => demand === index),
  );
}

/** The last look at a meeting, if there was one. */
export function lastLook(request: RequestCase, meetingNo: number): Look | undefined {
  return request.looks.filter((look) => look.meetingNo === meetingNo).at(-1);
}

/** Demands that concern a meeting: those that name it, and those that name none. */
export function caseDemandsOf(
  request: RequestCase,
  meeting: number,
): readonly { readonly index: number; readonly kind: DemandKind }[] {
  return contentOf(request).demands.flatMap((demand, index) =>
    demand.meeting === undefined || demand.meeting === meeting
      ? [{ index, kind: demand.kind }]
      : [],
  );
}

/** An order beside what its request asks. */
export function measuresOf(
  request: RequestCase,
  {
    startsAt,
    endsAt,
    places,
    excepted,
  }: Pick<CaseOrder, "startsAt" | "endsAt" | "places" | "excepted">,
): Measures {
  return measured(askedOf(contentOf(request)), {
    from: startsAt.getTime(),
    until: endsAt.getTime(),
    places,
    excepted,
  });
}

/** What one proposes and another approves. */
export type Proposed = Pick<CaseOrder, "proposedBy" | "approved">;

/** Who did what so far; of an order, who proposed and approved it. */
export function involvedStaffOf(
  { id, authority, events }: RequestCase,
  order?: Proposed,
): InvolvedStaff {
  return {
    request: id,
    authority: authority?.series,
    enteredBy: [...new Set(events.filter(isText).map(({ by }) => by.id))],
    proposedBy: order?.proposedBy.id,
    approvedBy: order?.approved?.by.id,
    confirmedBy: [],
    handledBy: [],
    decidedBy: undefined,
  };
}

/**
 * The next deadline: review begins within an hour, the answer comes in 72, or by a court's date. No
 * review begins where the sender is not in the register.
 */
export function dueOf(
  request: RequestCase,
): { readonly what: "receipt" | "answer"; readonly at: Date } | undefined {
  switch (stateOf(request)) {
    case "received":
      return request.authority === undefined
        ? answerDue(request)
        : { what: "receipt", at: new Date(request.receivedAt.getTime() + receiptMs) };
    case "under-review":
      return answerDue(request);
    case "returned":
    case "rejected":
    case "answered":
      return undefined;
  }
}

function answerDue(request: RequestCase) {
  const { answerBy } = contentOf(request);
  const usual = new Date(request.receivedAt.getTime() + answerMs);
  return { what: "answer", at: answerBy === undefined ? usual : new Date(answerBy) } as const;
}
