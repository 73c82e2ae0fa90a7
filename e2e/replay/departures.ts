import type { Browser } from "playwright-core";
import { demandedFrom, type HomeCode } from "./cast.ts";
import { comeByPage, isInside, leave } from "./page.ts";
import type { Meeting, Sitter, Stage } from "./stage.ts";

/** How someone's leaving reached an observer in the room. */
export interface Departure {
  /** LiveKit's DisconnectReason. */
  readonly reason: number;
  /**
   * It was told while the observer's own connection came back: LiveKit tells then who is gone, and of no one why.
   */
  readonly untold: boolean;
}

/** Departures from one meeting, as one observer saw them. */
export interface Departures {
  /** Of someone on a page who left before the order, in the usual way. */
  readonly ordinary: Departure;
  /** Of another who left once those whom the order names were out, by its owner at that time. */
  readonly later: Departure;
  /** Of a page removed by an order. */
  readonly orderedPage: Departure;
  /** Of other clients removed by an order. */
  readonly orderedClients: readonly Departure[];
  /** Of people whom no order affects, and who stay: their clients began their connections again. */
  readonly restarts: readonly Departure[];
}

/** In a home that no order affects, with a client that tells what it sees. */
const observerHome = "HK" satisfies HomeCode;
const observerName = "vigil HK 1";
const deadlineMs = 60_000;

/** Someone on a page who is about to leave. */
export interface Leaver {
  readonly identity: string;
  /** Leaves as anyone does, and returns how the observer saw it. */
  go(): Promise<Departure>;
}

/** Comes in by page, and is seen by the observer. */
export async function newLeaver(
  stage: Stage,
  meeting: Meeting,
  { home, name }: { readonly home: HomeCode; readonly name: string },
): Promise<Leaver> {
  const browser: Browser = stage.browser(home);
  const { page, identity } = await comeByPage(browser, meeting.joinUrl, name, { shows: false });
  // The engine reports comings and goings in batches, and says nothing about someone who comes and
  // goes within one.
  await stage.crowd(observerHome).until(({ sight }) => isAbout(sight, identity), {
    what: `${name} coming`,
    deadlineMs,
  });
  return {
    identity,
    async go() {
      await isInside(page);
      await observerIsBack(stage);
      await leave(page);
      const departure = await seenGone(stage, { name, identity });
      await page.context().close();
      return departure;
    },
  };
}

/**
 * LiveKit's native client that begins its connection again can miss that someone leaves just then, and goes on
 * showing them.
 */
async function observerIsBack(stage: Stage): Promise<void> {
  const crowd = stage.crowd(observerHome);
  const isOwn = (kind: string): boolean => kind === "reconnecting" || kind === "reconnected";
  const isBack = () =>
    crowd.seen.findLast(({ who, sight }) => who === observerName && isOwn(sight.kind))?.sight
      .kind !== "reconnecting";
  await crowd.until(isBack, { what: `${observerName} back`, deadlineMs });
}

/** How the observer saw those leave whom an order names. */
export async function orderedDepartures(
  stage: Stage,
  { sitters }: Meeting,
): Promise<Pick<Departures, "orderedPage" | "orderedClients" | "restarts">> {
  const gone = sitters.filter(({ home }) => home === demandedFrom);
  const page = gone.find((one) => one.page !== undefined);
  if (page === undefined) throw new Error("No page is kept out.");
  const orderedPage = await seenGone(stage, page);
  const orderedClients: Departure[] = [];
  for (const one of gone) if (one !== page) orderedClients.push(await seenGone(stage, one));
  const stay = sitters.filter(({ home }) => home !== demandedFrom);
  const restarts = stay.flatMap(({ identity }) => departuresOf(stage, identity));
  return { orderedPage, orderedClients, restarts };
}

/** The last of their departures, once they are gone: who begins the connection again is seen to leave and come. */
async function seenGone(
  stage: Stage,
  { name, identity }: Pick<Sitter, "name" | "identity">,
): Promise<Departure> {
  const crowd = stage.crowd(observerHome);
  const isGone = () =>
    crowd.seen.findLast(({ sight }) => isAbout(sight, identity))?.sight.kind === "gone";
  await crowd.until(isGone, { what: `${name} going`, deadlineMs });
  const last = departuresOf(stage, identity).at(-1);
  if (last === undefined) throw new Error(`${name} is gone and did not leave.`);
  return last;
}

function departuresOf(stage: Stage, identity: string): readonly Departure[] {
  const departures: Departure[] = [];
  let untold = false;
  for (const { who, sight } of stage.crowd(observerHome).seen) {
    if (who !== observerName) continue;
    if (sight.kind === "reconnecting") untold = true;
    if (sight.kind === "reconnected") untold = false;
    if (sight.kind === "gone" && sight.identity === identity) {
      departures.push({ reason: sight.reason, untold });
    }
  }
  return departures;
}

function isAbout(sight: { readonly kind: string; readonly identity?: string }, identity: string) {
  return (sight.kind === "came" || sight.kind === "gone") && sight.identity === identity;
}

/** LiveKit's DisconnectReason of someone of whom no reason was told. */
const unknownReason = 0;

/** What tells someone whom an order removed from anyone who left. */
export function departureFaults({ departures }: { readonly departures: Departures }): string[] {
  const { ordinary, later, orderedPage, orderedClients, restarts } = departures;
  const usual = new Set([ordinary, ...restarts.filter(({ untold }) => !untold)].map(reasonOf));
  return [later, orderedPage, ...orderedClients]
    .filter(({ reason, untold }) => !(untold ? reason === unknownReason : usual.has(reason)))
    .map(
      ({ reason }) => `LiveKit's reason is ${reason}, but ${ordinary.reason} for someone who left`,
    );
}

const reasonOf = ({ reason }: Departure): number => reason;
