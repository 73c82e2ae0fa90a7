import { describeFix } from "@graticule/admission/explain";
import type { Held, JoinEvent } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { endedBy, type Judge } from "../decision/judge.ts";
import { outcomeOf } from "../decision/outcome.ts";
import type { ContestStatus } from "../presence/contests.ts";
import type { JoinStreams, PrivateNotice } from "../presence/join-streams.ts";
import type { EventSink, Join, JoinKey, JoinState, Joins, OpenStream } from "../presence/joins.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { contestView } from "./contest-view.ts";
import { createStreamCounts, type StreamCounts } from "./stream-counts.ts";

export type OpenOutcome =
  | { readonly kind: "opened"; readonly close: () => void }
  | { readonly kind: "absent" | "too-many" };

/** Who opens a stream: from where, and which page, by a name that it gave itself when it was loaded; undefined: it gave none. */
export interface Follower {
  readonly address: string;
  readonly page: string | undefined;
}

export interface EventStreams extends JoinStreams {
  /**
   * Opens the stream of a join; an older one of the same join ends, and is told to stay away where it is another page's. One
   * that a third still finds ending, because no one reads it, is cut: a join has two connections at most. The
   * first event says what holds now for this stream's own address, which is judged until the stream closes.
   */
  open(key: JoinKey, follower: Follower, sink: EventSink): OpenOutcome;
  /** That this service turned its microphone off. False where no page listens. */
  tellMuted(room: string, identity: string): boolean;
  /** What became of its contest. */
  readonly tellContest: (joinId: string, state: ContestStatus) => void;
  /**
   * The page of this seat learns, if it waits or is kept out, whether its door is open now; if it is inside,
   * where it seems to join from.
   */
  readonly recheckSeat: (room: string, identity: string) => void;
  /** How many streams are open. */
  size(): number;
  close(): void;
}

export interface EventStreamsParts {
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly judge: Judge;
  readonly joins: Joins;
  /** From where someone inside is judged. */
  readonly seats: {
    find(room: string, identity: string): { readonly address: string } | undefined;
  };
  /** A page has opened its stream from here. */
  readonly heard?: (join: Join, address: string) => void;
  readonly contestOf?: (join: Join) => ContestStatus | undefined;
  readonly counts?: StreamCounts;
}

/** At each tick pages hear a beat; one that hears none for longer opens its stream anew: its network may have changed. */
const tickMs = 1_000;

export function createEventStreams(parts: EventStreamsParts): EventStreams {
  return new Streams(parts);
}

