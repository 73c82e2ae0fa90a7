import type { ManageKey } from "../api/meetings.ts";
import { secretOf } from "./meeting-link.ts";

/** A meeting whose management link this browser keeps. */
export interface MyMeeting {
  readonly code: string;
  readonly title: string;
  readonly secret: string;
  /** When it was kept, milliseconds since the epoch. */
  readonly keptAt: number;
}

function isMyMeeting(value: unknown): value is MyMeeting {
  if (typeof value !== "object" || value === null) return false;
  const { code, title, secret, keptAt } = value as Record<keyof MyMeeting, unknown>;
  return (
    [code, title, secret].every((text) => typeof text === "string") && typeof keptAt === "number"
  );
}

/** The part of `Storage` that is used, so that tests can bring their own. */
export type KeptText = Pick<Storage, "getItem" | "setItem">;

const storageKey = "graticule.meetings";
/** The oldest are dropped beyond this many. */
const most = 50;

/** Newest first. What can't be read counts as nothing. */
export function keptMeetings(storage: KeptText): readonly MyMeeting[] {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(storageKey) ?? "[]");
    return Array.isArray(parsed) ? parsed.filter(isMyMeeting) : [];
  } catch {
    return [];
  }
}

/** Keeps a meeting. A browser that refuses to store loses the convenience and nothing else. */
export function keepMeeting(storage: KeptText, meeting: MyMeeting): void {
  const others = keptMeetings(storage).filter(({ code }) => code !== meeting.code);
  try {
    storage.setItem(storageKey, JSON.stringify([meeting, ...others].slice(0, most)));
  } catch {
    // A full or forbidden storage.
  }
}

/** Forgets a meeting that was deleted. */
export function dropMeeting(storage: KeptText, code: string): void {
  const others = keptMeetings(storage).filter((meeting) => meeting.code !== code);
  try {
    storage.setItem(storageKey, JSON.stringify(others));
  } catch {
    // A full or forbidden storage.
  }
}

/** The key that a management link's secret is. */
export const keyOfSecret = (code: string, secret: string): ManageKey => ({
  code,
  credential: { kind: "secret", secret },
});

/** The key of a meeting that is kept here. */
export function keptKey(storage: KeptText, code: string): ManageKey | undefined {
  const kept = keptMeetings(storage).find((meeting) => meeting.code === code);
  return kept === undefined ? undefined : keyOfSecret(code, kept.secret);
}

/** What a management link, as the server made it, gives this browser to keep. */
export function keyOfLink(
  code: string,
  manageUrl: string,
): Pick<MyMeeting, "code" | "secret"> | undefined {
  const secret = secretOf(new URL(manageUrl).hash);
  return secret === undefined ? undefined : { code, secret };
}
