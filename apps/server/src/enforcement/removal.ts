import type { Owners } from "../cluster/owners.ts";
import type { Judge } from "../decision/judge.ts";
import { type Outcome, outcomeOf } from "../decision/outcome.ts";
import type { EngineAnswer } from "../media/media-engine.ts";
import type { CountedEvent, Counters } from "../presence/counters.ts";
import { allClosed, nextSettled, pauseFor, retryPauses } from "../presence/seat-timeouts.ts";
import type { Seat, SeatLeg } from "../presence/seats.ts";
import {
  askToLeave,
  type GracefulLeaveParts,
  hasLeft,
  type LeaveNotified,
} from "./graceful-leave.ts";
import type { SeatLists } from "./seat-lists.ts";

/** `order`: see the invariant of {@link CountedEvent}. */
export type RemovedBy = CountedEvent | "order";

export interface RemovalParts extends GracefulLeaveParts {
  readonly lists: SeatLists;
  readonly counters: Counters;
  /** Whether it is a meeting of this service, and not a backend's room. */
  readonly isOurs: (room: string) => boolean;
  readonly owners: Pick<Owners, "holds">;
  /** Called once for each seat that is gone, with the reason. */
  readonly onRemoved: (seat: Seat, by: RemovedBy) => void;
}

/**
 * How long a seat that has left has to be gone before more is done, which everyone in the room can read.
 * An engine whose machine is busy takes more than half a second.
 */
const leavingMs = 1_500;
/** How long a socket may carry its last message after the engine has removed the seat. */
const lastMessageMs = 250;
/** How long a pending connection is waited for before its seat is removed. */
const settleMs = 500;
/** How long the engine's answer is waited for before the socket is cut. */
const noAnswerMs = 2_500;
/** After so many `unheld` answers they are believed. */
const enoughUnheld = 2;
/**
 * … and after so long, of a seat that had a connection: while an engine's cluster loses a node, it says this
 * for ten seconds of people who are there.
 */
const believeAfterMs = 12_000;
/** How long someone waits for the removal of an undecided seat with their identity. */
const awaitedMs = 2_000;

/** Whether someone inside has to go. Neither an outage nor an unknown room is a decision. */
export function mustLeave({ kind }: Outcome): boolean {
  return kind === "held" || kind === "refused" || kind === "ended";
}

/**
 * Removes one seat, for as long as the decision against it holds. The gate closes for its identity
 * (`seat.removal`); the person is told and leaves, or the gate leaves in their place; if still
 * there, the engine removes the seat, again and again until its list shows absence, and sockets
 * still open are cut. Ends early when the decision turns. Never started twice for one seat.
 */
export function startRemoval(seat: Seat, parts: RemovalParts): Promise<RemovalEnd> {
  const running = remove(seat, parts).finally(() => {
    seat.removal = undefined;
    seat.awaitedSince = undefined;
  });
  // INVARIANT: set in the same turn, so that no connection is let in before.
  seat.removal = running.then(() => undefined);
  return running;
}

/**
 * `gone`: by the engine's list. `stays`: the decision turned. `unheld`: still listed, but nothing
 * in the engine answers for it, or its owner has come. `stopped`: unknown.
 */
export type RemovalEnd = "gone" | "stays" | "unheld" | "stopped";

async function remove(seat: Seat, parts: RemovalParts): Promise<RemovalEnd> {
  const decidedAt = performance.now();
  await pendingSettled(seat, parts.stopped);
  if (!isRefused(seat, parts)) return "stays";
  const by = removedBy(seat, parts.judge);
  const wasThere = wasJustThere(seat);
  const told = await askToLeave(seat, parts);
  const cut = new SocketCut(seat.legs);
  const isLeaving = isRefused(seat, parts) && hasLeft(seat, told);
  if (isLeaving) cut.insist();
  const isOut =
    (isLeaving && (await isGoneInTime(seat, parts))) || (await leavesInPlace(seat, told, parts));
  const end = isOut ? "gone" : await untilGone(seat, parts, { cut, wasThere, by });
  if (end === "gone") {
    cut.soon("done");
    if (by !== "order") {
      parts.counters.count(by);
      parts.counters.time("removal", performance.now() - decidedAt);
    }
    parts.onRemoved(seat, by);
  }
  if (end === "stays" || end === "stopped") cut.spare();
  return end;
}

/** Whether it has a connection that the engine answered, or had one until just now. */
function wasJustThere({ legs, seatedSince, closedAt }: Seat): boolean {
  if (legs.some(({ state }) => state === "open")) return true;
  return seatedSince !== undefined && performance.now() - closedAt < believeAfterMs;
}

async function isGoneInTime(seat: Seat, parts: RemovalParts): Promise<boolean> {
  const giveUpAt = performance.now() + leavingMs;
  const tooLate = pauseFor(leavingMs, parts.stopped).then(() => false);
  // The engine closes the connection of a seat that has left.
  await allClosed(seat, giveUpAt, parts.stopped);
  for (const pause of retryPauses()) {
    if (await Promise.race([isGone(seat, parts), tooLate])) return true;
    if (performance.now() + pause >= giveUpAt || parts.stopped.aborted) return false;
    await pauseFor(pause, parts.stopped);
  }
  return false;
}

