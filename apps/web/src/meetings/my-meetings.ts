import { type LinkSecret, parseLinkSecret } from "@graticule/e2ee/link-secret";
import type { ManageKey } from "../api/meetings.ts";
import type { ManageSecrets } from "./link-fragment.ts";

/** A meeting of which this browser keeps the management link, or what makes its join link whole. */
export interface MyMeeting extends ManageSecrets {
  readonly code: string;
  readonly title: string;
  /** When it was kept, milliseconds since the epoch. */
  readonly keptAt: number;
}

function readMyMeeting(value: unknown): readonly MyMeeting[] {
  if (typeof value !== "object" || value === null) return [];
  const { code, title, secret, linkSecret, keptAt } = value as Record<keyof MyMeeting, unknown>;
  if (typeof code !== "string" || typeof title !== "string" || typeof keptAt !== "number") {
    return [];
  }
  const link = typeof linkSecret === "string" ? parseLinkSecret(linkSecret) : undefined;
  if (typeof secret !== "string" && link === undefined) return [];
  return [
    {
      ...{ code, title, keptAt },
      ...(typeof secret === "string" ? { secret } : {}),
      ...(link === undefined ? {} : { linkSecret: link }),
    },
  ];
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
    return Array.isArray(parsed) ? parsed.flatMap(readMyMeeting) : [];
  } catch {
    return [];
  }
}

/**
 * Keeps a meeting, and of what was kept of it what is not told anew. A browser that refuses to store
 * loses the convenience and nothing else.
 */
export function keepMeeting(storage: KeptText, meeting: MyMeeting): void {
  const kept = keptMeetings(storage);
  const others = kept.filter(({ code }) => code !== meeting.code);
  const whole = { ...keptOf(kept, meeting.code), ...meeting };
  try {
    storage.setItem(storageKey, JSON.stringify([whole, ...others].slice(0, most)));
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

const keptOf = (kept: readonly MyMeeting[], code: string): MyMeeting | undefined =>
  kept.find((meeting) => meeting.code === code);

/** The key of a meeting that is kept here. */
export function keptKey(storage: KeptText, code: string): ManageKey | undefined {
  const secret = keptOf(keptMeetings(storage), code)?.secret;
  return secret === undefined ? undefined : keyOfSecret(code, secret);
}

/** What makes the join link of a meeting whole that is kept here. */
export const keptLinkSecret = (storage: KeptText, code: string): LinkSecret | undefined =>
  keptOf(keptMeetings(storage), code)?.linkSecret;
