import { Listeners } from "../processes/listeners.ts";
import type { Membership } from "./membership.ts";
import type { OwnerStore } from "./owner-store.ts";
import type { PeerRow } from "./watch.ts";

/** Who owns a room. `outage`: that isn't known now, and nothing is decided about the room. */
export type Owner =
  | { readonly kind: "here" }
  | { readonly kind: "peer"; readonly peer: Pick<PeerRow, "id" | "url"> }
  | { readonly kind: "outage" };

/** Which rooms this process owns. A room's owner knows who is inside, and decides. */
export interface Owners {
  /** Whether this process may decide about the room at this moment. Ask before each decision. */
  holds(room: string): boolean;
  /** Since when it owns the room, in monotonic ms. It doesn't know who was inside before. */
  since(room: string): number;
  /** Whether there may be people inside whom this process didn't let in. */
  tookOver(room: string): boolean;
  /** Claims the room if no one owns it. `again`: the remembered owner turned out to be wrong. */
  find(room: string, again?: "again"): Promise<Owner>;
  /** The engine on which a room of ours is placed. Undefined: it isn't certainly ours now. */
  engineOf(room: string): string | undefined;
  /** Claims those of these rooms that no one owns. Resolves to the ones that are now ours. */
  adopt(rooms: readonly string[]): Promise<readonly string[]>;
  /** Called when rooms are no longer certainly ours. Listeners drop all they know of them. */
  onLost(listener: (rooms: readonly string[]) => void): () => void;
}

/** The id of the one engine of a service without a list of engines. */
export const soleEngine = "engine";

/** For a service of one process, which owns every room. */
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
  /** The engine for a room that has none. Undefined: no engine takes rooms now. */
  readonly choose: (load: ReadonlyMap<string, number>) => string | undefined;
  /** Asks another instance whether it owns a room, when the database can't be asked. */
  readonly askHolds: (peer: PeerRow, room: string) => Promise<boolean>;
  /** Ids of the engines on which a room may stay. */
  readonly usable: () => readonly string[];
}

interface Held {
  readonly since: number;
  readonly tookOver: boolean;
  engine: string;
  askedAt: number;
}

/** How long other rooms' owners are remembered, and how many. A wrong one answers that it is. */
const rememberMs = 10_000;
const maxRemembered = 50_000;
/** How long an idle room is kept after the last request about it. */
const keepMs = 60_000;
/** How long a count of each engine's rooms is used. */
const loadMs = 2_000;

/** For one of several instances, which claims each room in the database when it is first used. */
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

  /** Our rooms that are placed on this engine. */
  placedOn(engine: string): readonly string[] {
    return [...this.#held].filter(([, held]) => held.engine === engine).map(([room]) => room);
  }

  /**
   * Places a room of ours on another engine, if there is one.
   * @param moved called the moment the room's place changes
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

  /** Gives back the rooms that are idle and weren't asked about for `keptMs`. */
  async purge(isIdle: (room: string) => boolean, keptMs = keepMs): Promise<void> {
    const now = performance.now();
    const idle = [...this.#held].filter(
      ([room, { askedAt }]) => now - askedAt >= keptMs && isIdle(room),
    );
    await this.release(idle.map(([room]) => room));
  }

  /**
   * Before a stop: claims no more rooms while another instance takes them, and gives ours to others
   * one by one, with the people in them. Without another instance they stay until the end.
   * @param pause awaited after each room
   */
  async handOver(pause: () => Promise<void>): Promise<void> {
    this.#isLeaving = true;
    for (const room of [...this.#held.keys()]) {
      if (this.#successor() === undefined) return;
      await this.#letGo([room], this.#parts.store.handOver);
      await pause();
    }
  }

  /** Gives up these empty rooms; the next instance that is asked about one claims it. */
  async release(rooms: readonly string[]): Promise<void> {
    await this.#letGo(rooms, this.#parts.store.release);
  }

  async #letGo(rooms: readonly string[], how: OwnerStore["release"]): Promise<void> {
    const ours = rooms.filter((room) => this.#held.delete(room));
    if (ours.length === 0) return;
    // A `find` in the meantime waits for the release.
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
    // INVARIANT: a room that was claimed under a former id isn't ours.
    if (membership.id !== id) return { kind: "outage" };
    const now = performance.now();
    const { engine: placed, tookOver } = claimed;
    this.#held.set(room, { since: now, askedAt: now, engine: placed, tookOver });
    this.#load?.counts.set(placed, (this.#load.counts.get(placed) ?? 0) + 1);
    return membership.mayJudge() ? { kind: "here" } : { kind: "outage" };
  }

  /** Without the database no room is claimed, but an instance that owns it goes on. */
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

  /** Any other instance that still takes rooms. */
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
