import { type CompiledLimits, nextChangeAt } from "@graticule/admission/limits";
import type { LimitInForce } from "@graticule/api/rules";
import type { RoomPolicy } from "./room-directory.ts";

/** What the choice of limits depends on, beside the room. */
export interface SeatFacts {
  /**
   * Database time in milliseconds at which the seat was first taken, or its page came before the door;
   * undefined: it is new.
   */
  readonly takenAt: number | undefined;
  /** Has a traveller's pass. */
  readonly pass: boolean;
}

/**
 * The limits by which a seat is judged now. A rule that was changed too often too quickly applies
 * to those inside, and to those whose page is before the door, only later (see `earlier`); whoever
 * came after the change is judged by the newest.
 */
export function limitsFor(policy: RoomPolicy, seat: SeatFacts, now: number): CompiledLimits {
  const { takenAt, pass } = seat;
  const earlier =
    takenAt === undefined
      ? undefined
      : policy.earlier.find(({ takenBefore, until }) => takenAt < takenBefore && now < until);
  const { limits, passLimits } = earlier ?? policy;
  return pass ? passLimits : limits;
}

/** The next moment after `now` at which somebody may be judged differently; undefined: none. */
export function nextChangeOf(policy: RoomPolicy, now: number): number | undefined {
  const pending = policy.earlier.filter(({ until }) => now < until);
  const moments = [
    nextChangeAt(policy.limits, now),
    ...pending.flatMap(({ limits, until }) => [until, nextChangeAt(limits, now)]),
  ].filter((moment) => moment !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** The rules that hold for the room at `now`, as they were written, the widest tier first. */
export function toldAt(policy: RoomPolicy, now: number): LimitInForce[] {
  return policy.told
    .filter(({ from, until }) => from <= now && now < until)
    .map(({ limit }) => limit);
}
