import { type HostDecisions, personOf, powersIn } from "@graticule/admission/standing";
import type { HostRole } from "@graticule/api/hosting";
import type { Joins } from "./joins.ts";
import type { Seat, Seats } from "./seats.ts";

interface Inside {
  readonly seats: Pick<Seats, "inside">;
  readonly joins: Pick<Joins, "mayBeHost">;
}

/**
 * The persons whose pages inside may be a host's.
 * @param counts which of the seats inside
 */
export function hostsInside(
  { seats, joins }: Inside,
  room: string,
  counts: (seat: Seat) => boolean = () => true,
): Set<string> {
  const hosts = seats
    .inside(room)
    .filter((seat) => joins.mayBeHost(room, seat.identity) && counts(seat));
  return new Set(hosts.map(({ identity }) => personOf(identity)));
}

/** The role of a page that was let in and has no seat yet, as it will be the moment that it has one. */
export function roleWhenSeated(
  parts: Inside,
  { room, hostDecisions }: { readonly room: string; readonly hostDecisions: HostDecisions },
  identity: string,
): HostRole {
  const person = personOf(identity);
  // Most are guests, whom no decision makes anything else.
  if (!hostDecisions.has(person) || !parts.joins.mayBeHost(room, identity)) return "guest";
  return powersIn(hostsInside(parts, room).add(person), hostDecisions).get(person) ?? "guest";
}
