import { Listeners } from "../processes/listeners.ts";
import type { Membership } from "./membership.ts";
import type { OwnerStore } from "./owner-store.ts";
import type { PeerRow } from "./watch.ts";

/** Who answers for a room. `outage`: can't be told now; nothing is decided about it. */
export type Owner =
  | { readonly kind: "here" }
  | { readonly kind: "peer"; readonly peer: Pick<PeerRow, "id" | "url"> }
  | { readonly kind: "outage" };

/** Of which rooms this process is the owner: the one that knows who is inside, and decides. */
export interface Owners {
  /** Whether it may decide about this room at this very moment. Asked before each decision. */
  holds(room: string): boolean;
  /** Monotonic ms: since when. Who was inside before isn't known here. */
  since(room: string): number;
  /** Whether people may be inside whom this process did not let in. */
  tookOver(room: string): boolean;
  /** Claims the room if nobody has it. `again`: what was remembered turned out to be wrong. */
  find(room: string, again?: "again"): Promise<Owner>;
  /** On which engine a room of ours is placed; undefined: it isn't ours, or may be another's. */
  engineOf(room: string): string | undefined;
  /** Those of these rooms that nobody has, now ours. */
  adopt(rooms: readonly string[]): Promise<readonly string[]>;
  /** Called when a room is no longer ours, or no longer certainly so; all that is known of it ends. */
  onLost(listener: (rooms: readonly string[]) => void): () => void;
}

/** The id of an engine that has no list. */
export const soleEngine = "engine";

/** The one process of a service: everything is its own. */
export function soleOwner(engine: string): Owners {
  const since = performance.now();
  const here = Promise.resolve({ kind: "here" } as const);
  return {
    holds: () => true,
    since: () => since,
    tookOver: () => true,
    find: () => here,
    engineOf: () => engine,
    adopt: async (rooms) => rooms,
    onLost: () => () => {},
  };
}

export interface OwnersParts {
  readonly membership: Membership;
  readonly store: OwnerStore;
  /** Where a room is to be placed that has no place yet; undefined: no engine takes rooms now. */
  readonly choose: (load: ReadonlyMap<string, number>) => string | undefined;
  /** Asks another instance whether it holds a room, where the database can't be asked. */
  readonly askHolds: (peer: PeerRow, room: string) => Promise<boolean>;
  /** Engines on which a room may stay. */
  readonly usable: () => readonly string[];
}

interface Held {
  readonly since: number;
  readonly tookOver: boolean;
  engine: string;
  askedAt: number;
}

/** How long the owner of another's room is remembered, and how many. A wrong one says so itself. */
const rememberMs = 10_000;
const maxRemembered = 50_000;
/** A room in which nothing happens is kept for so long after it was last asked about. */
const keepMs = 60_000;
/** How long a count of rooms on each engine is believed. */
const loadMs = 2_000;

