import type { PermitRefusal } from "@graticule/api/desk";
import { isStanding } from "@graticule/desk/order-states";
import { sessionPlace } from "@graticule/desk/reach";
import { isClosed } from "@graticule/desk/request-states";
import { type DeskAct, type DeskRole, mayAct } from "@graticule/desk/staff";
import type { Place } from "@graticule/jurisdiction/place";
import type { Sitting } from "../../meetings/sitting.ts";
import { type CaseOrder, stateOfOrder } from "../orders/order.ts";
import type { StaffSession } from "../staff-guard.ts";
import {
  answersOf,
  authenticityOf,
  type CaseMeeting,
  caseGaps,
  contentOf,
  involvedStaffOf,
  type Proposed,
  type RequestCase,
  stateOf,
} from "./case.ts";

/** Whether someone may do something, or why not. */
export type Permit = "yes" | PermitRefusal;

/** Who asks, about what, and when. */
export interface Asking {
  readonly session: StaffSession;
  readonly request: RequestCase;
  /** Every place over which the request's authority has power. */
  readonly reach: readonly Place[];
  /** Whether location sources can establish enough of it. */
  readonly canTell: boolean;
  /** Meetings, by their number, at which nobody may look any more for a day. */
  readonly looksSpent: ReadonlySet<number>;
  readonly now: Date;
}

/** Whether this person may, whatever became of the request. */
export function personMay(asking: Asking, act: DeskAct, order?: Proposed): Permit {
  const { session, request, reach, canTell, now } = asking;
  return mayAct(session.member, act, {
    involvedStaff: involvedStaffOf(request, order),
    now: now.getTime(),
    // Where no source can tell anyone's place, that is what bars, and not this person's connection.
    session: canTell ? sessionPlace(session.fix, reach) : "outside",
  });
}

/** What can be done to the request now, by who asks. The person's own reason comes first. */
export function permitsOf(asking: Asking) {
  const { request } = asking;
  const review = personMay(asking, "review");
  return {
    // INVARIANT: what someone called back about no longer changes: one person could put in what the authority never said.
    correct: first(personMay(asking, "type-in"), onlyReceived(request), notYetCalled(request)),
    callBack: first(personMay(asking, "call-back"), inRegister(request), notYetCalled(request)),
    begin: first(review, inRegister(request), onlyReceived(request)),
    answer: first(review, underReview(request)),
    propose: first(
      personMay(asking, "propose"),
      reachesSomeone(asking),
      underReview(request),
      isGood(request),
    ),
    close: first(review, underReview(request), isAnswered(request)),
    /** Returned or rejected. */
    sendBack: first(review, isOpen(request), notOrdered(request)),
  } satisfies Record<string, Permit>;
}

/** What can be done about one order. */
export function orderPermitsOf(asking: Asking, order: CaseOrder) {
  const state = stateOfOrder(order, asking.now.getTime());
  const proposed: Permit = state === "proposed" ? "yes" : "closed";
  const holds: Permit = isStanding(state) ? "yes" : "closed";
  const { restoredAt, proposedAgainBy: again, approved } = order;
  const suspended: Permit = restoredAt !== undefined && order.log === "restored" ? holds : "closed";
  const unconfirmed: Permit = again === undefined ? "yes" : "closed";
  const confirmed: Permit = again === undefined ? "not-yet" : "yes";
  return {
    approve: first(
      personMay(asking, "approve", order),
      proposed,
      order.isProposalBroughtBack ? "proposal-brought-back" : "yes",
      reachesSomeone(asking),
      underReview(asking.request),
    ),
    proposeAgain: first(
      personMay(asking, "propose"),
      suspended,
      unconfirmed,
      reachesSomeone(asking),
    ),
    approveAgain: first(
      personMay(asking, "approve", again && { proposedBy: again, approved }),
      suspended,
      confirmed,
      reachesSomeone(asking),
    ),
    decline: first(personMay(asking, "decline"), proposed),
    lift: first(personMay(asking, "lift"), holds),
  } satisfies Record<string, Permit>;
}

/**
 * A look: of a complete and authentic request under review, at a meeting that runs. The first and
 * the asking for a second one are a reviewer's; another person, an approver, agrees to the second.
 */
export function lookPermitsOf(asking: Asking, meeting: CaseMeeting, sitting: Sitting | undefined) {
  const { request } = asking;
  const runs: Permit =
    sitting?.kind === "running" && meeting.room !== undefined ? "yes" : "not-yet";
  const spent: Permit = asking.looksSpent.has(meeting.no) ? "looks-spent" : "yes";
  const ready = first(underReview(request), isGood(request), runs, spent);
  const looks = request.looks.filter(({ meetingNo }) => meetingNo === meeting.no).length;
  const askedBy = secondLookAskedBy(request, meeting.no);
  const agrees: Permit = askedBy?.id === asking.session.member.id ? "proposed-it" : "yes";
  const isAsked: Permit = askedBy === undefined ? "not-yet" : "yes";
  const left = (yes: boolean): Permit => (yes ? "yes" : "closed");
  return {
    look: first(
      hasRole(asking, "reviewer"),
      personMay(asking, "review"),
      left(looks < 2 && askedBy === undefined),
      ready,
    ),
    second: first(
      hasRole(asking, "approver"),
      personMay(asking, "review"),
      left(looks < 2),
      isAsked,
      agrees,
      ready,
    ),
  } satisfies Record<string, Permit>;
}

/** Who asked for a second look and waits for a second person. */
export function secondLookAskedBy({ events }: RequestCase, meetingNo: number) {
  return events.findLast((event) => event.kind === "look-asked" && event.meetingNo === meetingNo)
    ?.by;
}

/** The first reason, if there is one. */
export function first(...permits: readonly Permit[]): Permit {
  return permits.find((permit) => permit !== "yes") ?? "yes";
}

/** Without a place that can be established an order would touch no one. */
function reachesSomeone({ canTell }: Asking): Permit {
  return canTell ? "yes" : "no-source-there";
}

function hasRole({ session }: Asking, role: DeskRole): Permit {
  return session.member.roles.includes(role) ? "yes" : "no-such-role";
}

/** Of a sender who is not, nothing becomes but a rejection. */
export function inRegister({ authority }: RequestCase): Permit {
  return authority === undefined ? "not-in-register" : "yes";
}

function isOpen(request: RequestCase): Permit {
  return isClosed(stateOf(request)) ? "closed" : "yes";
}

/** What an order granted is answered, and not sent back as if nothing had been done. */
function notOrdered({ orders }: RequestCase): Permit {
  return orders.some(({ approved }) => approved !== undefined) ? "closed" : "yes";
}

function onlyReceived(request: RequestCase): Permit {
  return stateOf(request) === "received" ? "yes" : "closed";
}

function underReview(request: RequestCase): Permit {
  return stateOf(request) === "received" ? "not-yet" : isOpen(request);
}

function notYetCalled(request: RequestCase): Permit {
  return authenticityOf(request) === "open" ? isOpen(request) : "closed";
}

/** Complete and authentic. */
function isGood(request: RequestCase): Permit {
  return caseGaps(request).length === 0 && authenticityOf(request) === "confirmed"
    ? "yes"
    : "not-yet";
}

function isAnswered(request: RequestCase): Permit {
  const open = answersOf(request).includes(undefined);
  return open || contentOf(request).demands.length === 0 ? "not-yet" : "yes";
}
