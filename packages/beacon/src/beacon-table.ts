import { type BeaconOffer, readOffer } from "./offer.ts";
import { type BeaconSession, iceText, pingUsernameOf, usernameOf } from "./session.ts";
import {
  type MediaPath,
  type PacketArrival,
  type PacketSource,
  type PacketSourceLimits,
  PacketSources,
  shownAddress,
} from "./sources.ts";
import type { Stun, StunMessage } from "./stun.ts";

/** The paths of the packets of one owner's page. */
export type MediaPaths =
  /** No beacon was opened. */
  | { readonly kind: "none" }
  /** First opened less than `silentMs` ago, and nothing verified yet. */
  | { readonly kind: "opening" }
  /** All that answered within `silentMs`; at least one. */
  | { readonly kind: "live"; readonly paths: readonly MediaPath[] }
  /** Nothing has answered for `silentMs`. A new offer changes that once one of its sources is verified. */
  | { readonly kind: "silent" };

/** Times are milliseconds of one monotonic clock. */
export interface TableLimits {
  /** How many owners have a beacon. */
  readonly most: number;
  readonly pingMs: number;
  readonly silentMs: number;
}

export interface TablePorts<Datagram> {
  readonly stun: Stun<Datagram>;
  /** Cryptographically secure. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly send: (datagram: Datagram, to: PacketArrival) => void;
}

export type Opened =
  | { readonly kind: "session"; readonly session: BeaconSession }
  | { readonly kind: "unreadable" | "full" };

interface Owner {
  openedAt: number;
  current: BeaconSession | undefined;
  /** Offered later; takes over once one of its sources is verified or `current` is dead. */
  next: BeaconSession | undefined;
  /** What the listeners were last called about. */
  published: MediaPaths;
  /** When something may change by time alone. */
  dueAt: number;
}

interface Ping {
  readonly session: BeaconSession;
  readonly source: PacketSource;
  readonly sentAt: number;
  /** An answer comes too late from then on. */
  endsAt: number;
}

/** A silent session that nobody closed is dropped after so long. */
const deadMs = 10_000;
const restMs = 10_000;
const sourcesOfSession = 8;
const pingsUnverified = 3;
/** A longer gap between calls means that the process was suspended or starved. */
const asleepMs = 500;
/** The golden ratio: steps of it around a circle spread evenly. */
const phaseStep = 0.618_033_988_75;

/**
 * All beacons, without sockets and clock: takes datagrams and the time, and sends through a port.
 * INVARIANT: a source is verified only by an answer with the id of one of our last pings, from
 * where that ping went, on the same socket, signed with the page's password. Nothing else of a
 * packet is kept or logged.
 */
export class BeaconTable<Datagram> {
  readonly #limits: TableLimits;
  readonly #sourceLimits: PacketSourceLimits;
  readonly #ports: TablePorts<Datagram>;
  readonly #owners = new Map<string, Owner>();
  /** By our half of the username. */
  readonly #sessions = new Map<string, BeaconSession>();
  /** By transaction, the oldest first. */
  readonly #pings = new Map<string, Ping>();
  readonly #listeners = new Set<(owner: string) => void>();
  #phase = 0;
  #awakeAt = Number.POSITIVE_INFINITY;

  constructor(limits: TableLimits, ports: TablePorts<Datagram>) {
    this.#limits = limits;
    const { silentMs } = limits;
    this.#sourceLimits = { most: sourcesOfSession, pingsUnverified, silentMs, restMs };
    this.#ports = ports;
  }

  get size(): number {
    return this.#owners.size;
  }

