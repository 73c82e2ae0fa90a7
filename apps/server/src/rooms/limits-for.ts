import { type CompiledLimits, nextChangeAt, ordersAt } from "@graticule/admission/limits";
import type { LimitInForce, OrderInForce } from "@graticule/api/rules";
import type { DisclosedLimit, RoomPolicy, SeatLimits } from "./room-directory.ts";

export interface SeatFacts {
  /** Database time in milliseconds at which the seat was first taken; undefined: it is new. */
  readonly seatedSince: number | undefined;
  /** When the seat was taken, or else when its page came before the door. */
  readonly waitingSince: number | undefined;
  readonly pass: boolean;
}

/**
 * The limits by which a seat is judged now. An order that gives notice begins later for those who
 * were inside when it took effect. A rule that was changed too often applies later to those inside
 * and to those before the door (see `earlier`). Everyone else is judged by the newest limits.
 */
export function limitsFor(policy: RoomPolicy, seat: SeatFacts, now: number): CompiledLimits {
  const known = firstFor(seat.seatedSince, policy.underNotice) ?? policy;
  const going = known.earlier.filter(({ until }) => now < until);
  const { limits, passLimits } = firstFor(seat.waitingSince, going) ?? known;
  return seat.pass ? passLimits : limits;
}

/** The first that holds for someone who came at this moment. */
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

/** The rules that hold for the room at `now`, the widest tier first. */
export function toldAt({ told }: Pick<RoomPolicy, "told">, now: number): readonly DisclosedLimit[] {
  return told.filter(({ from, until }) => from <= now && now < until);
}

/** The same in words. */
export function disclosedLimits(policy: RoomPolicy, now: number): LimitInForce[] {
  return toldAt(policy, now).map(({ limit }) => limit);
}

/** The orders that hold for the room at `now`, for its host; a sealed one has no authority. */
export function ordersToldAt({ limits }: Pick<RoomPolicy, "limits">, now: number): OrderInForce[] {
  return ordersAt(limits, now)
    .filter(({ jurisdiction }) => jurisdiction.length > 0)
    .map(({ jurisdiction, excepted = [], authority, until }) => ({
      places: [...jurisdiction],
      excepted: [...excepted],
      authority,
      until: new Date(until).toISOString(),
    }));
}