class Streams implements EventStreams {
  readonly #parts: EventStreamsParts;
  readonly #joins: Joins;
  readonly #counts: StreamCounts;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: EventStreamsParts) {
    this.#parts = parts;
    this.#joins = parts.joins;
    this.#counts = parts.counts ?? createStreamCounts();
    // Limits also begin and end by the clock, when nobody tells of a change.
    this.#timer = setInterval(() => this.#tick(), tickMs).unref();
  }

  open(key: JoinKey, { address, page }: Follower, sink: EventSink): OpenOutcome {
    const join = this.#joins.prove(key);
    if (join === undefined) return { kind: "absent" };
    const leave = this.#counts.enter(address);
    if (leave === undefined) return { kind: "too-many" };
    if (join.open !== undefined) {
      join.ending?.cut();
      join.ending = join.open.sink;
      yieldTo(join.open, page);
    }
    const open = { sink, address, page, lastSentRoom: "" };
    join.open = open;
    this.#parts.heard?.(join, address);
    this.#sayState(join);
    this.#joins.changed(join);
    let closed = false;
    const close = (): void => {
      if (closed) return;
      closed = true;
      leave();
      if (join.ending === sink) join.ending = undefined;
      if (join.open === open) this.#joins.closed(join);
    };
    return { kind: "opened", close };
  }

  isOpen(room: string, identity: string): boolean {
    return this.#joins.ofSeat(room, identity)?.open !== undefined;
  }

  tellRemoved(room: string, identity: string, status: 403 | 451, refusal: Refusal): boolean {
    const join = this.#joins.ofSeat(room, identity);
    if (join === undefined) return false;
    if (status !== 451) join.announced = false;
    // Noted even where no page listens: a page that comes back must learn it.
    this.#joins.setState(join, { kind: "kept-out", refusal });
    join.open?.sink.send({ kind: "removed", status, refusal });
    return join.open !== undefined;
  }

  tellSentBack(room: string, identity: string, held: Held): boolean {
    const join = this.#joins.ofSeat(room, identity);
    if (join === undefined) return false;
    if (join.plea.kind === "put-out") {
      return this.tellRemoved(room, identity, 403, removalBy(held));
    }
    join.announced = false;
    this.#joins.setState(join, { kind: "held", held });
    join.open?.sink.send({ kind: "sent-back", held });
    return join.open !== undefined;
  }

  tellNotice(room: string, identity: string, notice: PrivateNotice | undefined): boolean {
    const join = this.#joins.ofSeat(room, identity);
    if (join === undefined) return false;
    // Noted even where no page listens: one that comes back must learn it.
    join.notice = notice;
    if (notice === undefined) this.#say(join);
    else join.open?.sink.send({ kind: "notice", ...notice });
    return join.open !== undefined;
  }

  tellMuted(room: string, identity: string): boolean {
    const open = this.#joins.ofSeat(room, identity)?.open;
    open?.sink.send({ kind: "muted" });
    return open !== undefined;
  }

  tellEnded(room: string): void {
    const by = endedBy(this.#parts.directory.find(room));
    for (const join of this.#joins.inRoom(room)) {
      if (join.state.kind === "ended") continue;
      this.#joins.setState(join, { kind: "ended", by });
      this.#say(join);
    }
  }

  recheck(rooms: readonly string[] | "all"): void {
    for (const room of rooms === "all" ? [...this.#joins.rooms()] : rooms) {
      for (const join of this.#joins.inRoom(room)) {
        this.#recheckOne(join);
        this.#tellPlace(join);
      }
    }
  }

  readonly tellContest = (joinId: string, state: ContestStatus): void => {
    const join = this.#joins.find(joinId);
    join?.open?.sink.send({ kind: "contest", contest: contestView(state) });
    if (join !== undefined) this.#recheckOne(join);
  };

  readonly recheckSeat = (room: string, identity: string): void => {
    const join = this.#joins.ofSeat(room, identity);
    if (join === undefined) return;
    this.#recheckOne(join);
    this.#tellPlace(join);
  };

  size(): number {
    let open = 0;
    for (const join of this.#joins.all()) if (join.open !== undefined) open += 1;
    return open;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#joins.forgetAll();
  }

  /** The first event of a stream. Whoever is kept out is judged anew, by this stream's address. */
  #sayState(join: Join): void {
    const { state: standing } = join;
    const now = isKeptOut(join) || standing.kind === "new" ? this.#judgeNow(join) : undefined;
    // A page that brings its join back may be in the call already.
    const isBack = standing.kind === "new" && now?.kind === "may-return";
    this.#joins.setState(join, isBack ? { kind: "admitted" } : (now ?? standing));
    const contest = this.#parts.contestOf?.(join);
    join.open?.sink.send(firstEventOf(join, contest));
    if (contest !== undefined && (isKeptOut(join) || contest.kind !== "in")) {
      join.open?.sink.send({ kind: "contest", contest: contestView(contest) });
    }
    if (join.plea.kind === "declined") join.open?.sink.send({ kind: "knock-declined" });
    if (join.notice !== undefined && join.state.kind === "admitted") {
      join.open?.sink.send({ kind: "notice", ...join.notice });
    }
    this.#tellPlace(join);
  }

  /**
   * Where someone inside seems to join from, where it is another word than before. Whoever may not stay is
   * not told: the removal that follows says it.
   */
  #tellPlace(join: Join): void {
    const { room, identity, open, state: standing } = join;
    if (open === undefined || standing.kind !== "admitted") return;
    const address = this.#parts.seats.find(room, identity)?.address ?? open.address;
    const verdict = this.#parts.judge.judge(room, { address, identity });
    if (verdict.kind !== "decided" || verdict.decision.kind !== "admit") return;
    const place = describeFix(verdict.fix);
    const text = JSON.stringify(place);
    if (text === join.lastSentPlace) return;
    join.lastSentPlace = text;
    open.sink.send({ kind: "place", ...place });
  }

  /** INVARIANT: only someone kept out is told that the door is open, and only when it changes. */
  #recheckOne(join: Join): void {
    if (join.open === undefined || !isKeptOut(join)) return;
    const now = this.#judgeNow(join);
    if (now === undefined || isSame(now, join.state)) return;
    this.#joins.setState(join, now);
    this.#say(join);
  }

  #say(join: Join): void {
    join.open?.sink.send(eventOf(join.state));
  }

  /** What someone kept out is told now; undefined while nothing can be said (an outage). */
  #judgeNow(join: Join): JoinState | undefined {
    if (join.open === undefined) return undefined;
    const { room, identity, stated, open } = join;
    const who = { address: open.address, identity };
    const outcome = outcomeOf(this.#parts.judge.judge(room, who, { stated }));
    switch (outcome.kind) {
      case "outage":
        return undefined;
      case "absent":
        return { kind: "ended", by: "host" };
      case "ended":
        return outcome;
      case "admitted":
        return { kind: "may-return" };
      case "refused":
        return { kind: "kept-out", refusal: outcome.refusal };
      case "held":
        return join.plea.kind === "put-out"
          ? { kind: "kept-out", refusal: removalBy(outcome.held) }
          : outcome;
    }
  }

  #tick(): void {
    for (const join of this.#joins.all()) this.#recheckOne(join);
    this.#joins.forgetIdle((join) => this.#parts.contestOf?.(join) !== undefined);
    for (const { open } of this.#joins.all()) open?.sink.send({ kind: "beat" });
  }
}

