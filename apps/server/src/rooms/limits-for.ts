import { type CompiledLimits, nextChangeAt, ordersAt } from "@graticule/admission/limits";
import type { LimitInForce, OrderInForce } from "@graticule/api/rules";
import type { RoomPolicy, SeatLimits } from "./room-directory.ts";

/** What the choice of limits depends on, beside the room. */
export interface SeatFacts {
  /** Database time in milliseconds at which the seat was first taken; undefined: it is new. */
  readonly seatedSince: number | undefined;
  /** The same, or when its page came before the door. */
  readonly waitingSince: number | undefined;
  /** Has a traveller's pass. */
  readonly pass: boolean;
}

/**
 * The limits by which a seat is judged now. An order that gives notice begins later for those who were
 * inside when it took effect. A rule that was changed too often too quickly applies to those inside,
 * and to those whose page is before the door, only later (see `earlier`). Whoever came afterwards is
 * judged by what is newest.
 */
export function limitsFor(policy: RoomPolicy, seat: SeatFacts, now: number): CompiledLimits {
  const known = firstFor(seat.seatedSince, policy.underNotice) ?? policy;
  const going = known.earlier.filter(({ until }) => now < until);
  const { limits, passLimits } = firstFor(seat.waitingSince, going) ?? known;
  return seat.pass ? passLimits : limits;
}

/** The first that is for someone who came at this moment. */
function firstFor<Kind extends { readonly takenBefore: number }>(
  arrivedAt: number | undefined,
  kinds: readonly Kind[],
): Kind | undefined {
  return arrivedAt === undefined
    ? undefined
    : kinds.find(({ takenBefore }) => arrivedAt < takenBefore);
}

/** The next moment after `now` at which someone may be judged differently; undefined: none. */
export function nextChangeOf(policy: RoomPolicy, now: number): number | undefined {
  const moments = [policy, ...policy.underNotice]
    .flatMap((known) => momentsOf(known, now))
    .filter((moment) => moment !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

function momentsOf({ limits, earlier }: SeatLimits, now: number): (number | undefined)[] {
  const going = earlier.filter(({ until }) => now < until);
  return [
    nextChangeAt(limits, now),
    ...going.flatMap((one) => [one.until, nextChangeAt(one.limits, now)]),
  ];
}

/** The rules that hold for the room at `now`, as they were written, the widest tier first. */
export function disclosedLimits(policy: RoomPolicy, now: number): LimitInForce[] {
  return policy.told
    .filter(({ from, until }) => from <= now && now < until)
    .map(({ limit }) => limit);
}

/** The orders that hold for the room at `now`, as its host is told of them; a sealed one is without its authority. */
export function ordersToldAt({ limits }: Pick<RoomPolicy, "limits">, now: number): OrderInForce[] {
  return ordersAt(limits, now)
    .filter(({ jurisdiction }) => jurisdiction.length > 0)
    .map(({ jurisdiction, excepted = [], authority, until }) => ({
      places: [...jurisdiction],
      excepted: [...excepted],
      ...(authority === undefined ? {} : { authority }),
      until: new Date(until).toISOString(),
    }));
}
