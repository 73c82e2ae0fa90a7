import { addressPrefix } from "@graticule/admission/location/address";
import type { KnockSays } from "@graticule/api/hosting";
import type { KeysEvent } from "@graticule/api/keys";
import type { EndedBy, Held, JoinEvent } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { Place } from "@graticule/jurisdiction/place";
import { z } from "zod";
import type { Seal } from "../config/seal.ts";
import { hashSecret, isSecret } from "../http/secret.ts";
import { Listeners } from "../processes/listeners.ts";
import { GoneJoins } from "./gone-joins.ts";
import type { PrivateNotice } from "./join-streams.ts";
import { collection, type LiveRooms } from "./live-room.ts";

/** The writing end of one event stream. */
export interface EventSink {
  send(event: JoinEvent): void;
  /** Ends the stream behind what was written. */
  end(): void;
  /** Ends it at once, even if something was not read. */
  cut(): void;
}

/** The state of a join, as its page was told last. */
export type JoinState =
  /** The page was told nothing yet. */
  | { readonly kind: "new" }
  | { readonly kind: "admitted" }
  | { readonly kind: "held"; readonly held: Held }
  | { readonly kind: "kept-out"; readonly refusal: Refusal }
  | { readonly kind: "may-return" }
  | { readonly kind: "ended"; readonly by: EndedBy };

/** What someone says to the host whom a rule keeps out. */
export interface Knocking {
  readonly says: KnockSays | undefined;
  readonly text: string | undefined;
}

/** What someone kept out has asked of the host, and the host's answer. */
export type Plea =
  /** Those held in the lobby are seen by hosts without a plea. */
  | { readonly kind: "none" }
  /** Asks to come in against the rule: seen by hosts with name and words. */
  | ({ readonly kind: "knock" } & Knocking)
  /** The host said no at `atMs` (monotonic): not seen until the person asks again. */
  | { readonly kind: "declined"; readonly atMs: number }
  /** The host removed them: not seen, and not let in by itself, until they ask again. */
  | { readonly kind: "removed-by-host" };

/** One page that came for a meeting. Process memory alone. */
export interface Join {
  readonly id: string;
  readonly keyHash: Buffer;
  readonly code: string;
  readonly room: string;
  readonly identity: string;
  readonly name: string;
  /** The session with which it came, and with which it ends; undefined: a guest's. */
  readonly signInId?: string | undefined;
  /** Whether that session is known to go on, or it came with none. False: its page is a guest's. */
  isSignedIn: boolean;
  state: JoinState;
  plea: Plea;
  stated: Place | undefined;
  /** In the database's time: since when it is held, or knocks. */
  askingSinceMs: number;
  /** The greater, the later it began to be held or to knock: the database's time goes back a little at some readings. */
  askingTurn: number;
  /**
   * In the database's time: since when its page has been here. From then on a rule that is changed
   * again and again treats it as those inside, since hosts may have seen its name.
   */
  readonly arrivedAtMs: number;
  /** The secret of a pass that it came with and has not used, since an order keeps it out. */
  pass: string | undefined;
  /** Monotonic: when it knocked last; undefined: never. */
  knockedAtMs: number | undefined;
  /** Monotonic: when its page offered its beacon last; undefined: never. */
  offeredAtMs: number | undefined;
  /** Webhooks were told that it joined, and not since that a rule or a host removed it. */
  announced: boolean;
  /** While it is inside: the order that will soon keep it out. */
  notice: PrivateNotice | undefined;
  /** From where its page was last told that it joins, as JSON; empty: not told, or not inside. */
  lastSentPlace: string;
  /** Of a vouched meeting; undefined: its page has not named a key yet. */
  keys: JoinKeys | undefined;
  open: OpenStream | undefined;
  /** The stream before the open one, while its connection has not ended. */
  ending: EventSink | undefined;
  /** Monotonic: since when it has neither an open stream nor a seat. */
  idleSinceMs: number;
}

