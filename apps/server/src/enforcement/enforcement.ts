import { type Owners, returnMs } from "../cluster/owners.ts";
import { answerTo } from "../decision/gate-answer.ts";
import type { Judge } from "../decision/judge.ts";
import type { MediaOfJoins } from "../decision/media-of-joins.ts";
import { ordersBehind, outcomeOf } from "../decision/outcome.ts";
import type { Locator } from "../location/locator.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { AdmissionNews, JoinTally } from "../presence/events.ts";
import type { JoinStreams } from "../presence/join-streams.ts";
import type { Joins } from "../presence/joins.ts";
import type { LiveRooms } from "../presence/live-room.ts";
import type { Seat, SeatLeg, Seats } from "../presence/seats.ts";
import { inSlices } from "../processes/in-slices.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { InheritedSeats } from "./inherited-seats.ts";
import { LimitBoundaries } from "./limit-boundaries.ts";
import { tellNotice } from "./notices.ts";
import { mustLeave, type RemovalParts, type RemovedBy, startRemoval } from "./removal.ts";
import { createSeatLists } from "./seat-lists.ts";
import { Sweep } from "./sweep.ts";

export interface EnforcementParts {
  readonly live: LiveRooms;
  readonly seats: Seats;
  readonly judge: Judge;
  readonly directory: RoomDirectory;
  readonly owners: Pick<
    Owners,
    "holds" | "since" | "tookOver" | "takeOverMs" | "adopt" | "returnUnderOrderMs"
  >;
  readonly locator: Pick<Locator, "onChange">;
  readonly media: Pick<MediaOfJoins, "onChange">;
  readonly mediaEngine: MediaEngine;
  readonly joinStreams: JoinStreams;
  readonly joins: Pick<Joins, "ofSeat" | "onChange">;
  readonly counters: Counters;
  readonly news: Pick<AdmissionNews, "removed" | "withheld">;
  readonly tally: JoinTally;
}

/** How often everything is looked at again, and how soon an undecided seat is found. */
const sweepEveryMs = 2_000;

export function createEnforcement(parts: EnforcementParts): Enforcement {
  return new Enforcement(parts);
}

/**
 * Makes live connections agree with the decisions that hold now. A reconciliation: only differences
 * are acted on, so that it can run at any time. Runs at each change of rooms or location tables, at
 * each time boundary of the limits, when a seat's address or media path changes, and slowly by
 * itself. Many seats are judged in slices.
 */
