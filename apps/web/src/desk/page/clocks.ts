import type { RequestSummary } from "@graticule/api/requests";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay, hostMoment } from "../../i18n/host-time.ts";
import { publicWordsText } from "../../i18n/public-words.ts";

const isOpen = ({ state }: Pick<RequestSummary, "state">): boolean =>
  state === "received" || state === "under-review";

/** Open ones, the next deadline first; and closed ones, the newest first. */
export function sortRequests(requests: readonly RequestSummary[]) {
  const dueAt = ({ due }: RequestSummary): number =>
    due === undefined ? Number.POSITIVE_INFINITY : Date.parse(due.at);
  return {
    open: requests
      .filter(isOpen)
      .toSorted((one, other) => dueAt(one) - dueAt(other) || one.number - other.number),
    closed: requests
      .filter((request) => !isOpen(request))
      .toSorted((one, other) => other.number - one.number),
  };
}

interface Clock {
  readonly text: string;
  readonly late: boolean;
}

/** The deadline that runs, in words, and whether it has passed. */
export function sayDue(due: NonNullable<RequestSummary["due"]>, now: number): Clock {
  const late = Date.parse(due.at) <= now;
  const text = late ? deskWords.request.overdue : deskWords.request.due;
  return { text: text[due.what](hostMoment(due.at, now)), late };
}

const patienceMs = 7 * 86_400_000;

/** What keeps the words of a closed request from the public, and whether for too long. */
export function readWordsWait(
  { state, since }: NonNullable<RequestSummary["wordsWait"]>,
  now: number,
): Clock {
  const { wait, late } = publicWordsText;
  const day = hostDay(since.slice(0, 10));
  if (state === "sealed") return { text: wait.sealed(day), late: false };
  if (Date.parse(since) + patienceMs <= now) return { text: late(day), late: true };
  return { text: wait[state], late: false };
}
