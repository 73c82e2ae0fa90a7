import type { KnockSays } from "@graticule/api/hosting";
import type { KeysEvent } from "@graticule/api/keys";
import type { EndedBy, Held, JoinEvent } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { Place } from "@graticule/jurisdiction/place";
import { z } from "zod";
import type { Seal } from "../accounts/seal.ts";
import { hashSecret, isSecret } from "../http/secret.ts";
import type { PrivateNotice } from "./join-streams.ts";
import { collection, type LiveRooms } from "./live-room.ts";

/** The end of one open event stream: writes an event, or ends the stream behind what was written. */
export interface EventSink {
  send(event: JoinEvent): void;
  end(): void;
  /** Ends it at once, whatever was not read. */
  cut(): void;
}

/** How a join stands, as its page was told last. */
export type JoinState =
  /** Nothing was said yet. */
  | { readonly kind: "new" }
  | { readonly kind: "admitted" }
  | { readonly kind: "held"; readonly held: Held }
  | { readonly kind: "kept-out"; readonly refusal: Refusal }
  | { readonly kind: "may-return" }
  | { readonly kind: "ended"; readonly by: EndedBy };

/** What someone says whom a rule keeps out. */
export interface Knocking {
  readonly says: KnockSays | undefined;
  readonly text: string | undefined;
}

/** What the person did to be heard, and what the host made of it. */
export type Plea =
  /** Whoever waits is seen by hosts without a plea. */
  | { readonly kind: "none" }
  /** Asks to come in against the rule: seen by hosts with name and words. */
  | ({ readonly kind: "knock" } & Knocking)
  /** The host said no at `atMs` (monotonic): not seen until the person asks again. */
  | { readonly kind: "declined"; readonly atMs: number }
  /** The host put them out: not seen, and not let in by itself, until they ask again. */
  | { readonly kind: "put-out" };

/** One page that came for a meeting. Process memory alone. */
export interface Join {
  readonly id: string;
  readonly keyHash: Buffer;
  readonly code: string;
  readonly room: string;
  readonly identity: string;
  readonly name: string;
  state: JoinState;
  plea: Plea;
  /** Where this person says to be, while that agrees with what is likely. */
  stated: Place | undefined;
  /** In the database's time: since when it has waited. */
  waitsSinceMs: number;
  /**
   * In the database's time: since when its page has been here. A rule that is changed again and again
   * concerns it from then on as those inside: hosts see its name before the door, or as soon as it is in.
   */
  readonly arrivedAtMs: number;
  /** Monotonic: when it knocked last; undefined: never. */
  knockedAtMs: number | undefined;
  /** Monotonic: when its page offered its beacon last; undefined: never. */
  offeredAtMs: number | undefined;
  /** An account's webhooks were told that it joined, and not since that a rule or a host took it out. */
  announced: boolean;
  /** While it is inside: the order that will soon keep it out. */
  notice: PrivateNotice | undefined;
  /** Where its page was told last that it joins from, as JSON; empty: nothing was said, or not inside. */
  lastSentPlace: string;
  /** Of a vouched meeting: with which its page signs, and what was signed for it. Undefined: it said none yet. */
  keys: JoinKeys | undefined;
  open: OpenStream | undefined;
  /** The stream that gave way to the open one, while its connection has not ended. */
  ending: EventSink | undefined;
  /** Monotonic; when no stream has been open since. */
  idleSinceMs: number;
}

/** What a page of a vouched meeting asks hosts to vouch for, and what they gave. Of the sittings that are named in it. */
export interface JoinKeys {
  /** base64url. */
  readonly signatureKey: string;
  readonly voucher?: (KeysEvent & { readonly kind: "voucher" }) | undefined;
  readonly delegation?: (KeysEvent & { readonly kind: "delegation" }) | undefined;
}

export interface OpenStream {
  readonly sink: EventSink;
  /** Where the page is. Judged while the stream is open, then forgotten. */
  readonly address: string;
  /** Which page, by the name that it gave itself. */
  readonly page: string | undefined;
  /** What it was told of the room last, as JSON. */
  lastSentRoom: string;
}

