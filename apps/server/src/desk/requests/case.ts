import type { Colleague } from "@graticule/api/desk";
import type { RequestContent } from "@graticule/api/requests";
import { type ContentGap, gapsOf } from "@graticule/desk/completeness";
import type { Bucket, DemandKind, Ground } from "@graticule/desk/demand";
import { answerMs, receiptMs } from "@graticule/desk/order-states";
import {
  type RequestEventKind,
  type RequestState,
  requestStateAfter,
} from "@graticule/desk/request-states";
import type { InvolvedStaff } from "@graticule/desk/staff";
import type { Place } from "@graticule/jurisdiction/place";
import type { CaseOrder } from "../orders/order.ts";
import type { CaseWords } from "../words/words.ts";

/** One step of a request's record. */
export type RequestEvent = {
  readonly at: Date;
  readonly by: Colleague;
} & (
  | {
      readonly kind: "received" | "corrected";
      readonly content: RequestContent;
      /** For each meeting of the content, its number in the record. */
      readonly meetingNos: readonly number[];
    }
  | { readonly kind: "authenticated" | "not-authentic"; readonly how: string }
  | { readonly kind: "review-began" }
  | { readonly kind: "look-asked"; readonly meetingNo: number }
  | { readonly kind: "looked"; readonly meetingNo: number }
  | { readonly kind: "demand-answered"; readonly demand: number; readonly answer: CaseAnswer }
  | { readonly kind: "rejected"; readonly ground: string; readonly text: string }
  | { readonly kind: "returned" | "answered"; readonly text: string }
);

export interface CaseAnswer {
  readonly answer: "met" | "narrowed" | "refused" | "not-handled-here";
  readonly ground: Ground | undefined;
}

/** A meeting that was named in a request, now or before a correction. */
export interface RecordedMeeting {
  readonly no: number;
  /** Undefined: it is deleted since. */
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

export interface Look {
  readonly meetingNo: number;
  readonly ordinal: 1 | 2;
  readonly bucket: Bucket;
  readonly at: Date;
  readonly by: Colleague;
}

export interface CaseAuthority {
  readonly id: string;
  readonly series: string;
  readonly name: string;
  /** Its own place; a union has none. */
  readonly home: Place | undefined;
  readonly withdrawn: boolean;
}

/** All that is recorded of a request. What it comes to is derived below. */
export interface RequestCase {
  readonly id: string;
  readonly number: number;
  readonly authority: CaseAuthority;
  readonly receivedAt: Date;
  readonly enteredAt: Date;
  /** The oldest first; the first one is `received`. */
  readonly events: readonly RequestEvent[];
  readonly meetings: readonly RecordedMeeting[];
  readonly looks: readonly Look[];
  /** The oldest first. */
  readonly orders: readonly CaseOrder[];
  /** What was prepared for the public, the oldest first. */
  readonly words: readonly CaseWords[];
}

/** What it says now: as it was received, or corrected last. */
export function contentOf({ events }: RequestCase): RequestContent {
  return textOf(events).content;
}

function textOf(events: readonly RequestEvent[]) {
  const last = events.findLast(isText);
  if (last === undefined) throw new TypeError("a request that nobody received");
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
    if (recorded === undefined) throw new TypeError("a meeting that nobody recorded");
    return { ...recorded, code, index };
  });
}

export function stateOf({ events }: RequestCase): RequestState {
  const state = requestStateAfter(events.map(({ kind }): RequestEventKind => kind));
  if (state === undefined) throw new TypeError("a history that can't be");
  return state;
}

export function caseGaps(request: RequestCase): readonly ContentGap[] {
  return gapsOf(contentOf(request));
}

export function authenticityOf({ events }: RequestCase): "open" | "confirmed" | "failed" {
  if (events.some(({ kind }) => kind === "authenticated")) return "confirmed";
  return events.some(({ kind }) => kind === "not-authentic") ? "failed" : "open";
}

/** By demand, in order; undefined: not answered yet. */
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

/** Demands that concern a meeting: those of it alone, and those of none or all. */
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

/** What one proposes and another approves. */
export type Proposed = Pick<CaseOrder, "proposedBy" | "approved">;

/** Who did what so far; of an order, who proposed and approved just that one. */
export function involvedStaffOf(
  { authority, events }: RequestCase,
  order?: Proposed,
): InvolvedStaff {
  return {
    authority: authority.series,
    enteredBy: [...new Set(events.filter(isText).map(({ by }) => by.id))],
    proposedBy: order?.proposedBy.id,
    approvedBy: order?.approved?.by.id,
    decidedBy: undefined,
  };
}

/** The next clock that runs: someone begins within an hour, and answers within 72, or in a court's own time. */
export function dueOf(
  request: RequestCase,
): { readonly what: "receipt" | "answer"; readonly at: Date } | undefined {
  switch (stateOf(request)) {
    case "received":
      return { what: "receipt", at: new Date(request.receivedAt.getTime() + receiptMs) };
    case "under-review": {
      const { answerBy } = contentOf(request);
      const usual = new Date(request.receivedAt.getTime() + answerMs);
      return { what: "answer", at: answerBy === undefined ? usual : new Date(answerBy) };
    }
    case "returned":
    case "rejected":
    case "answered":
      return undefined;
  }
}