/** For someone without a connection, a connection of our own leaves. Returns whether they are gone. */
async function leavesInPlace(
  seat: Seat,
  told: LeaveNotified,
  parts: RemovalParts,
): Promise<boolean> {
  const { room, identity, wasInside } = seat;
  if (seat.legs.length > 0 || !parts.isOurs(room) || !isRefused(seat, parts)) return false;
  if (told === "nobody" && !wasInside) return false;
  return (await parts.engine.leaveFor(room, identity)) && (await isGoneInTime(seat, parts));
}

async function untilGone(
  seat: Seat,
  parts: RemovalParts,
  how: { readonly cut: SocketCut; readonly wasThere: boolean; readonly by: RemovedBy },
): Promise<RemovalEnd> {
  const { cut, wasThere, by } = how;
  const unheld = new Unheld(wasThere);
  for (const pause of retryPauses()) {
    if (parts.stopped.aborted) break;
    if (!isRefused(seat, parts)) return "stays";
    const outcome = await removeOnce(seat, parts, cut);
    if (outcome === "gone") return outcome;
    if (unheld.isBelieved(outcome) || isReplaced(seat)) return "unheld";
    if (by !== "order") parts.counters.count("seat-removal-retried");
    await pauseFor(pause, parts.stopped);
  }
  return "stopped";
}

/** The `unheld` answers in a row about a seat. */
class Unheld {
  readonly #believeAt: number;
  #inARow = 0;

  constructor(wasThere: boolean) {
    this.#believeAt = performance.now() + (wasThere ? believeAfterMs : 0);
  }

  isBelieved(answer: EngineAnswer): boolean {
    this.#inARow = answer === "unheld" ? this.#inARow + 1 : 0;
    return this.#inARow >= enoughUnheld && performance.now() >= this.#believeAt;
  }
}

/**
 * A seat that no one decided, and that can't be removed, may be that of someone who is gone: listed for
 * ever by an engine's cluster whose node died. It doesn't keep its owner out: their connection replaces it.
 */
function isReplaced({ decided, awaitedSince }: Seat): boolean {
  return !decided && awaitedSince !== undefined && performance.now() - awaitedSince >= awaitedMs;
}

async function removeOnce(
  seat: Seat,
  parts: RemovalParts,
  cut: SocketCut,
): Promise<"gone" | EngineAnswer> {
  const answer = await parts.engine.removeSeat(seat.room, seat.identity);
  cut.soon(answer);
  return answer !== "failed" && (await isGone(seat, parts)) ? "gone" : answer;
}

/** Cuts the sockets that a seat had when its removal began, after their last message. */
class SocketCut {
  readonly #legs: readonly SeatLeg[];
  #timer: NodeJS.Timeout;
  #answered = false;
  #done = false;

  constructor(legs: readonly SeatLeg[]) {
    this.#legs = [...legs];
    this.#timer = setTimeout(cutAll, noAnswerMs, this.#legs);
  }

  /** The engine has answered, and its last message is on the way. */
  soon(answer: EngineAnswer): void {
    this.#done ||= answer === "done";
    if (this.#answered) return;
    this.#answered = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(cutAll, lastMessageMs, this.#legs);
  }

  /** The client reaches the engine no more: it is cut, however the removal ends. */
  insist(): void {
    this.#done = true;
  }

  /** The removal ends early: a seat that was not removed keeps its sockets. */
  spare(): void {
    if (!this.#done) clearTimeout(this.#timer);
  }
}

/**
 * Whether the engine's list, asked for now, lacks this identity, and it can't appear late: a
 * connection given up while joining may still get a seat.
 */
async function isGone(seat: Seat, { lists }: RemovalParts): Promise<boolean> {
  const listed = await lists.fresh(seat.room);
  if (listed === undefined || listed.some(({ identity }) => identity === seat.identity)) {
    return false;
  }
  return performance.now() >= seat.mayAppearUntil;
}

function removedBy(seat: Seat, judge: Judge): RemovedBy {
  if (!seat.decided) return "seat-undecided-removed";
  const verdict = judge.judge(seat.room, seat);
  if (verdict.kind !== "decided") return "seat-removed-ended";
  const { reasons } = verdict.decision;
  if (reasons.some(({ kind }) => kind === "ordered")) return "order";
  const host = reasons.find((reason) => reason.kind === "host");
  if (host === undefined) return "seat-removed-rule";
  return host.because === "terms" ? "seat-removed-terms" : "seat-removed-host";
}

/** Never while another instance may own the room: it is that one's to say. */
function isRefused(seat: Seat, { judge, owners }: RemovalParts): boolean {
  if (!owners.holds(seat.room)) return false;
  return !seat.decided || mustLeave(outcomeOf(judge.judge(seat.room, seat)));
}

/**
 * Someone who moved may just be connecting from where they may. The engine removes by identity
 * alone, so that connection is waited for, and given up if it takes too long.
 */
async function pendingSettled(seat: Seat, stopped: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + settleMs;
  while (!stopped.aborted && seat.legs.some(isPending)) {
    if (await nextSettled(seat, giveUpAt)) continue;
    cutAll(seat.legs.filter(isPending));
    return;
  }
}

function isPending({ state }: SeatLeg): boolean {
  return state === "pending";
}

function cutAll(legs: readonly SeatLeg[]): void {
  for (const leg of legs) leg.cut();
}