  /** For bounds and tests. */
  held(): { readonly sessions: number; readonly sources: number; readonly pings: number } {
    let sources = 0;
    for (const session of this.#sessions.values()) sources += session.sources.size;
    return { sessions: this.#sessions.size, sources, pings: this.#pings.size };
  }

  open(name: string, sdp: string, now: number): Opened {
    this.#wake(now);
    const read = readOffer(sdp);
    if (read.kind === "unreadable") return read;
    const known = this.#owners.get(name);
    if (known === undefined && !this.#hasRoom()) return { kind: "full" };
    const session = this.#newSession(name, read, now);
    const owner = known ?? this.#newOwner(name, now);
    if (owner.current === undefined) owner.current = session;
    else {
      this.#drop(owner.next);
      owner.next = session;
    }
    owner.dueAt = Math.min(owner.dueAt, session.pingAt);
    return { kind: "session", session };
  }

  /** At the bound, one whose beacons are all dead gives way: what counts of it is kept elsewhere. */
  #hasRoom(): boolean {
    if (this.#owners.size < this.#limits.most) return true;
    for (const [name, { current, next }] of this.#owners) {
      if (current === undefined && next === undefined) return this.#owners.delete(name);
    }
    return false;
  }

  pathsOf(name: string, now: number): MediaPaths {
    this.#wake(now);
    const owner = this.#owners.get(name);
    return owner === undefined ? { kind: "none" } : this.#paths(owner, now);
  }

  onChange(listener: (owner: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(name: string): void {
    const owner = this.#owners.get(name);
    this.#drop(owner?.current);
    this.#drop(owner?.next);
    this.#owners.delete(name);
  }

  receive(datagram: Datagram, from: PacketArrival, now: number): void {
    this.#wake(now);
    const message = this.#ports.stun.parse(datagram);
    if (message === undefined) return;
    if (message.kind === "request") this.#request({ datagram, message, from }, now);
    else this.#answer({ datagram, message, from }, now);
  }

  /** Does what is due. To be called every `pingMs` / 20 or more often. */
  tick(now: number): void {
    this.#wake(now);
    for (const [transaction, { endsAt }] of this.#pings) {
      if (endsAt > now) break;
      this.#pings.delete(transaction);
    }
    for (const [name, owner] of this.#owners) if (owner.dueAt <= now) this.#visit(name, owner, now);
  }

  /**
   * Datagrams that came while this process was asleep are still to be read: shifts all deadlines,
   * since all sources would seem silent at once. Round trips are measured by the unshifted clock.
   */
  #wake(now: number): void {
    const ms = now - this.#awakeAt;
    this.#awakeAt = now;
    if (!(ms > asleepMs)) return;
    for (const ping of this.#pings.values()) ping.endsAt += ms;
    for (const owner of this.#owners.values()) owner.openedAt += ms;
    for (const session of this.#sessions.values()) {
      session.answeredAt += ms;
      session.sources.postpone(ms);
    }
  }

  #request({ datagram, message, from }: Received<Datagram>, now: number): void {
    const session = this.#sessions.get(message.username.split(":", 1)[0] ?? "");
    if (session === undefined || message.username !== usernameOf(session)) return;
    const { stun, send } = this.#ports;
    if (!stun.isSignedWith(session.password, datagram, message)) return;
    const heard = session.sources.hear(from, now);
    if (heard === "rests") return;
    const { transaction } = message;
    const mapped = { address: shownAddress(from.address), port: from.port };
    send(stun.response({ transaction, mapped, password: session.password }), from);
    if (heard !== "known") this.#ping(session, heard.source, now);
  }

  #answer({ datagram, message, from }: Received<Datagram>, now: number): void {
    const ping = this.#pings.get(message.transaction);
    if (ping === undefined || !isSame(ping.source.from, from)) return;
    const { session, source, sentAt, endsAt } = ping;
    if (endsAt <= now) return;
    if (!this.#ports.stun.isSignedWith(session.offer.password, datagram, message)) return;
    this.#pings.delete(message.transaction);
    session.sources.answered(source, now - sentAt, now);
    session.answeredAt = now;
    const owner = this.#owners.get(session.owner);
    if (owner === undefined) return;
    if (owner.next === session) this.#takeOver(owner);
    this.#publish(session.owner, owner, now);
  }

  #ping(session: BeaconSession, source: PacketSource, now: number): void {
    const { stun, send, randomBytes } = this.#ports;
    const transaction = String.fromCharCode(...randomBytes(12));
    session.sources.pinged(source, now);
    const endsAt = now + this.#limits.silentMs;
    this.#pings.set(transaction, { session, source, sentAt: now, endsAt });
    const [username, { password }] = [pingUsernameOf(session), session.offer];
    send(stun.request({ transaction, username, password }), source.from);
  }

  #visit(name: string, owner: Owner, now: number): void {
    for (const session of [owner.current, owner.next]) {
      if (session !== undefined) this.#maintain(session, now);
    }
    if (this.#isDead(owner.next, now)) {
      this.#drop(owner.next);
      owner.next = undefined;
    }
    if (this.#isDead(owner.current, now)) this.#takeOver(owner);
    owner.dueAt = this.#nextDue(owner, now);
    this.#publish(name, owner, now);
  }

  #maintain(session: BeaconSession, now: number): void {
    session.sources.forget(now);
    if (session.pingAt > now) return;
    for (const source of session.sources.askable()) this.#ping(session, source, now);
    const { pingMs } = this.#limits;
    session.pingAt += pingMs * Math.ceil((now - session.pingAt + 1) / pingMs);
  }

  #nextDue({ current, next, openedAt }: Owner, now: number): number {
    let first = openedAt + this.#limits.silentMs;
    if (first <= now) first = Number.POSITIVE_INFINITY;
    for (const session of [current, next]) {
      if (session !== undefined) first = Math.min(first, session.pingAt, session.sources.nextEnd());
    }
    return first;
  }

  /** The later offer becomes the one that counts. */
  #takeOver(owner: Owner): void {
    this.#drop(owner.current);
    owner.current = owner.next;
    owner.next = undefined;
  }

  #isDead(session: BeaconSession | undefined, now: number): boolean {
    return session !== undefined && session.answeredAt + this.#limits.silentMs + deadMs <= now;
  }

  #drop(session: BeaconSession | undefined): void {
    if (session !== undefined) this.#sessions.delete(session.ufrag);
  }

