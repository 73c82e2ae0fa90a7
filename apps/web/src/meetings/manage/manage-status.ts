import type { MeetingManaged } from "@graticule/api/meetings";
import { hostWords } from "../../i18n/host-words.ts";
import { type Reader, readTime } from "../../i18n/time.ts";

/** Whether a meeting has ended for good: an ended sitting of one that repeats is not the end. */
export function isOver(managed: Pick<MeetingManaged, "endedAt" | "nextStartsAt">): boolean {
  return managed.endedAt !== undefined && managed.nextStartsAt === undefined;
}

type Seen = Pick<
  MeetingManaged,
  "endedAt" | "startsAt" | "nextStartsAt" | "inside" | "door" | "repeat"
>;

/** The state of a meeting in one line. */
export function statusLine(managed: Seen, reader: Reader): string {
  const said = hostWords.manage;
  if (isOver(managed)) return said.statusEnded;
  if (managed.inside > 0) {
    return managed.door.locked ? said.statusLocked(managed.inside) : said.statusNow(managed.inside);
  }
  const next = managed.nextStartsAt;
  if (next !== undefined && Date.parse(next) > reader.now) {
    const first = managed.repeat === undefined || next === managed.startsAt;
    return first
      ? said.statusLater(readTime(next, reader))
      : said.statusNext(readTime(next, reader));
  }
  if (managed.startsAt !== undefined && next === undefined) return said.statusOver;
  return managed.door.locked ? said.statusLocked(0) : said.statusNow(0);
}