/** The key with which a page of a vouched meeting signs, and what hosts signed for it. */
export interface JoinKeys {
  /** base64url. */
  readonly signatureKey: string;
  readonly voucher?: (KeysEvent & { readonly kind: "voucher" }) | undefined;
  readonly delegation?: (KeysEvent & { readonly kind: "delegation" }) | undefined;
}

export interface OpenStream {
  readonly sink: EventSink;
  /** Judged while the stream is open, then forgotten. */
  readonly address: string;
  readonly page: string | undefined;
  /** As JSON. */
  lastSentRoom: string;
}

type NewJoin = Pick<Join, "code" | "room" | "name" | "identity" | "signInId"> &
  Partial<Pick<Join, "pass">>;

export interface JoinKey {
  readonly id: string;
  readonly key: string;
}

/** A page that lost its connection has this long to come back. */
const forgetIdleMs = 120_000;
/** … and this long where it waits for an answer: a telephone may sleep. */
const forgetAskingMs = 900_000;
const maxJoins = 250_000;
/** How many may wait before one meeting's door; and how many of one network may, or are shown to hosts to vouch for. */
const mostWaiting = 500;
const mostOfNetwork = 100;

export interface JoinsParts {
  /** The database's present time. */
  readonly time: () => number;
  readonly seal: Seal;
  /** Of a meeting that is in memory; a join is brought back only then. */
  readonly roomOf: (code: string) => string | undefined;
  /** Whether it has a seat: such a join is kept, with a page or without. */
  readonly hasSeat: (room: string, identity: string) => boolean;
  readonly monotonicNowMs?: () => number;
}

/** What a key holds, readable to this service alone. */
const sealedJoin = z.object({
  code: z.string(),
  identity: z.string(),
  name: z.string(),
  signInId: z.string().optional(),
  pass: z.string().optional(),
});

/** By identity, oldest first. */
const kind = collection(() => new Map<string, Join>());

/**
 * All joins that are inside, or whose page is here or was a moment ago; the owner of their state. A page whose join was
 * forgotten, with the process or after a long absence, brings it back in its key: its identity
 * stays, and what hosts decided about it holds.
 */
export class Joins {
  readonly #parts: JoinsParts;
  readonly #now: () => number;
  /** By id, oldest first. */
  readonly #joins = new Map<string, Join>();
  readonly #live: LiveRooms;
  readonly #changed = new Listeners<[room: string]>();
  readonly #forgotten = new Listeners<[join: Join]>();
  /** Those who left for good. */
  readonly #left: GoneJoins;
  /** Those who came signed in and were forgotten: whether that session goes on is asked once they are back. */
  readonly #asleep: GoneJoins;
  /** How many times one began to be held or to knock. */
  #turns = 0;
  /** Called when something changed that hosts or a join's own page may see. */
  readonly onChange = this.#changed.add;
  readonly onForget = this.#forgotten.add;

  constructor(live: LiveRooms, parts: JoinsParts) {
    this.#live = live;
    this.#parts = parts;
    this.#now = parts.monotonicNowMs ?? (() => performance.now());
    const gone = { hasSeat: parts.hasSeat, now: this.#now, atMost: maxJoins };
    this.#left = new GoneJoins(gone);
    this.#asleep = new GoneJoins(gone);
  }

  /** The key is given out once. */
  add(made: NewJoin): { readonly join: Join; readonly key: string } {
    const { code, identity, name, signInId, pass } = made;
    const text = JSON.stringify({ code, identity, name, signInId, pass });
    const key = this.#parts.seal.seal(text, contextOf(tabOf(identity))).toString("base64url");
    return { join: this.#note(made, key, true), key };
  }

  /** The join whose key this is, brought back if it was forgotten. */
  prove({ id, key }: JoinKey): Join | undefined {
    const join = this.#joins.get(id);
    if (join === undefined) return this.#left.has(id) ? undefined : this.#revive(id, key);
    return isSecret(key, join.keyHash) ? join : undefined;
  }

  /** The meeting of a join, by its key alone: the join may be forgotten, or another instance's. */
  codeOf({ id, key }: JoinKey): string | undefined {
    return this.#joins.get(id)?.code ?? this.#open(id, key)?.code;
  }

  #revive(id: string, key: string): Join | undefined {
    const made = this.#open(id, key);
    if (made === undefined) return undefined;
    const room = this.#parts.roomOf(made.code);
    if (room === undefined) return undefined;
    return this.#note({ ...made, room }, key, made.signInId === undefined);
  }

  #open(id: string, key: string): Omit<NewJoin, "room"> | undefined {
    const text = this.#parts.seal.open(Buffer.from(key, "base64url"), contextOf(id));
    return text === undefined ? undefined : sealedJoin.parse(JSON.parse(text));
  }

