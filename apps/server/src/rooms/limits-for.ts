import type { CompiledLimits } from "@graticule/admission/limits";
import type { RoomPolicy } from "./room-directory.ts";

/** What the choice of limits depends on, beside the room. */
export interface SeatFacts {
  /** Database time in milliseconds at which the seat was first taken; undefined: it is new. */
  readonly takenAt: number | undefined;
  /** Has a traveller's pass. */
  readonly pass: boolean;
}

/**
 * The limits by which a seat is judged now. A rule that was changed too often too quickly applies
 * to those inside only later (see `earlier`); whoever came after the change is judged by the newest.
 */
export function limitsFor(policy: RoomPolicy, seat: SeatFacts, now: number): CompiledLimits {
  if (seat.pass) return policy.passLimits;
  const { takenAt } = seat;
  if (takenAt === undefined) return policy.limits;
  const earlier = policy.earlier.find(
    ({ takenBefore, until }) => takenAt < takenBefore && now < until,
  );
  return earlier?.limits ?? policy.limits;
}
