import type { Counters } from "../counters.ts";
import type { Seat, SeatLeg } from "../gate/seats.ts";
import type { EngineAnswer, MediaEngine } from "../media/media-engine.ts";
import type { JoinStreams } from "./join-streams.ts";
import type { Judge, Verdict } from "./judge.ts";
import { type KeptOut, keptOutBy } from "./refusal-of.ts";
import type { SeatLists } from "./seat-lists.ts";

export interface RemovalParts {
  readonly judge: Judge;
  readonly engine: MediaEngine;
  readonly lists: SeatLists;
  readonly joinStreams: JoinStreams;
  readonly counters: Counters;
  /** Ends everything that waits here. */
  readonly stopped: AbortSignal;
}

/** A page that listens gets this long to leave by itself, as any participant would. */
const ownLeaveMs = 300;
/** The engine has this long to take the packet that says why. */
const tellMs = 150;
/** After the engine has removed a seat, its socket gets this long to carry the last message. */
const lastMessageMs = 250;
/** How long a connection under way that may come in is waited for, before its seat is removed. */
const settleMs = 500;
/** An engine that does not even answer is not waited for longer than this before the socket is cut. */
const noAnswerMs = 1_500;
/** After so many answers that nothing holds a listed seat, it is believed. */
const enoughUnheld = 2;
const firstRetryMs = 40;
const lastRetryMs = 500;

/** Whether somebody judged so may not stay. An outage is not a decision; an unknown room neither. */
export function mayNotStay(verdict: Verdict): boolean {
  switch (verdict.kind) {
    case "decided":
      return verdict.decision.kind !== "admit";
    case "ended":
      return true;
    case "outage":
    case "no-room":
      return false;
  }
}

/**
 * Takes one seat away, for as long as the decision against it holds: the gate is closed for its
 * identity first (`seat.removal`), then the person is told, the engine removes, again until its list
 * shows absence, and a socket still open is cut. Ends early when the decision turns. Not to be started
 * for a seat whose removal runs.
 */
export function startRemoval(seat: Seat, parts: RemovalParts): Promise<RemovalEnd> {
  const running = remove(seat, parts).finally(() => {
    seat.removal = undefined;
  });
  // INVARIANT: set before anybody else's turn, so that nobody sits down in between.
  seat.removal = running.then(() => undefined);
  return running;
}

/**
 * `gone`: the engine's list shows it. `stays`: the decision turned. `unheld`: listed still, but
 * nothing in the engine answers for it. `stopped`: nothing is known.
 */
export type RemovalEnd = "gone" | "stays" | "unheld" | "stopped";

async function remove(seat: Seat, parts: RemovalParts): Promise<RemovalEnd> {
  await connectionsUnderWay(seat, parts.stopped);
  if (!isRefused(seat, parts.judge)) return "stays";
  await tell(seat, parts);
  const cut = new SocketCut(seat.legs);
  const end = await untilGone(seat, parts, cut);
  if (end === "stays" || end === "stopped") cut.spare();
  return end;
}

async function untilGone(seat: Seat, parts: RemovalParts, cut: SocketCut): Promise<RemovalEnd> {
  let unheld = 0;
  for (let pause = firstRetryMs; !parts.stopped.aborted; pause = nextPause(pause)) {
    if (!isRefused(seat, parts.judge)) return "stays";
    const outcome = await removeOnce(seat, parts, cut);
    if (outcome === "gone") return outcome;
    unheld = outcome === "unheld" ? unheld + 1 : 0;
    if (unheld === enoughUnheld) return "unheld";
    parts.counters.count("seat-removal-retried");
    await pauseFor(pause, parts.stopped);
  }
  return "stopped";
}

async function removeOnce(
  seat: Seat,
  parts: RemovalParts,
  cut: SocketCut,
): Promise<"gone" | EngineAnswer> {
  const answer = await parts.engine.removeSeat(seat.room, seat.identity);
  cut.soon(answer);
  if (answer === "failed" || !(await isGone(seat, parts))) return answer;
  parts.counters.count(seat.decided ? "seat-removed" : "seat-undecided-removed");
  return "gone";
}

