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

interface Inherited {
  readonly sids: Map<string, string>;
  /** Monotonic ms: when the engine first said who is inside. */
  notedAt: number;
}

const kind: RoomState<Inherited> = {
  make: () => ({ sids: new Map(), notedAt: performance.now() }),
  isIdle: ({ sids }) => sids.size === 0,
};

/** Seats from before this process had their room, after a start or a take-over. Their people have a while to come back. */
export class InheritedSeats {
  readonly #parts: InheritedSeatsParts;

  constructor(parts: InheritedSeatsParts) {
    this.#parts = parts;
  }

  /** The first list of a room that is ours. */
  note(room: string, listed: readonly EngineSeat[]): void {
    const { sids } = this.#parts.live.of(room).get(kind);
    for (const { identity, sid } of listed) sids.set(identity, sid);
    this.#parts.seats.inherit(room, listed);
    this.keepOut(room);
  }

  isNoted(room: string): boolean {
    return this.#in(room) !== undefined;
  }

  has(room: string, identity: string): boolean {
    return this.#in(room)?.sids.has(identity) === true;
  }

  mayReturn(room: string, listed: EngineSeat): boolean {
    const sid = this.#in(room)?.sids.get(listed.identity);
    // Listed without one, it is on the engine that the room is leaving.
    if (sid === undefined || (listed.sid !== "" && listed.sid !== sid)) return false;
    const { directory, owners } = this.#parts;
    const policy = directory.find(room);
    const strict = policy !== undefined && ordersInForce(policy.limits, directory.now()) > 0;
    return this.#age(room) < (strict ? owners.returnUnderOrderMs : returnMs);
  }

  /** Who has not come back by now doesn't. */
  end(room: string): void {
    if (this.#age(room) > returnMs) this.#in(room)?.sids.clear();
  }

  /**
   * People whose page came back and was kept out have a seat still, and their page leaves without a
   * connection: they are judged by the page's address, as if they had come to the gate.
   */
  keepOut(room: string): void {
    const { seats, joins } = this.#parts;
    for (const identity of this.#in(room)?.sids.keys() ?? []) {
      const join = joins.ofSeat(room, identity);
      if (join?.open === undefined) continue;
      // Decided about, and perhaps gone by now.
      if (seats.find(room, identity) !== undefined || seats.remembers(room, identity)) continue;
      if (join.state.kind !== "kept-out" && join.state.kind !== "held") continue;
      seats.hold(room, identity, join.open.address).decided = true;
      seats.moved(room, identity, join.open.address);
    }
  }

  #in(room: string): Inherited | undefined {
    return this.#parts.live.peek(room, kind);
  }

  /** While their engine was silent, or this service wasn't open yet, no one could come back. */
  #age(room: string): number {
    const since = this.#parts.owners.since(room);
    return performance.now() - Math.max(since, this.#in(room)?.notedAt ?? since);
  }
}
