import type { MeetingSummary } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import type { MyMeeting } from "../links/my-meetings.ts";

/** A meeting as the start page lists it. */
export interface MeetingRow {
  readonly code: string;
  readonly title: string;
  /** The management link's, where this browser keeps it. */
  readonly secret: string | undefined;
  /** What makes the join link whole, where this browser keeps it. */
  readonly linkSecret: LinkSecret | undefined;
  /** What this browser keeps of it, and can forget. */
  readonly kept: "links" | "links-and-host-key" | undefined;
  /** `in-progress`: someone is inside. `open`: its time has come. Else it is as `when` says. */
  readonly now: "in-progress" | "open" | undefined;
  readonly when:
    | { readonly kind: "at"; readonly startsAt: string; readonly repeats: boolean }
    /** Not scheduled, or every occurrence is over. */
    | { readonly kind: "anytime" }
    /** Kept until it is deleted by itself. */
    | { readonly kind: "ended"; readonly endedAt: string; readonly deletedAt: string | undefined };
}

function whatIsKept(kept: MyMeeting | undefined): MeetingRow["kept"] {
  if (kept === undefined) return undefined;
  return kept.hostSeed === undefined ? "links" : "links-and-host-key";
}

function whenOf({ endedAt, deletedAt, nextStartsAt, repeat }: MeetingSummary): MeetingRow["when"] {
  if (endedAt !== undefined) return { kind: "ended", endedAt, deletedAt };
  return nextStartsAt === undefined
    ? { kind: "anytime" }
    : { kind: "at", startsAt: nextStartsAt, repeats: repeat !== undefined };
}

/** A sitting begins so long before its start. */
const earlyMs = 15 * 60_000;

function nowOf({ inProgress, nextStartsAt }: MeetingSummary, now: number): MeetingRow["now"] {
  if (inProgress) return "in-progress";
  return nextStartsAt !== undefined && Date.parse(nextStartsAt) - earlyMs <= now
    ? "open"
    : undefined;
}

/** In progress first, then what comes next, then what has no time, the newest first. */
function inOrder(one: MeetingSummary, other: MeetingSummary): number {
  if (one.inProgress !== other.inProgress) return one.inProgress ? -1 : 1;
  const [first, second] = [one.nextStartsAt, other.nextStartsAt];
  if (first !== undefined && second !== undefined) return Date.parse(first) - Date.parse(second);
  if (first !== undefined) return -1;
  if (second !== undefined) return 1;
  return Date.parse(other.createdAt) - Date.parse(one.createdAt);
}

const byEnd = (one: MeetingSummary, other: MeetingSummary): number =>
  (other.endedAt ?? "").localeCompare(one.endedAt ?? "");

/**
 * The account's own meetings, with the secrets that this browser keeps. Of open ones those in progress come
 * first, then those that come next; of ended ones the one that ended last.
 */
export function accountRows(
  served: readonly MeetingSummary[],
  kept: readonly MyMeeting[],
  now: number,
) {
  const keptOf = new Map(kept.map((meeting) => [meeting.code, meeting]));
  const isOpen = ({ endedAt }: MeetingSummary): boolean => endedAt === undefined;
  const rowOf = (meeting: MeetingSummary): MeetingRow => ({
    code: meeting.code,
    title: meeting.title,
    secret: keptOf.get(meeting.code)?.secret,
    linkSecret: keptOf.get(meeting.code)?.linkSecret,
    kept: whatIsKept(keptOf.get(meeting.code)),
    now: isOpen(meeting) ? nowOf(meeting, now) : undefined,
    when: whenOf(meeting),
  });
  return {
    open: served.filter(isOpen).toSorted(inOrder).map(rowOf),
    ended: served
      .filter((meeting) => !isOpen(meeting))
      .toSorted(byEnd)
      .map(rowOf),
  };
}

/**
 * Meetings that this browser keeps beside the account's; nothing is known of their times. Those without a host link, too, or
 * no one could forget them.
 */
export function keptRows(
  kept: readonly MyMeeting[],
  served: readonly MeetingSummary[],
): readonly MeetingRow[] {
  const known = new Set(served.map(({ code }) => code));
  return kept
    .filter(({ code }) => !known.has(code))
    .map((meeting) => ({
      code: meeting.code,
      title: meeting.title,
      secret: meeting.secret,
      linkSecret: meeting.linkSecret,
      kept: whatIsKept(meeting),
      now: undefined,
      when: { kind: "anytime" },
    }));
}