export interface NewJoin {
  readonly code: string;
  readonly room: string;
  readonly name: string;
  /** Made by `Identities`. */
  readonly identity: string;
}

/** What a page proves itself with. */
export interface JoinKey {
  readonly id: string;
  readonly key: string;
}

/** A page that lost its connection has this long to come back. */
const forgetIdleMs = 120_000;
/** The same of whoever asked to come in: an answer is not lost because a telephone sleeps. */
const forgetAskingMs = 900_000;
const maxJoins = 100_000;
const maxLeft = 10_000;

export interface JoinsParts {
  /** The database's present time. */
  readonly time: () => number;
  /** Seals what a join is into its key. */
  readonly seal: Seal;
  /** The room of a meeting of ours. */
  readonly roomOf: (code: string) => string | undefined;
  /** Milliseconds, monotonic. */
  readonly monotonicNowMs?: () => number;
}

/** What stands in a key, for whoever holds it unreadable. */
const sealedJoin = z.object({ code: z.string(), identity: z.string(), name: z.string() });

/** By identity, oldest first. */
const kind = collection(() => new Map<string, Join>());

/**
 * All joins whose page is there or was a moment ago. A page whose join was forgotten, with the
 * process or because it was away for long, brings everything back in its key: it is who it was, and
 * what hosts decided about it holds.
 */
export class Joins {
  readonly #parts: JoinsParts;
  readonly #now: () => number;
  /** In which room a join is, by its id; oldest first. */
  readonly #joins = new Map<string, Join>();
  readonly #live: LiveRooms;
  readonly #listeners = new Set<(room: string) => void>();
  readonly #forgetListeners = new Set<(join: Join) => void>();
  /** Who left for good, oldest first. */
  readonly #left = new Set<string>();

  constructor(live: LiveRooms, parts: JoinsParts) {
    this.#live = live;
    this.#parts = parts;
    this.#now = parts.monotonicNowMs ?? (() => performance.now());
  }

  /** Notes a page about which nothing was decided yet. The key is given out once. */
  add(made: NewJoin): { readonly join: Join; readonly key: string } {
    const { code, identity, name } = made;
    const text = JSON.stringify({ code, identity, name });
    const key = this.#parts.seal.seal(text, contextOf(tabOf(identity))).toString("base64url");
    return { join: this.#note(made, key), key };
  }

  /** The join whose key this is. */
  prove({ id, key }: JoinKey): Join | undefined {
    const join = this.#joins.get(id);
    if (join === undefined) return this.#left.has(id) ? undefined : this.#revive(id, key);
    return isSecret(key, join.keyHash) ? join : undefined;
  }

  #revive(id: string, key: string): Join | undefined {
    const text = this.#parts.seal.open(Buffer.from(key, "base64url"), contextOf(id));
    if (text === undefined) return undefined;
    const { code, identity, name } = sealedJoin.parse(JSON.parse(text));
    const room = this.#parts.roomOf(code);
    return room === undefined ? undefined : this.#note({ code, room, identity, name }, key);
  }

  #note(made: NewJoin, key: string): Join {
    if (this.#joins.size >= maxJoins) this.#forgetOne();
    const join: Join = {
      ...made,
      id: tabOf(made.identity),
      keyHash: hashSecret(key),
      state: { kind: "new" },
      plea: { kind: "none" },
      stated: undefined,
      waitsSinceMs: 0,
      arrivedAtMs: this.#parts.time(),
      knockedAtMs: undefined,
      offeredAtMs: undefined,
      announced: false,
      notice: undefined,
      lastSentPlace: "",
      keys: undefined,
      open: undefined,
      ending: undefined,
      idleSinceMs: this.#now(),
    };
    this.#joins.set(join.id, join);
    this.#live.of(join.room).get(kind).set(join.identity, join);
    return join;
  }

  find(id: string): Join | undefined {
    return this.#joins.get(id);
  }

  ofSeat(room: string, identity: string): Join | undefined {
    return this.#live.peek(room, kind)?.get(identity);
  }

