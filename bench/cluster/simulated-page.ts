import type { JoinEvent } from "@graticule/api/meetings";
import type { EventStreams } from "@graticule/server/joining/event-streams";
import type { EventSink } from "@graticule/server/presence/joins";
import type { Presence } from "@graticule/server/presence/open-presence";
import type { Seat, SeatLeg } from "@graticule/server/presence/seats";

interface PageParts {
  readonly room: string;
  readonly code: string;
  readonly address: string;
  readonly presence: Presence;
  readonly streams: EventStreams;
  /** How many pages were asked to leave. */
  readonly removed: { count: number };
}

/** A page that joined and is in the call: its event stream and its connection, without sockets. */
export class SimulatedPage implements EventSink, SeatLeg {
  readonly room: string;
  readonly identity: string;
  readonly address: string;
  state: SeatLeg["state"] = "open";
  readonly #presence: Presence;
  readonly #removed: { count: number };
  readonly #seat: Seat;

  constructor({ room, code, address, presence, streams, removed }: PageParts) {
    const { joins, seats, identities } = presence;
    this.room = room;
    this.identity = identities.make(room, undefined);
    this.address = address;
    this.#presence = presence;
    this.#removed = removed;
    const { join, key } = joins.add({ code, room, name: "Someone", identity: this.identity });
    joins.setState(join, { kind: "admitted" });
    this.#seat = seats.register(this);
    seats.established(this.#seat, this);
    const opened = streams.open({ id: join.id, key }, { address, page: undefined }, this);
    if (opened.kind !== "opened") throw new Error(`the stream is ${opened.kind}`);
  }

  /** Leaves when it is asked to, as a page does. */
  send({ kind }: JoinEvent): void {
    if (kind !== "removed") return;
    this.#removed.count += 1;
    this.cut();
  }

  leave(): boolean {
    this.cut();
    return true;
  }

  refuse(): void {
    this.cut();
  }

  cut(): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.#presence.seats.closed(this.#seat, this, false);
  }

  /** For good, with all that is known of it. */
  vanish(): void {
    const { joins, seats } = this.#presence;
    this.cut();
    seats.forget(this.#seat);
    const join = joins.ofSeat(this.room, this.identity);
    if (join !== undefined) joins.forget(join);
  }

  end(): void {}
}