/**
 * A copied tab has the same join, and two pages would end each other's streams for ever. A page that opens its own stream anew is
 * told nothing: what it was told on one that it has given up could still reach it through something in between.
 */
function yieldTo({ sink, page: older }: OpenStream, newer: string | undefined): void {
  if (older !== undefined && newer !== undefined && older !== newer) {
    sink.send({ kind: "elsewhere" });
  }
  sink.end();
}

function isKeptOut({ state: { kind } }: Join): boolean {
  return kind === "held" || kind === "kept-out" || kind === "may-return";
}

/** To someone whom the host has put out a hold is told as that: they wait only if they ask again. */
function removalBy({ place, sure, evidence }: Held): Refusal {
  const where = place === undefined ? { sure, evidence } : { place, sure, evidence };
  return { decidedBy: "host", because: "removed", ...where };
}

function eventOf(standing: JoinState): JoinEvent {
  switch (standing.kind) {
    case "admitted":
      return { kind: "state", admitted: true };
    case "new":
      return { kind: "state", admitted: false };
    case "held":
      return { kind: "state", admitted: false, held: standing.held };
    case "kept-out":
      return { kind: "state", admitted: false, refusal: standing.refusal };
    case "may-return":
      return { kind: "may-return" };
    case "ended":
      return standing;
  }
}

/** Beside a refusal also what this service knows that they have said. */
function firstEventOf({ state: standing, plea }: Join, contest: unknown): JoinEvent {
  const event = eventOf(standing);
  if (event.kind !== "state" || event.refusal === undefined) return event;
  const isKnock = plea.kind === "knock" || plea.kind === "declined";
  const said = contest === undefined ? (isKnock ? "knock" : "nothing") : "not-there";
  return { ...event, said };
}

function isSame(one: JoinState, other: JoinState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
