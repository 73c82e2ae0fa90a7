import { ordersInForce } from "@graticule/admission/limits";
import { type Owners, returnMs } from "../cluster/owners.ts";
import type { EngineSeat } from "../media/media-engine.ts";
import type { Joins } from "../presence/joins.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

export interface InheritedSeatsParts {
  readonly live: LiveRooms;
  readonly seats: Seats;
  readonly joins: Pick<Joins, "ofSeat">;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly owners: Pick<Owners, "since" | "returnUnderOrderMs">;
}

/** The `sid`s by identity. */
const kind: RoomState<Map<string, string>> = {
  make: () => new Map(),
  isIdle: ({ size }) => size === 0,
};

/** Seats from before this process had their room, after a start or a take-over. Their people have a while to come back. */
export class InheritedSeats {
  readonly #parts: InheritedSeatsParts;

  constructor(parts: InheritedSeatsParts) {
    this.#parts = parts;
  }

  /** The first list of a room that is ours. */
  note(room: string, listed: readonly EngineSeat[]): void {
    const inherited = this.#parts.live.of(room).get(kind);
    for (const { identity, sid } of listed) inherited.set(identity, sid);
    this.#parts.seats.inherit(room, listed);
    this.keepOut(room);
  }

  has(room: string, identity: string): boolean {
    return this.#in(room)?.has(identity) === true;
  }

  isAny(room: string): boolean {
    return (this.#in(room)?.size ?? 0) > 0;
  }

  mayReturn(room: string, listed: EngineSeat): boolean {
    const sid = this.#in(room)?.get(listed.identity);
    // Listed without one, it is on the engine that the room is leaving.
    if (sid === undefined || (listed.sid !== "" && listed.sid !== sid)) return false;
    const { directory, owners } = this.#parts;
    const policy = directory.find(room);
    const strict = policy !== undefined && ordersInForce(policy.limits, directory.now()) > 0;
    return this.#age(room) < (strict ? owners.returnUnderOrderMs : returnMs);
  }

  /** Who has not come back by now doesn't. */
  end(room: string): void {
    if (this.#age(room) > returnMs) this.#in(room)?.clear();
  }

  /**
   * People whose page came back and was kept out have a seat still, and their page leaves without a
   * connection: they are judged by the page's address, as if they had come to the gate.
   */
  keepOut(room: string): void {
    const { seats, joins } = this.#parts;
    for (const identity of this.#in(room)?.keys() ?? []) {
      const join = joins.ofSeat(room, identity);
      if (join?.open === undefined) continue;
      // Decided about, and perhaps gone by now.
      if (seats.find(room, identity) !== undefined || seats.remembers(room, identity)) continue;
      if (join.state.kind !== "kept-out" && join.state.kind !== "held") continue;
      seats.hold(room, identity, join.open.address).decided = true;
      seats.moved(room, identity, join.open.address);
    }
  }

  #in(room: string): Map<string, string> | undefined {
    return this.#parts.live.peek(room, kind);
  }

  #age(room: string): number {
    return performance.now() - this.#parts.owners.since(room);
  }
}