/** One of several instances: rooms are claimed in the database, one by one, when they are first used. */
export class RoomOwners implements Owners {
  readonly #parts: OwnersParts;
  readonly #held = new Map<string, Held>();
  readonly #elsewhere = new Map<string, { readonly id: string; readonly until: number }>();
  /** Rooms that are being given up. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #claims = new Map<string, Promise<Owner>>();
  readonly #lost = new Listeners<[rooms: readonly string[]]>();
  #isLeaving = false;
  #load: { counts: Map<string, number>; at: number } | undefined;
  readonly onLost = this.#lost.add;

  constructor(parts: OwnersParts) {
    this.#parts = parts;
    parts.membership.onLost(() => {
      const rooms = [...this.#held.keys()];
      this.#held.clear();
      this.#elsewhere.clear();
      this.#lost.tell(rooms);
    });
  }

  holds(room: string): boolean {
    return this.#held.has(room) && this.#parts.membership.mayJudge();
  }

  since(room: string): number {
    return this.#held.get(room)?.since ?? performance.now();
  }

  tookOver(room: string): boolean {
    return this.#held.get(room)?.tookOver ?? true;
  }

  engineOf(room: string): string | undefined {
    return this.holds(room) ? this.#held.get(room)?.engine : undefined;
  }

  rooms(): readonly string[] {
    return [...this.#held.keys()];
  }

  async find(room: string, again?: "again"): Promise<Owner> {
    await this.#leaving.get(room);
    const held = this.#held.get(room);
    if (held !== undefined) {
      held.askedAt = performance.now();
      return this.#parts.membership.mayJudge() ? { kind: "here" } : { kind: "outage" };
    }
    if (again === undefined) {
      const known = this.#remembered(room);
      if (known !== undefined) return { kind: "peer", peer: known };
    } else this.#elsewhere.delete(room);
    const claiming = this.#claims.get(room) ?? this.#claim(room);
    return claiming;
  }

  async adopt(rooms: readonly string[]): Promise<readonly string[]> {
    const foreign = rooms.filter((room) => !this.#held.has(room));
    const unowned = await this.#parts.store.unowned(foreign).catch(() => []);
    const found = await Promise.all(
      unowned.map(async (room) => ((await this.find(room, "again")).kind === "here" ? [room] : [])),
    );
    return found.flat();
  }

  /** Rooms of ours that are placed on this engine. */
  placedOn(engine: string): readonly string[] {
    return [...this.#held].filter(([, held]) => held.engine === engine).map(([room]) => room);
  }

  /**
   * Places a room of ours on another engine, if there is one.
   * @param moved called in the moment in which it is there
   */
  async move(room: string, moved: () => void): Promise<void> {
    const { store, membership } = this.#parts;
    const engine = await this.#choose();
    const held = this.#held.get(room);
    if (engine === undefined || held === undefined || held.engine === engine) return;
    if (!(await store.place(room, membership.id, engine))) return;
    held.engine = engine;
    moved();
  }

  /** Gives rooms back in which nothing is known and nothing was asked for a while. */
  async purge(isIdle: (room: string) => boolean, keptMs = keepMs): Promise<void> {
    const now = performance.now();
    const idle = [...this.#held].filter(
      ([room, { askedAt }]) => now - askedAt >= keptMs && isIdle(room),
    );
    await this.release(idle.map(([room]) => room));
  }

  /**
   * Before a stop: no room is claimed any more, and those that are ours go to others one by one,
   * with the people in them. Without another instance they stay to the end.
   * @param pause awaited between two of them
   */
  async handOver(pause: () => Promise<void>): Promise<void> {
    this.#isLeaving = true;
    for (const room of [...this.#held.keys()]) {
      if (this.#successor() === undefined) return;
      await this.#letGo([room], this.#parts.store.handOver);
      await pause();
    }
  }

  /** From now on these rooms, in which nobody is, are not ours; the next instance asked takes them. */
  async release(rooms: readonly string[]): Promise<void> {
    await this.#letGo(rooms, this.#parts.store.release);
  }

  async #letGo(rooms: readonly string[], how: OwnerStore["release"]): Promise<void> {
    const ours = rooms.filter((room) => this.#held.delete(room));
    if (ours.length === 0) return;
    // Questions that come meanwhile wait, and find the room as it is then.
    const released = how(ours, this.#parts.membership.id).catch(() => undefined);
    for (const room of ours) this.#leaving.set(room, released);
    this.#lost.tell(ours);
    await released;
    for (const room of ours) this.#leaving.delete(room);
  }

  #remembered(room: string): PeerRow | undefined {
    const known = this.#elsewhere.get(room);
    if (known === undefined || known.until < performance.now()) return undefined;
    return this.#parts.membership.find(known.id);
  }

  #claim(room: string): Promise<Owner> {
    const claiming = this.#claimNow(room)
      .catch(() => this.#askPeers(room))
      .finally(() => this.#claims.delete(room));
    this.#claims.set(room, claiming);
    return claiming;
  }

  async #claimNow(room: string): Promise<Owner> {
    const { membership, store, usable } = this.#parts;
    if (!membership.mayJudge()) return { kind: "outage" };
    if (!membership.hasDatabase) return await this.#askPeers(room);
    const successor = this.#isLeaving ? this.#successor() : undefined;
    if (successor !== undefined) return { kind: "peer", peer: successor };
    const engine = await this.#choose();
    if (engine === undefined) return { kind: "outage" };
    const { id } = membership;
    const claimed = await store.claim(room, id, engine, usable());
    if (claimed.kind === "theirs") return this.#remember(room, claimed.instance);
    // INVARIANT: what was claimed under a former id is not held.
    if (membership.id !== id) return { kind: "outage" };
    const now = performance.now();
    const { engine: placed, tookOver } = claimed;
    this.#held.set(room, { since: now, askedAt: now, engine: placed, tookOver });
    this.#load?.counts.set(placed, (this.#load.counts.get(placed) ?? 0) + 1);
    return membership.mayJudge() ? { kind: "here" } : { kind: "outage" };
  }

  /** Without the database nobody claims anything; one that has the room goes on with it. */
  async #askPeers(room: string): Promise<Owner> {
    const asked = this.#parts.membership.peers().map(async (peer) => {
      if (await this.#parts.askHolds(peer, room)) return peer.id;
      throw new Error("not there");
    });
    const holder = await Promise.any(asked).catch(() => undefined);
    return holder === undefined ? { kind: "outage" } : this.#remember(room, holder);
  }

  #remember(room: string, id: string): Owner {
    const peer = this.#parts.membership.find(id);
    if (peer === undefined) return { kind: "outage" };
    this.#elsewhere.delete(room);
    this.#elsewhere.set(room, { id, until: performance.now() + rememberMs });
    for (const oldest of this.#elsewhere.keys()) {
      if (this.#elsewhere.size <= maxRemembered) break;
      this.#elsewhere.delete(oldest);
    }
    return { kind: "peer", peer };
  }

  /** An instance that takes rooms. */
  #successor(): PeerRow | undefined {
    const peers = this.#parts.membership.peers().filter(({ draining }) => !draining);
    return peers[Math.floor(Math.random() * peers.length)];
  }

  async #choose(): Promise<string | undefined> {
    const { store, choose, usable } = this.#parts;
    const engines = usable();
    if (engines.length <= 1) return engines[0];
    const now = performance.now();
    if (this.#load === undefined || now - this.#load.at > loadMs) {
      this.#load = { counts: new Map(await store.load()), at: now };
    }
    return choose(this.#load.counts);
  }
}