  #note(made: NewJoin, key: string, isSignedIn: boolean): Join {
    if (this.#joins.size >= maxJoins) this.#forgetOne();
    const join: Join = {
      ...made,
      id: tabOf(made.identity),
      keyHash: hashSecret(key),
      isSignedIn,
      state: { kind: "new" },
      plea: { kind: "none" },
      stated: undefined,
      askingSinceMs: 0,
      askingTurn: 0,
      arrivedAtMs: this.#parts.time(),
      pass: made.pass,
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

  /** Oldest first. Joins may be forgotten during the iteration. */
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
   * Those whom hosts see before the door, the one who has waited longest first. Of a network with
   * more than may wait, as when hosts sent many back, those come once others have gone.
   */
  waiting(room: string): Join[] {
    return [...this.inRoom(room)]
      .filter(isSeen)
      .sort((one, other) => one.askingTurn - other.askingTurn)
      .filter(withinNetworks());
  }

  /** Those let in who listen and have named a key for which no one has vouched, the oldest first; the first of each network. */
  unvouched(room: string): (Join & { readonly keys: JoinKeys })[] {
    return [...this.inRoom(room)].filter(isUnvouched).filter(withinNetworks());
  }

  /** Whether one more may wait before this room, who comes from there. */
  mayWait(room: string, address: string): boolean {
    const waiting = this.waiting(room);
    const network = addressPrefix(address);
    const isNear = ({ open }: Join) =>
      open !== undefined && addressPrefix(open.address) === network;
    return waiting.length < mostWaiting && waiting.filter(isNear).length < mostOfNetwork;
  }

  setState(join: Join, state: JoinState): void {
    const begins = state.kind === "held" && join.state.kind !== "held";
    if (begins) this.#beginsToAsk(join);
    if (state.kind !== "admitted") {
      join.notice = undefined;
      join.lastSentPlace = "";
    }
    // INVARIANT: hosts see no one whom an order keeps out, also who knocked before: who is left would be in its places.
    const isOrdered = state.kind === "kept-out" && state.refusal.orderId !== undefined;
    if (isOrdered && join.plea.kind === "knock") join.plea = { kind: "none" };
    join.state = state;
    this.changed(join);
  }

  #beginsToAsk(join: Join): void {
    join.askingSinceMs = this.#parts.time();
    this.#turns += 1;
    join.askingTurn = this.#turns;
  }

  knock(join: Join, { says, text }: Knocking): void {
    if (join.plea.kind !== "knock") this.#beginsToAsk(join);
    join.plea = { kind: "knock", says, text };
    this.changed(join);
  }

  /** See {@link Join.arrivedAtMs}. */
  waitingSince(room: string, identity: string): number | undefined {
    return this.ofSeat(room, identity)?.arrivedAtMs;
  }

  /** The session with which it came, for its token, readable to this service alone; undefined: a guest's. */
  sealedSignIn({ id, signInId }: Join): string | undefined {
    return signInId && this.#parts.seal.seal(signInId, signInContext(id)).toString("base64url");
  }

  /** Undefined: not what {@link sealedSignIn} answered for this identity. */
  openSignIn(identity: string, sealed: string): string | undefined {
    return this.#parts.seal.open(Buffer.from(sealed, "base64url"), signInContext(tabOf(identity)));
  }

  /** Whether this page may be a host's: see {@link Join.isSignedIn}. Not one that left for good, whose seat goes soon. */
  mayBeHost(room: string, identity: string): boolean {
    return this.ofSeat(room, identity)?.isSignedIn ?? !this.hasLeft(identity);
  }

  /** Whether this page has left for good, or came signed in with a session that is over, or may be. */
  hasLeft(identity: string): boolean {
    const id = tabOf(identity);
    return this.#left.has(id) || this.#asleep.has(id);
  }

  /**
   * Whether the session with which it came goes on. INVARIANT: once it is over the page is a guest's while it has its seat,
   * and without one it comes back no more.
   */
  sessionIs(join: Join, lasts: boolean): void {
    if (lasts) this.#asleep.delete(join.id);
    if (!lasts && !this.#parts.hasSeat(join.room, join.identity)) {
      this.leave(join);
      return;
    }
    if (join.isSignedIn === lasts) return;
    join.isSignedIn = lasts;
    this.changed(join);
  }

  /** See {@link onChange}. */
  changed({ room }: Join): void {
    this.#changed.tell(room);
  }

  closed(join: Join): void {
    join.open = undefined;
    join.idleSinceMs = this.#now();
    this.changed(join);
  }

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
    this.#forgotten.tell(join);
    this.changed(join);
    this.#live.release(join.room);
  }

