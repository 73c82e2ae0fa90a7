import { type HostSeed, parseHostSeed } from "@graticule/e2ee/host-key";
import { type LinkSecret, parseLinkSecret } from "@graticule/e2ee/link-secret";
import type { ManageKey } from "../api/meetings.ts";
import type { PageStorage } from "../storage/page-storage.ts";
import { type HeldLink, heldLink } from "./held-link.ts";
import type { ManageSecrets } from "./link-fragment.ts";

/** A meeting of which this browser keeps the management link, or what makes its join link whole. */
export interface MyMeeting extends ManageSecrets {
  readonly code: string;
  readonly title: string;
  /** Started at once, without a form. */
  readonly atOnce?: true;
  /** When it was kept, milliseconds since the epoch. */
  readonly keptAt: number;
}

function readMyMeeting(value: unknown): readonly MyMeeting[] {
  if (typeof value !== "object" || value === null) return [];
  const { code, title, secret, linkSecret, hostSeed, keptAt, atOnce } = value as Record<
    keyof MyMeeting,
    unknown
  >;
  if (typeof code !== "string" || typeof title !== "string" || typeof keptAt !== "number") {
    return [];
  }
  const link = typeof linkSecret === "string" ? parseLinkSecret(linkSecret) : undefined;
  const host = typeof hostSeed === "string" ? parseHostSeed(hostSeed) : undefined;
  if (typeof secret !== "string" && link === undefined) return [];
  return [
    {
      ...{ code, title, keptAt, ...heldLink(link, host) },
      ...(typeof secret === "string" && { secret }),
      ...(atOnce === true && { atOnce }),
    },
  ];
}

/** The part of a page's storage that is used, so that tests can bring their own. */
export type KeptText = Pick<PageStorage, "getItem" | "setItem"> &
  Partial<Pick<PageStorage, "lasts">>;

const storageKey = "graticule.meetings";
/**
 * The oldest are dropped beyond this many, but for those with a host key: it may be the only one.
 * Meetings that were started at once are counted apart: they don't push out the others.
 */
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
 * Keeps a meeting; what was kept of it stays where `meeting` has nothing for it. A browser that refuses to
 * store loses the convenience and nothing else.
 */
export function keepMeeting(storage: KeptText, meeting: MyMeeting): void {
  const kept = keptMeetings(storage);
  const others = kept.filter(({ code }) => code !== meeting.code);
  const whole = { ...keptOf(kept, meeting.code), ...meeting };
  const all = [whole, ...others];
  const newest = (atOnce: true | undefined) =>
    all.filter((one) => one.atOnce === atOnce).slice(0, most);
  const fitting = new Set([...newest(true), ...newest(undefined)]);
  store(
    storage,
    all.filter((one) => fitting.has(one) || one.hostSeed !== undefined),
  );
}

function store(storage: KeptText, meetings: readonly MyMeeting[]): void {
  try {
    storage.setItem(storageKey, JSON.stringify(meetings));
  } catch {
    // A full or forbidden storage.
  }
}

const withoutLink = ({ linkSecret: _, hostSeed: __, ...rest }: MyMeeting): MyMeeting => rest;

/** What is kept of a meeting's link. */
export function keptLink(storage: KeptText, code: string): HeldLink {
  const { linkSecret, hostSeed } = keptOf(keptMeetings(storage), code) ?? {};
  return heldLink(linkSecret, hostSeed);
}

/** What stands in the address of the management page: the host key only where this browser doesn't keep it beyond the page. */
export function inAddress(storage: KeptText, code: string, held: ManageSecrets): ManageSecrets {
  const { hostSeed, ...rest } = held;
  const isKeptHere = storage.lasts !== false && hostSeed === keptHostSeed(storage, code);
  return isKeptHere ? rest : held;
}

/** Forgets what is kept of a meeting's link and its host key, for others to take their place. */
export function forgetLink(storage: KeptText, code: string): void {
  const kept = keptMeetings(storage);
  store(
    storage,
    kept.map((one) => (one.code === code ? withoutLink(one) : one)),
  );
}

/** Whether anything of a meeting with this code is kept. */
export const isKept = (storage: KeptText, code: string): boolean =>
  keptOf(keptMeetings(storage), code) !== undefined;

/** Forgets a meeting that was deleted. */
export function dropMeeting(storage: KeptText, code: string): void {
  const others = keptMeetings(storage).filter((meeting) => meeting.code !== code);
  store(storage, others);
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

/** With which this browser vouches in a vouched meeting, as its host. */
export const keptHostSeed = (storage: KeptText, code: string): HostSeed | undefined =>
  keptOf(keptMeetings(storage), code)?.hostSeed;
