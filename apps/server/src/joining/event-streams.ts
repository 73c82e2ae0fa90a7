import { describeFix } from "@graticule/admission/explain";
import type { Held, JoinEvent } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { endedBy, type Judge } from "../decision/judge.ts";
import { ordersBehind, outcomeOf } from "../decision/outcome.ts";
import { createPrefixCounts } from "../http/prefix-counts.ts";
import type { ToldContest } from "../presence/contests.ts";
import type { JoinStreams, PrivateNotice } from "../presence/join-streams.ts";
import type { EventSink, Join, JoinKey, JoinState, Joins, OpenStream } from "../presence/joins.ts";
import { inSlices } from "../processes/in-slices.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { contestView } from "./contest-view.ts";

export type OpenOutcome =
  | { readonly kind: "opened"; readonly close: () => void }
  | { readonly kind: "absent" | "too-many" };

export interface EventStreamsParts {
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly judge: Judge;
  readonly joins: Joins;
  readonly seats: {
    find(room: string, identity: string): { readonly address: string } | undefined;
  };
  /** A page has opened its stream from here. */
  readonly heard?: (join: Join, address: string) => void;
  readonly contestOf?: (join: Join) => ToldContest | undefined;
  /** An order keeps out someone whose page waits, or has kept them out until now. */
  readonly withheld?: (orderId: string) => void;
}

/** How often pages hear a beat. One that hears none reopens its stream. */
const tickMs = 1_000;
/** Of those inside, none is kept from its stream by neighbours. */
const mostStreams = 250_000;
const mostOfNetwork = 1_000;

export function createEventStreams(parts: EventStreamsParts): EventStreams {
  return new EventStreams(parts);
}

export class EventStreams implements JoinStreams {
  readonly #parts: EventStreamsParts;
  readonly #joins: Joins;
  readonly #outside = createPrefixCounts({ perPrefix: mostOfNetwork, all: mostStreams });
  readonly #inside = createPrefixCounts({ perPrefix: mostStreams, all: mostStreams });
  readonly #timer: NodeJS.Timeout;
  readonly #stop = new AbortController();
  #ticking: Promise<void> | undefined;

  constructor(parts: EventStreamsParts) {
    this.#parts = parts;
    this.#joins = parts.joins;
    // Limits also begin and end by the clock alone.
    this.#timer = setInterval(() => this.#tick(), tickMs).unref();
  }

  /**
   * Opens the stream of a join. An older one ends, and is told to stay away if it is another
   * page's; one that is still ending when a third opens is cut: a join has two connections at most.
   * The first event says what holds now for this stream's address, which is judged until it closes.
   * @param from `page`: a name that the page gave itself when it was loaded
   */
  open(
    key: JoinKey,
    { address, page }: Pick<OpenStream, "address" | "page">,
    sink: EventSink,
  ): OpenOutcome {
    const join = this.#joins.prove(key);
    if (join === undefined) return { kind: "absent" };
    const isInside = this.#parts.seats.find(join.room, join.identity) !== undefined;
    const leave = (isInside ? this.#inside : this.#outside).enter(address);
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
    this.#joins.setState(join, { kind: "kept-out", refusal });
    return send(join, { kind: "removed", status, refusal });
  }

  tellSentBack(room: string, identity: string, held: Held): boolean {
    const join = this.#joins.ofSeat(room, identity);
    if (join === undefined) return false;
    if (join.plea.kind === "removed-by-host") {
      return this.tellRemoved(room, identity, 403, removalBy(held));
    }
    join.announced = false;
    this.#joins.setState(join, { kind: "held", held });
    return send(join, { kind: "sent-back", held });
  }

  tellNotice(room: string, identity: string, notice: PrivateNotice | undefined): boolean {
    const join = this.#joins.ofSeat(room, identity);
    if (join === undefined) return false;
    join.notice = notice;
    return send(join, notice === undefined ? eventOf(join.state) : { kind: "notice", ...notice });
  }

  /** That this service turned its microphone off. False where no page listens. */
  tellMuted(room: string, identity: string): boolean {
    return send(this.#joins.ofSeat(room, identity), { kind: "muted" });
  }

  /** To those inside: the room is on another engine from now on. */
  tellMoving(room: string): void {
    for (const join of this.#joins.inRoom(room)) {
      if (join.state.kind === "admitted") send(join, { kind: "moving" });
    }
  }

  tellEnded(room: string): void {
    const by = endedBy(this.#parts.directory.find(room));
    for (const join of this.#joins.inRoom(room)) {
      if (join.state.kind === "ended") continue;
      this.#joins.setState(join, { kind: "ended", by });
      send(join, eventOf(join.state));
    }
  }

  recheck(rooms: readonly string[] | "all"): void {
    void inSlices(this.#rechecking(rooms), this.#stop.signal);
  }

  *#rechecking(rooms: readonly string[] | "all"): Generator<void> {
    for (const room of rooms === "all" ? this.#joins.rooms() : rooms) {
      for (const join of this.#joins.inRoom(room)) {
        this.#recheckOne(join);
        this.#tellPlace(join);
        yield;
      }
    }
  }

  readonly tellContest = (joinId: string, contest: ToldContest): void => {
    const join = this.#joins.find(joinId);
    send(join, { kind: "contest", contest: contestView(contest) });
    if (join !== undefined) this.#recheckOne(join);
  };

  /**
   * Tells the page of this seat whether its door is open now, if it waits or is kept out; if it is
   * inside, from where it seems to join.
   */
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
    this.#stop.abort();
    this.#joins.forgetAll();
  }

  /** The first event of a stream. Those kept out or without a seat are judged again, by this stream's address. */
  #sayState(join: Join): void {
    const { state } = join;
    const isJudged = state.kind === "new" || this.#isJudgedHere(join);
    this.#joins.setState(join, (isJudged ? this.#judgeNow(join) : undefined) ?? state);
    const contest = this.#parts.contestOf?.(join);
    send(join, stateEventOf(join, contest));
    if (contest !== undefined && (isKeptOut(join) || contest.kind !== "in")) {
      send(join, { kind: "contest", contest: contestView(contest) });
    }
    if (join.plea.kind === "declined") send(join, { kind: "knock-declined" });
    if (join.notice !== undefined && join.state.kind === "admitted") {
      send(join, { kind: "notice", ...join.notice });
    }
    this.#tellPlace(join);
  }

  /** From where someone inside seems to join, if that changed. Not told to those who must leave. */
  #tellPlace(join: Join): void {
    const { room, identity, open, state } = join;
    if (open === undefined || state.kind !== "admitted") return;
    const address = this.#parts.seats.find(room, identity)?.address ?? open.address;
    const verdict = this.#parts.judge.judge(room, { address, identity });
    if (verdict.kind !== "decided" || verdict.decision.kind !== "admit") return;
    const place = describeFix(verdict.fix);
    const text = JSON.stringify(place);
    if (text === join.lastSentPlace) return;
    join.lastSentPlace = text;
    open.sink.send({ kind: "place", ...place });
  }