  /** Oldest first. Joins may be forgotten while it is walked through. */
  inRoom(room: string): Iterable<Join> {
    return this.#live.peek(room, kind)?.values() ?? [];
  }

  rooms(): Iterable<string> {
    return [...this.#live.with(kind)].filter(([, { size }]) => size > 0).map(([room]) => room);
  }

  all(): Iterable<Join> {
    return this.#joins.values();
  }

  /**
   * Whom hosts see before the door: those whose page is there and who wait or have knocked. Who has
   * waited longest stands first: nobody comes in between.
   */
  waiting(room: string): Join[] {
    return [...this.inRoom(room)]
      .filter((join) => join.open !== undefined && isSeen(join))
      .sort((one, other) => one.waitsSinceMs - other.waitsSinceMs);
  }

  /** Notes how it stands now; who begins to wait does so from now on. */
  setState(join: Join, standing: JoinState): void {
    if (standing.kind === "held" && join.state.kind !== "held")
      join.waitsSinceMs = this.#parts.time();
    if (standing.kind !== "admitted") {
      join.notice = undefined;
      join.lastSentPlace = "";
    }
    join.state = standing;
    this.changed(join);
  }

  /** Hosts see it from now on. */
  knocks(join: Join, { says, text }: Knocking): void {
    if (join.plea.kind !== "knock") join.waitsSinceMs = this.#parts.time();
    join.plea = { kind: "knock", says, text };
    this.changed(join);
  }

  /** See {@link Join.arrivedAtMs}. */
  waitingSince(room: string, identity: string): number | undefined {
    return this.ofSeat(room, identity)?.arrivedAtMs;
  }

  /** Says that something of it has changed that hosts or its own page may see. */
  changed({ room }: Join): void {
    for (const listener of this.#listeners) listener(room);
  }

  onChange(listener: (room: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called with each join that is let go. */
  onForget(listener: (join: Join) => void): () => void {
    this.#forgetListeners.add(listener);
    return () => this.#forgetListeners.delete(listener);
  }

  closed(join: Join): void {
    join.open = undefined;
    join.idleSinceMs = this.#now();
    this.changed(join);
  }

  /** Its page does not listen any more. */
  endStream(join: Join): void {
    const { open } = join;
    if (open === undefined) return;
    this.closed(join);
    open.sink.end();
  }

  forget(join: Join): void {
    const { open } = join;
    join.open = undefined;
    open?.sink.end();
    this.#joins.delete(join.id);
    this.#live.peek(join.room, kind)?.delete(join.identity);
    for (const listener of this.#forgetListeners) listener(join);
    this.changed(join);
    this.#live.release(join.room);
  }

  /** It does not come back, whatever it brings. */
  leave(join: Join): void {
    this.#left.add(join.id);
    const [oldest] = this.#left;
    if (this.#left.size > maxLeft && oldest !== undefined) this.#left.delete(oldest);
    this.forget(join);
  }

  /** Forgets those whose page has been away for long. */
  forgetIdle(isAsking: (join: Join) => boolean): void {
    for (const join of this.#joins.values()) {
      if (join.open !== undefined) continue;
      const patienceMs =
        join.plea.kind === "knock" || isAsking(join) ? forgetAskingMs : forgetIdleMs;
      if (join.idleSinceMs < this.#now() - patienceMs) this.forget(join);
    }
  }

  forgetAll(): void {
    this.#listeners.clear();
    for (const join of [...this.#joins.values()]) this.forget(join);
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
    if (oldest !== undefined) this.forget(oldest);
  }
}

/** Whether hosts are shown this one. Whoever may come in already is no longer waiting. */
function isSeen({ state: standing, plea }: Join): boolean {
  if (standing.kind === "held") return plea.kind === "none";
  return standing.kind === "kept-out" && plea.kind === "knock";
}

function contextOf(id: string): string {
  return `join ${id}`;
}

function tabOf(identity: string): string {
  return identity.slice(identity.indexOf(".") + 1);
}
