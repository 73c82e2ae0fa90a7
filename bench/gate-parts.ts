import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Limit } from "@graticule/admission/limit";
import { compileLimits, noLimits } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import type { Place } from "@graticule/jurisdiction/place";
import type { RegisteredKey } from "@graticule/server/accounts/key-ring";
import { soleOwner } from "@graticule/server/cluster/owners";
import { createJudge, type Judge } from "@graticule/server/decision/judge";
import { createEnforcement, type Enforcement } from "@graticule/server/enforcement/enforcement";
import { createGate, type Gate } from "@graticule/server/gate/gate";
import { createClientAddress } from "@graticule/server/http/client-address";
import { createLiveKit } from "@graticule/server/media/livekit";
import type { JoinStreams } from "@graticule/server/presence/join-streams";
import { LiveRooms } from "@graticule/server/presence/live-room";
import { Seats } from "@graticule/server/presence/seats";
import type { RoomDirectory, RoomPolicy } from "@graticule/server/rooms/room-directory";
import type { Key } from "./signalling.ts";

/** The account whose tokens the benches mint. */
export const accountKey: Key = {
  id: "bench-account-key",
  secret: "bench-account-secret-bench-account-secret",
};

/** Connections from here are in a place that the benches' rules deny; all others are not. */
export const deniedFrom = "127.0.86.3";

export const denyThere: Limit = {
  kind: "rule",
  id: "bench-rule",
  tier: "meeting",
  deny: ["CN" as Place],
  allow: "everyone",
  matches: "probable",
  onDoubt: "admit",
};

const denied: Fix = { standing: "established", place: "CN" as Place, reasons: [] };
const welcome: Fix = { standing: "established", place: "FR" as Place, reasons: [] };

/** Rooms in memory, all of one account; created at first use. */
export class BenchDirectory implements RoomDirectory {
  readonly #rooms = new Map<string, RoomPolicy>();
  readonly #listeners = new Set<(rooms: readonly string[]) => void>();

  find(room: string): RoomPolicy {
    return this.#rooms.get(room) ?? this.#put(room, []);
  }

  isLoaded(): boolean {
    return true;
  }

  async load(): Promise<"loaded"> {
    return "loaded";
  }

  isExpired(): boolean {
    return false;
  }

  now(): number {
    return Date.now();
  }

  bind(room: string): Promise<RoomPolicy> {
    return Promise.resolve(this.find(room));
  }

  onChange(listener: (rooms: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(rooms: readonly string[], limits: readonly Limit[]): void {
    for (const room of rooms) this.#put(room, limits);
    for (const listener of this.#listeners) listener(rooms);
  }

  #put(room: string, limits: readonly Limit[]): RoomPolicy {
    const policy: RoomPolicy = {
      room,
      accountId: "bench",
      limits: compileLimits(limits),
      passLimits: noLimits,
      earlier: [],
      underNotice: [],
      told: [],
      ruleVersion: 0,
      ruleUntil: undefined,
      door: { entry: "open", locked: false, beacon: "wanted" },
      encryption: "off",
      nativeClients: false,
      mediaRegion: undefined,
      linkKey: undefined,
      hostHash: undefined,
      hostDecisions: new Map(),
      ended: false,
      endedUnderTerms: false,
      serviceSeats: "refused",
    };
    this.#rooms.set(room, policy);
    return policy;
  }
}

const noPages: JoinStreams = {
  tellRemoved: () => false,
  tellSentBack: () => false,
  tellNotice: () => false,
  tellEnded: () => undefined,
  recheck: () => undefined,
};

export interface BenchGate<Rooms = BenchDirectory> {
  readonly port: number;
  readonly gate: Gate;
  readonly server: Server;
  readonly directory: Rooms;
  readonly enforcement: Enforcement;
}

/** The gate and the enforcement as the server composes them, with rooms and places in memory. */
export function startBenchGate(engineUrl: string, engineKey: Key): Promise<BenchGate> {
  return startGateOver(engineUrl, engineKey, {
    directory: new BenchDirectory(),
    accountId: "bench",
  });
}

/** What the streams of pages are made of, where a bench has pages. */
export interface StreamParts {
  readonly live: LiveRooms;
  readonly seats: Seats;
  readonly judge: Judge;
}

export interface BenchRooms<Rooms> {
  readonly directory: Rooms;
  /** The owner of the benches' key. */
  readonly accountId: string;
  /** Absent: no one has a page. */
  readonly openStreams?: (parts: StreamParts) => JoinStreams;
}

/** The same over another kind of rooms. */
export async function startGateOver<Rooms extends RoomDirectory>(
  engineUrl: string,
  engineKey: Key,
  { directory, accountId, openStreams = () => noPages }: BenchRooms<Rooms>,
): Promise<BenchGate<Rooms>> {
  const keys = new Map<string, RegisteredKey>([
    [accountKey.id, { ...accountKey, owner: { kind: "account", accountId } }],
    [engineKey.id, { ...engineKey, owner: { kind: "service", accountId: "operator" } }],
  ]);
  const locator = {
    fixOf: (address: string) => (address === deniedFrom ? denied : welcome),
    onChange: () => () => undefined,
  };
  const live = new LiveRooms();
  const seats = new Seats(live);
  const judge = createJudge({
    owners: soleOwner("engine"),
    directory,
    seats,
    locator: { locate: ({ address }) => ({ fix: locator.fixOf(address), media: "unseen" }) },
    suspects: { has: () => false },
    waiting: { waitingSince: () => undefined },
  });
  const mediaEngine = createLiveKit({ url: engineUrl, key: engineKey });
  const counters = { count: () => undefined, time: () => undefined, routed: () => undefined };
  const joinStreams = openStreams({ live, seats, judge });
  const engine = { url: engineUrl, key: engineKey, isInDoubt: false, suspect: () => undefined };
  const gate = createGate({
    owners: soleOwner("engine"),
    keyRing: { find: (id) => keys.get(id) },
    directory,
    judge,
    seats,
    mediaEngine,
    counters,
    engineOf: () => engine,
    clientAddress: createClientAddress([]),
    publicUrl: "https://meet.example.org",
    // A bench comes from one address, and this bound is not what is measured.
    floodLimits: {
      inFlightPerPrefix: 1e6,
      inFlight: 1e6,
      refusedBurst: 1e9,
      refusedPerSecond: 1e9,
    },
  });
  const news = { removed: () => undefined, withheld: () => undefined };
  const parts = {
    live,
    seats,
    judge,
    directory,
    locator,
    mediaEngine,
    joinStreams,
    joins: { ofSeat: () => undefined, onChange: () => () => undefined },
    counters,
    news,
    tally: { count: () => undefined },
  };
  const media = { onChange: () => () => undefined };
  const enforcement = createEnforcement({ owners: soleOwner("engine"), ...parts, media });
  const server = createServer({ maxHeaderSize: 65_536 });
  server.on("upgrade", gate.handleUpgrade);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, gate, server, directory, enforcement };
}