  /** Forgets it for good: its key brings nothing back. */
  leave(join: Join): void {
    this.#left.add(join);
    this.forget(join);
  }

  /**
   * Forgets a join whose page has been away for too long. Not one that is inside: what holds for it
   * (an upheld contest, its name) ends with the join, and a client may have no stream at all.
   */
  forgetIfIdle(join: Join, isAsking: (join: Join) => boolean): void {
    if (this.#isUsed(join)) {
      join.idleSinceMs = this.#now();
      return;
    }
    const patienceMs = join.plea.kind === "knock" || isAsking(join) ? forgetAskingMs : forgetIdleMs;
    if (join.idleSinceMs >= this.#now() - patienceMs) return;
    if (join.signInId !== undefined) this.#asleep.add(join);
    this.forget(join);
  }

  /** Another instance answers for this room now: its pages go there. */
  forgetRoom(room: string): void {
    for (const join of [...this.inRoom(room)]) this.forget(join);
  }

  forgetAll(): void {
    this.#changed.clear();
    for (const join of [...this.#joins.values()]) this.forget(join);
  }

  #isUsed({ open, room, identity }: Join): boolean {
    return open !== undefined || this.#parts.hasSeat(room, identity);
  }

  /** The oldest that is not inside and that no page listens to; else the oldest. */
  #forgetOne(): void {
    let found: Join | undefined;
    for (const join of this.#joins.values()) {
      const isUsed = this.#isUsed(join);
      if (isUsed && found !== undefined) continue;
      found = join;
      if (!isUsed) break;
    }
    if (found !== undefined) this.forget(found);
  }
}

function isSeen({ state, plea }: Join): boolean {
  if (state.kind === "held") return plea.kind === "none";
  return state.kind === "kept-out" && plea.kind === "knock";
}

/** Whether hosts see its page: it waits before the door, or was let in and listens. */
export function isSeenByHosts(join: Join): boolean {
  return join.open !== undefined && (join.state.kind === "admitted" || isSeen(join));
}

function isUnvouched(join: Join): join is Join & { readonly keys: JoinKeys } {
  const { state, open, keys } = join;
  return state.kind === "admitted" && open !== undefined && keys !== undefined && !keys.voucher;
}

/** For `filter`: of those whose page listens the first `mostOfNetwork` of each network. */
function withinNetworks(): (join: Join) => boolean {
  const counts = new Map<string, number>();
  return ({ open }) => {
    if (open === undefined) return false;
    const network = addressPrefix(open.address);
    const count = (counts.get(network) ?? 0) + 1;
    counts.set(network, count);
    return count <= mostOfNetwork;
  };
}

function contextOf(id: string): string {
  return `join ${id}`;
}

function signInContext(id: string): string {
  return `sign-in of join ${id}`;
}

function tabOf(identity: string): string {
  return identity.slice(identity.indexOf(".") + 1);
}
