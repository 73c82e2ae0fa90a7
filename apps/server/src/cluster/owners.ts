import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Listeners } from "../processes/listeners.ts";
import { leaseTimes } from "./lease.ts";
import type { Membership } from "./membership.ts";
import { noEngine, type OwnerStore } from "./owner-store.ts";
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
  /**
   * How long after the end of its former owner's lease this process took the room over, in ms.
   * Undefined: it wasn't taken over from an instance that ended within the last minute.
   */
  takeOverMs(room: string): number | undefined;
  /** Claims the room if no one owns it. `again`: the remembered owner turned out to be wrong. */
  find(room: string, again?: "again"): Promise<Owner>;
  /** The engine on which a room of ours is placed. Undefined: it isn't certainly ours now. */
  engineOf(room: string): string | undefined;
  /**
   * Claims those of these rooms that no one owns. Resolves to the ones that are now ours; people may
   * be inside.
   */
  adopt(rooms: readonly string[]): Promise<readonly string[]>;
  /** The same as {@link returnMs}, in a room with an order in force. */
  readonly returnUnderOrderMs: number;
  /** Called when rooms are no longer certainly ours. Listeners drop all they know of them. */
  onLost(listener: (rooms: readonly string[]) => void): () => void;
}

/** How long people who were inside have to come back, after a start or a take-over. */
export const returnMs = 15_000;

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
    takeOverMs: () => undefined,
    find: () => here,
    engineOf: () => engine,
    adopt: async (rooms) => rooms,
    // With the sweep's pause: whom the order names is out within 5 s of the service's first answer.
    returnUnderOrderMs: 2_500,
    onLost: () => () => {},
  };
}

export interface OwnersParts {
  readonly membership: Membership;
  readonly store: OwnerStore;
  /** The engine for a room that has none, in this region if one is given. Undefined: none takes rooms now. */
  readonly choose: (load: ReadonlyMap<string, number>, region?: string) => string | undefined;
  /** The regions from which one can be chosen for a room. */
  readonly regions: () => readonly string[];
  /** Asks another instance whether it owns a room, when the database can't be asked. */
  readonly askHolds: (peer: PeerRow, room: string) => Promise<boolean>;
  /** Whether all is known here that was changed before now. False: not within 2 s. */
  readonly caughtUp: () => Promise<boolean>;
  /** Ids of the engines on which a room may stay. */
  readonly usable: () => readonly string[];
}

interface Held {
  readonly claim: string;
  readonly since: number;
  tookOver: boolean;
  readonly takeOverMs: number | undefined;
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
  /**
   * Longer than LiveKit's own clients wait between two attempts (7 s and a half), since they were
   * refused while the room had no owner.
   */
  readonly returnUnderOrderMs = 12_000;

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

  takeOverMs(room: string): number | undefined {
    return this.#held.get(room)?.takeOverMs;
  }

