import { type HostDecisions, personOf, powersIn } from "@graticule/admission/standing";
import type { HostRole } from "@graticule/api/hosting";
import type { Joins } from "./joins.ts";
import type { Seats } from "./seats.ts";

/** The role of a page that was let in and has no seat yet, as it will be the moment that it has one. */
export function roleWhenSeated(
  { seats, joins }: { seats: Pick<Seats, "inside">; joins: Pick<Joins, "mayBeHost"> },
  { room, hostDecisions }: { readonly room: string; readonly hostDecisions: HostDecisions },
  identity: string,
): HostRole {
  const person = personOf(identity);
  // Most are guests, whom no decision makes anything else.
  if (!hostDecisions.has(person) || !joins.mayBeHost(room, identity)) return "guest";
  const hosts = seats.inside(room).filter((seat) => joins.mayBeHost(room, seat.identity));
  const inside = new Set([identity, ...hosts.map((seat) => seat.identity)].map(personOf));
  return powersIn(inside, hostDecisions).get(person) ?? "guest";
}