  #paths({ current, openedAt }: Owner, now: number): MediaPaths {
    const paths = current?.sources.paths(now) ?? [];
    if (paths.length > 0) return { kind: "live", paths };
    return { kind: openedAt + this.#limits.silentMs > now ? "opening" : "silent" };
  }

  #publish(name: string, owner: Owner, now: number): void {
    const paths = this.#paths(owner, now);
    if (!differ(owner.published, paths)) return;
    owner.published = paths;
    for (const listener of this.#listeners) listener(name);
  }

  #newOwner(name: string, now: number): Owner {
    const owner: Owner = {
      openedAt: now,
      current: undefined,
      next: undefined,
      published: { kind: "opening" },
      dueAt: now + this.#limits.silentMs,
    };
    this.#owners.set(name, owner);
    return owner;
  }

  #newSession(owner: string, offer: BeaconOffer, now: number): BeaconSession {
    this.#phase = (this.#phase + phaseStep) % 1;
    const pingAt = now + this.#phase * this.#limits.pingMs;
    const { randomBytes } = this.#ports;
    const session: BeaconSession = {
      owner,
      offer,
      ufrag: iceText(randomBytes(8)),
      password: iceText(randomBytes(24)),
      sources: new PacketSources(this.#sourceLimits),
      answeredAt: now,
      pingAt,
    };
    this.#sessions.set(session.ufrag, session);
    return session;
  }
}

interface Received<Datagram> {
  readonly datagram: Datagram;
  readonly message: StunMessage;
  readonly from: PacketArrival;
}

function isSame(one: PacketArrival, other: PacketArrival): boolean {
  return one.socket === other.socket && one.port === other.port && one.address === other.address;
}

/** Whether addresses differ, or a round trip became shorter by more than a tenth. */
function differ(before: MediaPaths, after: MediaPaths): boolean {
  if (before.kind !== "live" || after.kind !== "live") return before.kind !== after.kind;
  if (before.paths.length !== after.paths.length) return true;
  return after.paths.some(({ address, roundTripMs }) => {
    const was = before.paths.find((path) => path.address === address);
    return was === undefined || roundTripMs < was.roundTripMs * 0.9;
  });
}