  engineOf(room: string): string | undefined {
    return this.holds(room) ? this.#held.get(room)?.engine : undefined;
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
    if (this.#parts.membership.isDraining) return [];
    const foreign = rooms.filter((room) => !this.#held.has(room));
    const unowned = await this.#parts.store.unowned(foreign).catch(() => []);
    const found = await Promise.all(
      unowned.map(async (room) => {
        if ((await this.find(room, "again")).kind !== "here") return [];
        const held = this.#held.get(room);
        if (held !== undefined) held.tookOver = true;
        return [room];
      }),
    );
    return found.flat();
  }

  /** Our rooms. */
  all(): readonly string[] {
    return [...this.#held.keys()];
  }

  /**
   * Places a room of ours on another engine, if there is one.
   * @param region undefined: any
   * @param moved called the moment the room's place changes
   */
  async move(room: string, region: string | undefined, moved: () => void): Promise<void> {
    const engine = await this.#choose(region);
    const held = this.#held.get(room);
    if (engine === undefined || held === undefined || held.engine === engine) return;
    if (!(await this.#parts.store.place(held.claim, engine))) return;
    if (this.#held.get(room) !== held) return;
    held.engine = engine;
    moved();
  }

  /** Gives back the rooms that are idle and weren't asked about for a minute. */
  async purge(isIdle: (room: string) => boolean): Promise<void> {
    const now = performance.now();
    const idle = [...this.#held].filter(
      ([room, { askedAt }]) => now - askedAt >= keepMs && isIdle(room),
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
    const { handOver } = this.#parts.store;
    const going: Promise<void>[] = [];
    for (const room of [...this.#held.keys()]) {
      if (this.#successor() === undefined) break;
      // What was begun at the engine for this room ends before another instance may have it.
      going.push(
        this.#letGo([room], (claims) => delay(leaseTimes.callMs).then(() => handOver(claims))),
      );
      await pause();
    }
    await Promise.all(going);
  }

  /** Gives up these empty rooms; the next instance that is asked about one claims it. */
  async release(rooms: readonly string[]): Promise<void> {
    await this.#letGo(rooms, this.#parts.store.release);
  }

  /** Drops what the database says is not ours: rows can be lost in a failover, or by hand. */
  async compare(): Promise<void> {
    const { store, membership } = this.#parts;
    const { id } = membership;
    const before = [...this.#held];
    const claims = new Set(await store.claimsOf(id));
    if (membership.id !== id) return;
    const lost = before.filter(
      ([room, held]) => this.#held.get(room) === held && !claims.has(held.claim),
    );
    for (const [room] of lost) this.#held.delete(room);
    if (lost.length > 0) this.#lost.tell(lost.map(([room]) => room));
  }

  async #letGo(rooms: readonly string[], how: OwnerStore["release"]): Promise<void> {
    const ours = rooms.flatMap((room) => {
      const held = this.#held.get(room);
      return held === undefined ? [] : [{ room, claim: held.claim }];
    });
    if (ours.length === 0) return;
    for (const { room } of ours) this.#held.delete(room);
    const names = ours.map(({ room }) => room);
    // A `find` in the meantime waits for the release. If it fails, the claim is found again.
    const released = how(ours.map(({ claim }) => claim)).catch(() => undefined);
    for (const room of names) this.#leaving.set(room, released);
    this.#lost.tell(names);
    await released;
    for (const room of names) this.#leaving.delete(room);
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
    // Jobs begin before it serves: others could reach a room that it had then through no one.
    if (membership.isStarting) return { kind: "outage" };
    if (!membership.hasDatabase) return await this.#askPeers(room);
    const other = this.#isLeaving ? await this.#inOurPlace(room) : undefined;
    if (other !== undefined) return other;
    // INVARIANT: a room has an owner without an engine, too: to refuse, to lift and to end takes none.
    const engine = (await this.#choose()) ?? noEngine;
    const engineIn = await this.#engineInRegions();
    const [instance, id] = [membership.id, randomUUID()];
    const claimed = await store.claim({ room, instance, id, engine, engineIn, usable: usable() });
    if (claimed.kind === "theirs") return this.#remember(room, claimed.instance);
    // What the owner before acknowledged has to hold here, too.
    if (!(await this.#parts.caughtUp())) return { kind: "outage" };
    // INVARIANT: a room that was claimed under a former id isn't ours.
    if (membership.id !== instance) return { kind: "outage" };
    const now = performance.now();
    const { engine: placed, tookOver } = claimed;
    const takeOverMs = tookOver ? membership.sinceLastEndMs() : undefined;
    const fresh = { claim: id, since: now, askedAt: now, engine: placed, tookOver, takeOverMs };
    this.#held.set(room, fresh);
    this.#load?.counts.set(placed, (this.#load.counts.get(placed) ?? 0) + 1);
    return membership.mayJudge() ? { kind: "here" } : { kind: "outage" };
  }

  /** Who has this room, or may have it once we are gone. Undefined: we have, or no one else could. */
  async #inOurPlace(room: string): Promise<Owner | undefined> {
    const successor = this.#successor();
    if (successor === undefined) return undefined;
    const owner = await this.#parts.store.ownerOf(room);
    if (owner === undefined) return { kind: "peer", peer: successor };
    // Ours still, if it couldn't be given away.
    return owner === this.#parts.membership.id ? undefined : this.#remember(room, owner);
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

  async #engineInRegions(): Promise<Readonly<Record<string, string>>> {
    const found: Record<string, string> = {};
    const { regions, usable } = this.#parts;
    for (const region of usable().length > 1 ? regions() : []) {
      const engine = await this.#choose(region);
      if (engine !== undefined) found[region] = engine;
    }
    return found;
  }

  async #choose(region?: string): Promise<string | undefined> {
    const { store, choose, usable } = this.#parts;
    const engines = usable();
    if (engines.length <= 1 && region === undefined) return engines[0];
    const now = performance.now();
    if (this.#load === undefined || now - this.#load.at > loadMs) {
      this.#load = { counts: new Map(await store.load()), at: now };
    }
    return choose(this.#load.counts, region);
  }
}
