import { personOf } from "@graticule/admission/standing";
import { isSeenByHosts, type Join, type Joins } from "../presence/joins.ts";
import type { Seat, Seats } from "../presence/seats.ts";
import type { Suspects, Suspicion } from "../presence/suspects.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import type { RoomPerson } from "./store.ts";

export interface PersonsParts {
  readonly joins: Pick<Joins, "inRoom">;
  readonly seats: Pick<Seats, "inside" | "isInside" | "remembersPerson">;
  readonly suspects: Pick<Suspects, "add">;
  readonly directory: Pick<RoomDirectory, "find">;
}

/** Persons of a room as this process knows them now, by the identity of any of their tabs. */
export class Persons {
  readonly #parts: PersonsParts;

  constructor(parts: PersonsParts) {
    this.#parts = parts;
  }

  joinsOf(room: string, identity: string): Join[] {
    return [...this.#parts.joins.inRoom(room)].filter(isOf(identity));
  }

  seatsOf(room: string, identity: string): Seat[] {
    return this.#parts.seats.inside(room).filter(isOf(identity));
  }

  addressesOf(room: string, identity: string): string[] {
    const pages = this.joinsOf(room, identity).flatMap(({ open }) => open?.address ?? []);
    return [...this.seatsOf(room, identity).map(({ address }) => address), ...pages];
  }

  /**
   * Whether a host can decide about them. INVARIANT: of someone who was inside a moment ago this doesn't say
   * whether they left or an order removed them, whose page may still be here.
   */
  isKnown(room: string, identity: string): boolean {
    const hostDecisions = this.#parts.directory.find(room)?.hostDecisions;
    return (
      this.#seenOf(room, identity).length > 0 ||
      this.#parts.seats.remembersPerson(room, personOf(identity)) ||
      hostDecisions?.has(personOf(identity)) === true
    );
  }

  /** With the name that they gave themselves; empty for a client other than our page, and for someone who has gone. */
  named(room: string, identity: string): RoomPerson {
    const person = personOf(identity);
    const [join] = this.#seenOf(room, identity);
    const known = this.#parts.directory.find(room)?.hostDecisions.get(person);
    return { room, person, name: join?.name ?? known?.name ?? "" };
  }

  #seenOf(room: string, identity: string): Join[] {
    const { seats } = this.#parts;
    return this.joinsOf(room, identity).filter(
      (join) => isSeenByHosts(join) || seats.isInside(room, join.identity),
    );
  }

  /** So that they are known again by their addresses, as a guest is by nothing else. */
  suspect(room: string, why: Suspicion, addresses: readonly string[]): void {
    for (const address of addresses) this.#parts.suspects.add(room, address, why);
  }
}

function isOf(identity: string): (one: { readonly identity: string }) => boolean {
  const person = personOf(identity);
  return (one) => personOf(one.identity) === person;
}