/** Cuts the sockets that a seat had when its removal began, once they have carried the last message. */
class SocketCut {
  readonly #legs: readonly SeatLeg[];
  #timer: NodeJS.Timeout;
  #answered = false;
  #done = false;

  constructor(legs: readonly SeatLeg[]) {
    this.#legs = [...legs];
    this.#timer = setTimeout(cutAll, noAnswerMs, this.#legs);
  }

  /** The engine has answered: its last message is on the way. */
  soon(answer: EngineAnswer): void {
    this.#done ||= answer === "done";
    if (this.#answered) return;
    this.#answered = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(cutAll, lastMessageMs, this.#legs);
  }

  /** The removal ends early: who was not removed keeps the socket. */
  spare(): void {
    if (!this.#done) clearTimeout(this.#timer);
  }
}

/**
 * Whether the engine's own list, asked for after the removal, shows nobody of this identity, and
 * nobody can appear late: a connection given up while joining may still be given a seat.
 */
async function isGone(seat: Seat, { lists }: RemovalParts): Promise<boolean> {
  const listed = await lists.fresh(seat.room);
  if (listed === undefined || listed.some(({ identity }) => identity === seat.identity)) {
    return false;
  }
  return performance.now() >= seat.lateUntil;
}

function isRefused(seat: Seat, judge: Judge): boolean {
  return !seat.decided || mayNotStay(judge.judge(seat.room, seat.address, seat.identity));
}

/**
 * Somebody who moved may just be sitting down anew from where they may. The engine removes by
 * identity alone, so that connection is waited for, shortly; one that takes too long is given up.
 */
async function connectionsUnderWay(seat: Seat, stopped: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + settleMs;
  while (!stopped.aborted && seat.legs.some(isPending)) {
    if (await nextTurn(seat, giveUpAt)) continue;
    cutAll(seat.legs.filter(isPending));
    return;
  }
}

function isPending({ state }: SeatLeg): boolean {
  return state === "pending";
}

/** Tells the person why: on the page's own stream, else by a data packet that any client can read. */
async function tell(seat: Seat, parts: RemovalParts): Promise<void> {
  const { room, identity, address } = seat;
  const verdict = parts.judge.judge(room, address, identity);
  const keptOut = seat.decided && verdict.kind === "decided" ? keptOutBy(verdict) : undefined;
  if (keptOut === undefined) return;
  if (tellPage(seat, keptOut, parts.joinStreams)) return await ownLeave(seat, parts.stopped);
  if (seat.legs.length === 0) return;
  const data = new TextEncoder().encode(JSON.stringify(packetOf(keptOut)));
  // No grace to leave, but the packet goes first: overtaken by the removal it is mostly lost.
  const told = parts.engine.tell(room, identity, "graticule", data);
  await Promise.race([told, pauseFor(tellMs, parts.stopped)]);
}

/** False where no page listens. */
function tellPage({ room, identity }: Seat, keptOut: KeptOut, streams: JoinStreams): boolean {
  return keptOut.kind === "refused"
    ? streams.tellRemoved(room, identity, keptOut.status, keptOut.refusal)
    : streams.tellSentBack(room, identity, keptOut.held);
}

function packetOf(keptOut: KeptOut): object {
  return keptOut.kind === "refused"
    ? { kind: "removed", status: keptOut.status, refusal: keptOut.refusal }
    : { kind: "sent-back", held: keptOut.held };
}

/** Until the page has closed its connection by itself, 300 ms at most. */
async function ownLeave(seat: Seat, stopped: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + ownLeaveMs;
  while (!stopped.aborted && seat.legs.length > 0) {
    if (!(await nextTurn(seat, giveUpAt))) return;
  }
}

/** Waits until one of the seat's connections is answered or over; false if it got too late. */
function nextTurn(seat: Seat, giveUpAt: number): Promise<boolean> {
  const left = giveUpAt - performance.now();
  if (left <= 0) return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, left, false);
    seat.waiting.push(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

function cutAll(legs: readonly SeatLeg[]): void {
  for (const leg of legs) leg.cut();
}

function nextPause(pause: number): number {
  return Math.min(lastRetryMs, pause * 1.6);
}

function pauseFor(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      stopped.removeEventListener("abort", done);
      resolve();
    }
    stopped.addEventListener("abort", done);
  });
}
