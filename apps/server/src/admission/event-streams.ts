import { randomBytes } from "node:crypto";
import type { JoinEvent } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { hashSecret, isSecret, newSecret } from "../http/secret.ts";
import type { JoinStreams } from "./join-streams.ts";
import type { Judge } from "./judge.ts";
import { refusalOf } from "./refusal-of.ts";
import { createStreamCounts, type StreamCounts } from "./stream-counts.ts";

/** The end of one open event stream: writes an event, or ends the stream. */
export interface EventSink {
  send(event: JoinEvent): void;
  end(): void;
}

/** How a join stands, as its page was told last. */
type Standing =
  | { readonly kind: "admitted" }
  | { readonly kind: "kept-out"; readonly refusal: Refusal }
  | { readonly kind: "may-return" }
  | { readonly kind: "ended" };

interface Join {
  readonly id: string;
  readonly keyHash: Buffer;
  readonly room: string;
  readonly identity: string;
  standing: Standing;
  open: { readonly sink: EventSink; readonly address: string } | undefined;
  /** Monotonic; when no stream has been open since. */
  idleSinceMs: number;
}

export interface NewJoin {
  readonly joinId: string;
  readonly key: string;
  readonly identity: string;
}

export type OpenOutcome =
  | { readonly kind: "opened"; readonly close: () => void }
  | { readonly kind: "absent" | "too-many" };

export interface EventStreams extends JoinStreams {
  /** Notes a join; its page opens the stream with the key. The address is not noted. */
  add(room: string, refusal: Refusal | undefined): NewJoin;
  /**
   * Opens the stream of a join; an older one of the same join ends. The first event says what
   * holds now for this stream's own address, which is judged until the stream closes.
   */
  open(
    join: { readonly id: string; readonly key: string },
    address: string,
    sink: EventSink,
  ): OpenOutcome;
  /** How many streams are open. */
  size(): number;
  close(): void;
}

export interface EventStreamsParts {
  readonly judge: Judge;
  readonly monotonicNowMs?: () => number;
  readonly counts?: StreamCounts;
}

/** A page that lost its connection has this long to come back. */
const forgetIdleMs = 120_000;
const maxJoins = 100_000;

export function createEventStreams(parts: EventStreamsParts): EventStreams {
  return new Streams(parts);
}