  /** Those with a seat are judged, and told, by enforcement. */
  #isJudgedHere(join: Join): boolean {
    if (join.state.kind !== "admitted") return isKeptOut(join);
    return this.#parts.seats.find(join.room, join.identity) === undefined;
  }

  /**
   * INVARIANT: only those kept out are told that the door is open, and only when that changes; and no page stays
   * admitted without a seat, with the call's keys and everyone's names, whom the door would keep out.
   */
  #recheckOne(join: Join): void {
    if (join.open === undefined || !this.#isJudgedHere(join)) return;
    const now = this.#judgeNow(join);
    if (now === undefined || JSON.stringify(now) === JSON.stringify(join.state)) return;
    this.#joins.setState(join, now);
    send(join, stateEventOf(join, this.#parts.contestOf?.(join)));
  }

  /** What someone kept out or without a seat reads now; undefined: an outage. */
  #judgeNow(join: Join): JoinState | undefined {
    if (join.open === undefined) return undefined;
    const { room, identity, stated, open } = join;
    const who = { address: open.address, identity };
    const { judge } = this.#parts;
    const own = judge.judge(room, who, { stated });
    // INVARIANT: by a pass that it hasn't used no page is in: there may be no such pass. Nor is one out that is in without it.
    const isIn = outcomeOf(own).kind === "admitted";
    const verdict =
      isIn || join.pass === undefined ? own : judge.judge(room, who, { stated, by: "pass" });
    for (const order of ordersBehind(verdict)) this.#parts.withheld?.(order);
    const outcome = outcomeOf(verdict);
    switch (outcome.kind) {
      case "outage":
        return undefined;
      case "absent":
        return { kind: "ended", by: "host" };
      case "ended":
        return outcome;
      case "admitted":
        // A page that brings its join back may be in the call already.
        return isKeptOut(join) || !isIn ? { kind: "may-return" } : { kind: "admitted" };
      case "refused":
        return { kind: "kept-out", refusal: outcome.refusal };
      case "held":
        return join.plea.kind === "removed-by-host"
          ? { kind: "kept-out", refusal: removalBy(outcome.held) }
          : outcome;
    }
  }

  #tick(): void {
    this.#ticking ??= inSlices(this.#beating(), this.#stop.signal).finally(() => {
      this.#ticking = undefined;
    });
  }

  *#beating(): Generator<void> {
    const isAsking = (join: Join): boolean => this.#parts.contestOf?.(join) !== undefined;
    for (const join of this.#joins.all()) {
      this.#recheckOne(join);
      this.#joins.forgetIfIdle(join, isAsking);
      join.open?.sink.send({ kind: "beat" });
      yield;
    }
  }
}

/**
 * A copied tab has the same join: without `elsewhere` two pages would end each other's streams for
 * ever. A page that reopens its own stream is not told, since a proxy could deliver it late.
 */
function yieldTo({ sink, page: older }: OpenStream, newer: string | undefined): void {
  if (older !== undefined && newer !== undefined && older !== newer) {
    sink.send({ kind: "elsewhere" });
  }
  sink.end();
}

/** False where no page listens. */
function send(join: Join | undefined, event: JoinEvent): boolean {
  join?.open?.sink.send(event);
  return join?.open !== undefined;
}

function isKeptOut({ state: { kind } }: Join): boolean {
  return kind === "held" || kind === "kept-out" || kind === "may-return";
}

/** For someone whom the host removed, instead of a hold: they wait only if they ask again. */
function removalBy({ place, sure, evidence }: Held): Refusal {
  const where = place === undefined ? { sure, evidence } : { place, sure, evidence };
  return { decidedBy: "host", because: "removed", ...where };
}

function eventOf(state: JoinState): JoinEvent {
  if (state.kind === "may-return" || state.kind === "ended") return state;
  return {
    kind: "state",
    admitted: state.kind === "admitted",
    held: state.kind === "held" ? state.held : undefined,
    refusal: state.kind === "kept-out" ? state.refusal : undefined,
  };
}

/** With a refusal, also what this person has said to it. */
function stateEventOf({ state, plea }: Join, contest: unknown): JoinEvent {
  const event = eventOf(state);
  if (event.kind !== "state" || event.refusal === undefined) return event;
  const isKnock = plea.kind === "knock" || plea.kind === "declined";
  const said = contest === undefined ? (isKnock ? "knock" : "nothing") : "not-there";
  return { ...event, said };
}
