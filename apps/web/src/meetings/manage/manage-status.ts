import type { MeetingManaged } from "@graticule/api/meetings";
import { hostWords } from "../../i18n/host-words.ts";
import { type Reader, readTime } from "../../i18n/time.ts";
import { linkSecretIn } from "../../links/link-fragment.ts";

/** Whether a meeting has ended for good: a repeating one goes on after an ended sitting. */
export function isOver(managed: Pick<MeetingManaged, "endedAt" | "nextStartsAt">): boolean {
  return managed.endedAt !== undefined && managed.nextStartsAt === undefined;
}

/** Whether the join link leads in: that of an encrypted meeting needs the secret that the service never has. */
export function isWhole(managed: Pick<MeetingManaged, "encryption" | "joinUrl">): boolean {
  return managed.encryption === "off" || linkSecretIn(managed.joinUrl) !== undefined;
}

type Seen = Pick<
  MeetingManaged,
  "endedAt" | "startsAt" | "nextStartsAt" | "inside" | "door" | "repeat"
>;

/** The state of a meeting in one line. */
export function statusLine(managed: Seen, reader: Reader): string {
  const said = hostWords.manage;
  if (isOver(managed)) return said.statusEnded;
  const { inside, door } = managed;
  const waits = inside > 0 ? undefined : timeLine(managed, reader);
  if (waits !== undefined) return door.locked ? said.statusAndLocked(waits) : waits;
  return door.locked ? said.statusLocked(inside) : said.statusNow(inside);
}

/** When it starts, or that its dates are over; undefined: it can run now. */
function timeLine(managed: Seen, reader: Reader): string | undefined {
  const said = hostWords.manage;
  const { startsAt, nextStartsAt: next, repeat } = managed;
  if (next === undefined) return startsAt === undefined ? undefined : said.statusOver;
  if (Date.parse(next) <= reader.now) return undefined;
  const time = readTime(next, reader);
  return repeat === undefined || next === startsAt ? said.statusLater(time) : said.statusNext(time);
}

/** When it is, or was; one that was open at any time only says when it ended. */
export function whenLine(
  managed: Pick<MeetingManaged, "endedAt" | "nextStartsAt" | "startsAt">,
  when: string,
  reader: Reader,
): string {
  const { endedAt, startsAt } = managed;
  if (endedAt === undefined || !isOver(managed)) return when;
  const ended = hostWords.manage.endedOn(readTime(endedAt, reader));
  return startsAt === undefined ? ended : `${when} ${ended}`;
}