class Streams implements EventStreams {
  readonly #judge: Judge;
  readonly #now: () => number;
  readonly #counts: StreamCounts;
  /** Oldest first. */
  readonly #joins = new Map<string, Join>();
  readonly #bySeat = new Map<string, Join>();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: EventStreamsParts) {
    this.#judge = parts.judge;
    this.#now = parts.monotonicNowMs ?? (() => performance.now());
    this.#counts = parts.counts ?? createStreamCounts();
    // Limits also begin and end by the clock, when nobody tells of a change.
    this.#timer = setInterval(() => this.#tick(), 1_000).unref();
  }

  add(room: string, refusal: Refusal | undefined): NewJoin {
    if (this.#joins.size >= maxJoins) this.#forgetOne();
    const id = randomBytes(9).toString("base64url");
    const key = newSecret();
    const identity = `guest-${randomBytes(9).toString("base64url")}.${id}`;
    const join: Join = {
      id,
      keyHash: hashSecret(key),
      room,
      identity,
      standing: refusal === undefined ? { kind: "admitted" } : { kind: "kept-out", refusal },
      open: undefined,
      idleSinceMs: this.#now(),
    };
    this.#joins.set(id, join);
    this.#bySeat.set(seatKey(room, identity), join);
    return { joinId: id, key, identity };
  }

  open(
    { id, key }: { readonly id: string; readonly key: string },
    address: string,
    sink: EventSink,
  ): OpenOutcome {
    const join = this.#joins.get(id);
    if (join === undefined || !isSecret(key, join.keyHash)) return { kind: "absent" };
    const leave = this.#counts.enter(address);
    if (leave === undefined) return { kind: "too-many" };
    join.open?.sink.end();
    const open = { sink, address };
    join.open = open;
    this.#sayState(join);
    let closed = false;
    const close = (): void => {
      if (closed) return;
      closed = true;
      leave();
      if (join.open !== open) return;
      join.open = undefined;
      join.idleSinceMs = this.#now();
    };
    return { kind: "opened", close };
  }

  isOpen(room: string, identity: string): boolean {
    return this.#bySeat.get(seatKey(room, identity))?.open !== undefined;
  }

  tellRemoved(room: string, identity: string, status: 403 | 451, refusal: Refusal): boolean {
    const join = this.#bySeat.get(seatKey(room, identity));
    if (join === undefined) return false;
    // Noted even where no page listens: a page that comes back must learn it.
    join.standing = { kind: "kept-out", refusal };
    join.open?.sink.send({ kind: "removed", status, refusal });
    return join.open !== undefined;
  }

  tellEnded(room: string): void {
    for (const join of this.#joins.values()) if (join.room === room) this.#end(join);
  }

  recheck(rooms: readonly string[] | "all"): void {
    const concerned = rooms === "all" ? undefined : new Set(rooms);
    for (const join of this.#joins.values()) {
      if (concerned === undefined || concerned.has(join.room)) this.#recheckOne(join);
    }
  }

  size(): number {
    let open = 0;
    for (const join of this.#joins.values()) if (join.open !== undefined) open += 1;
    return open;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const join of this.#joins.values()) join.open?.sink.end();
    this.#joins.clear();
    this.#bySeat.clear();
  }

  /** The first event of a stream. Whoever is kept out is judged anew, by this stream's address. */
  #sayState(join: Join): void {
    if (isWaiting(join.standing)) join.standing = this.#judgeNow(join) ?? join.standing;
    this.#say(join);
  }

  /** INVARIANT: only somebody kept out is told that the door is open, and only when it changes. */
  #recheckOne(join: Join): void {
    if (join.open === undefined) return;
    if (!isWaiting(join.standing)) return;
    const now = this.#judgeNow(join);
    if (now === undefined || isSame(now, join.standing)) return;
    join.standing = now;
    this.#say(join);
  }

  #say(join: Join): void {
    join.open?.sink.send(eventOf(join.standing));
  }

  /** What somebody kept out is told now; undefined while nothing can be said (an outage). */
  #judgeNow(join: Join): Standing | undefined {
    if (join.open === undefined) return undefined;
    const verdict = this.#judge.judge(join.room, join.open.address);
    switch (verdict.kind) {
      case "outage":
        return undefined;
      case "no-room":
      case "ended":
        return { kind: "ended" };
      case "decided": {
        const refusal = refusalOf(verdict);
        return refusal === undefined ? { kind: "may-return" } : { kind: "kept-out", refusal };
      }
    }
  }

  #end(join: Join): void {
    if (join.standing.kind === "ended") return;
    join.standing = { kind: "ended" };
    this.#say(join);
  }

  #tick(): void {
    this.recheck("all");
    const longAgo = this.#now() - forgetIdleMs;
    for (const join of this.#joins.values()) {
      if (join.open === undefined && join.idleSinceMs < longAgo) this.#forget(join);
    }
  }

  /** The oldest that no page listens to; else the oldest. */
  #forgetOne(): void {
    let oldest: Join | undefined;
    for (const join of this.#joins.values()) {
      oldest ??= join;
      if (join.open !== undefined) continue;
      oldest = join;
      break;
    }
    if (oldest !== undefined) this.#forget(oldest);
  }

  #forget(join: Join): void {
    join.open?.sink.end();
    this.#joins.delete(join.id);
    this.#bySeat.delete(seatKey(join.room, join.identity));
  }
}

function isWaiting(standing: Standing): boolean {
  return standing.kind === "kept-out" || standing.kind === "may-return";
}

function eventOf(standing: Standing): JoinEvent {
  switch (standing.kind) {
    case "admitted":
      return { kind: "state", admitted: true };
    case "kept-out":
      return { kind: "state", admitted: false, refusal: standing.refusal };
    case "may-return":
    case "ended":
      return { kind: standing.kind };
  }
}

function seatKey(room: string, identity: string): string {
  return `${room}\0${identity}`;
}

function isSame(one: Standing, other: Standing): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