export class Enforcement {
  readonly #parts: EnforcementParts;
  readonly #stop = new AbortController();
  readonly #removal: RemovalParts;
  readonly #inherited: InheritedSeats;
  readonly #sweep: Sweep;
  readonly #running = new Set<Promise<void>>();
  readonly #ends: (() => void)[] = [];
  readonly #boundaries: LimitBoundaries;
  #looking: Promise<void> | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(parts: EnforcementParts) {
    const { live, seats, judge, directory, owners, joinStreams, counters } = parts;
    const { mediaEngine: engine } = parts;
    const onRemoved = ({ room, identity }: Seat, by: RemovedBy): void => {
      if (by === "seat-removed-rule") {
        parts.tally.count(room, directory.find(room)?.ruleVersion, "removed");
      }
      if (isDisclosed(by)) parts.news.removed(room, identity);
    };
    const lists = createSeatLists(engine, live);
    this.#parts = parts;
    this.#removal = {
      judge,
      owners,
      engine,
      lists,
      joinStreams,
      counters,
      isOurs: (room) => directory.find(room)?.meetingCode !== undefined,
      onRemoved,
      stopped: this.#stop.signal,
    };
    const removeUndecided = (seat: Seat) => this.#remove(seat);
    this.#inherited = new InheritedSeats({ live, seats, joins: parts.joins, directory, owners });
    const inherited = this.#inherited;
    const sweepParts = { live, seats, engine, lists, directory, owners, counters, inherited };
    this.#sweep = new Sweep({ ...sweepParts, removeUndecided });
    const onDue = (rooms: readonly string[]) => this.reconcile(rooms);
    this.#boundaries = new LimitBoundaries({ live, directory, onDue });
  }

  /** Begins to listen for changes and to look around by itself. */
  start(): void {
    const { directory, locator, seats, joins, media } = this.#parts;
    this.#ends.push(
      directory.onChange((rooms) => this.reconcile(rooms)),
      locator.onChange(() => this.reconcile("all")),
      seats.onMoved((seat) => this.#judge(seat)),
      seats.onChange((room) => this.#boundaries.watch(room)),
      joins.onChange((room) => this.#inherited.keepOut(room)),
      media.onChange((room, identity) => {
        const seat = seats.find(room, identity);
        if (seat !== undefined) this.#judge(seat);
      }),
    );
    const slow = setInterval(() => this.#lookAround(), sweepEveryMs);
    const looks = [this.#parts.owners.returnUnderOrderMs, returnMs].map((ms) =>
      setTimeout(() => this.#lookAround(), ms + 1),
    );
    this.#ends.push(
      () => clearInterval(slow),
      () => looks.forEach(clearTimeout),
    );
    this.#lookAround();
  }

  /** Judges all seats of these rooms and begins to remove those who may not stay. */
  reconcile(rooms: readonly string[] | "all"): void {
    void this.#judgeAll(rooms);
  }

  /** Resolves when no judging and no removal is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Gives up what is under way; the next start finds it again. */
  async close(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    this.#boundaries.close();
    this.#stop.abort();
  }

  #judgeAll(rooms: readonly string[] | "all"): Promise<void> {
    const running = inSlices(this.#judging(rooms), this.#stop.signal).finally(() =>
      this.#running.delete(running),
    );
    this.#running.add(running);
    return running;
  }

  *#judging(rooms: readonly string[] | "all"): Generator<void> {
    const { seats } = this.#parts;
    for (const room of rooms === "all" ? seats.rooms() : rooms) {
      const inRoom = seats.inRoom(room);
      if (inRoom.length > 0) this.#boundaries.watch(room);
      for (const seat of inRoom) {
        // It may have gone since the slice before.
        if (seats.find(room, seat.identity) === seat) this.#judge(seat);
        yield;
      }
    }
  }

  #judge(seat: Seat): void {
    if (this.#stop.signal.aborted) return;
    for (const leg of [...seat.legs]) this.#judgeLeg(seat, leg);
    if (this.#keptOut(seat) === undefined) tellNotice(seat, this.#removal);
    else this.#remove(seat);
  }

  /** An open connection from the seat's own address is judged with the seat. */
  #judgeLeg(seat: Seat, leg: SeatLeg): void {
    if (leg.state === "open" && leg.address === seat.address) return;
    const outcome = this.#keptOut(leg);
    if (outcome === undefined) return;
    const answer = answerTo(outcome);
    // The engine may have seated it already: the seat is judged by this address from now on.
    if (leg.state === "pending") seat.address = leg.address;
    if (answer === undefined) leg.cut();
    else leg.refuse(answer);
  }

  /** What someone is answered who must leave; an order behind that has had an effect. */
  #keptOut(who: Seat | SeatLeg) {
    const verdict = this.#parts.judge.judge(who.room, who);
    const outcome = outcomeOf(verdict);
    if (!mustLeave(outcome)) return undefined;
    for (const order of ordersBehind(verdict)) this.#parts.news.withheld(order);
    return outcome;
  }

  #remove(seat: Seat): void {
    if (seat.removal !== undefined || this.#stop.signal.aborted) return;
    const running = startRemoval(seat, this.#removal).then((end) => {
      this.#running.delete(running);
      this.#parts.seats.changed(seat.room);
      if (end === "unheld") this.#sweep.suspectGhost(seat);
      if (end === "gone" || end === "unheld") this.#parts.seats.forget(seat);
      else this.#judge(seat);
    });
    this.#running.add(running);
    this.#parts.seats.changed(seat.room);
  }

  #lookAround(): void {
    if (this.#stop.signal.aborted) return;
    this.#looking ??= this.#judgeAll("all").finally(() => {
      this.#looking = undefined;
    });
    this.#sweeping ??= this.#sweep.run().finally(() => {
      this.#sweeping = undefined;
    });
  }
}

/**
 * INVARIANT: nothing that an account is told links an identity to an order. For webhooks, someone
 * removed by one just left, and of departures they say nothing.
 */
function isDisclosed(by: RemovedBy): boolean {
  return by !== "order" && by !== "seat-undecided-removed";
}
