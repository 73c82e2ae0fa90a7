import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Limit, Rule } from "@graticule/admission/limit";
import { compileLimits, noLimits } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { Place } from "@graticule/jurisdiction/place";
import type { KeyRing, RegisteredKey } from "@graticule/server/accounts/key-ring";
import { soleOwner } from "@graticule/server/cluster/owners";
import { createJudge } from "@graticule/server/decision/judge";
import { createEnforcement, type Enforcement } from "@graticule/server/enforcement/enforcement";
import type { FloodLimits } from "@graticule/server/gate/flood-limits";
import { createGate, type Gate, type GateParts } from "@graticule/server/gate/gate";
import { createClientAddress } from "@graticule/server/http/client-address";
import type { Locator } from "@graticule/server/location/locator";
import { createLiveKit } from "@graticule/server/media/livekit";
import type { MediaEngine } from "@graticule/server/media/media-engine";
import type { CountedEvent, Counters } from "@graticule/server/presence/counters";
import { createAdmissionEvents } from "@graticule/server/presence/events";
import { createFirstList } from "@graticule/server/presence/first-list";
import type { JoinStreams, PrivateNotice } from "@graticule/server/presence/join-streams";
import { LiveRooms } from "@graticule/server/presence/live-room";
import { Seats } from "@graticule/server/presence/seats";
import { createSuspects, type Suspects } from "@graticule/server/presence/suspects";
import type { RoomDirectory, RoomPolicy } from "@graticule/server/rooms/room-directory";

/** A room with an open door, in which no host decided anything about anyone. */
export const unhosted = {
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
} as const;

/** Rooms in memory. Every change is announced at once, as in the real directory. */
export class FakeDirectory implements RoomDirectory {
  readonly #rooms = new Map<string, RoomPolicy>();
  readonly #listeners = new Set<(rooms: readonly string[]) => void>();
  expired = false;
  /** While true, nothing can be bound. */
  down = false;

  find(room: string): RoomPolicy | undefined {
    return this.#rooms.get(room);
  }

  isLoaded(): boolean {
    return true;
  }

  async load(): Promise<"loaded"> {
    return "loaded";
  }

  isExpired(): boolean {
    return this.expired;
  }

  now(): number {
    return Date.now();
  }

  async bind(room: string, accountId: string): Promise<RoomPolicy | "taken" | "full" | "outage"> {
    await Promise.resolve();
    if (this.down) return "outage";
    const known = this.#rooms.get(room);
    if (known !== undefined) return known.accountId === accountId ? known : "taken";
    return this.set(room, [], { accountId });
  }

  onChange(listener: (rooms: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sets a room's limits and notifies everyone. */
  set(room: string, limits: readonly Limit[], more: Partial<RoomPolicy> = {}): RoomPolicy {
    const before = this.#rooms.get(room);
    const policy: RoomPolicy = {
      room,
      accountId: before?.accountId ?? "account-1",
      ended: false,
      endedUnderTerms: false,
      serviceSeats: before?.serviceSeats ?? "refused",
      ...unhosted,
      passLimits: noLimits,
      ...more,
      limits: compileLimits(limits),
    };
    this.#rooms.set(room, policy);
    for (const listener of this.#listeners) listener([room]);
    return policy;
  }
}

export function deny(...places: string[]): Rule {
  return {
    kind: "rule",
    id: "rule-1",
    tier: "meeting",
    deny: places as Place[],
    allow: "everyone",
    matches: "probable",
    onDoubt: "admit",
  };
}

/** Places by address, all established; any other address is unknown. */
export class FakeLocator implements Pick<Locator, "fixOf" | "onChange"> {
  readonly #places = new Map<string, Place>();
  readonly #listeners = new Set<() => void>();

  constructor(places: Readonly<Record<string, string>>) {
    for (const [address, place] of Object.entries(places)) this.put(address, place);
  }

  put(address: string, place: string): void {
    this.#places.set(address, place as Place);
    for (const listener of this.#listeners) listener();
  }

  fixOf(address: string): Fix {
    const place = this.#places.get(address);
    if (place === undefined) return { standing: "unknown", reasons: [{ kind: "no-evidence" }] };
    return { standing: "established", place, reasons: [] };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export class FakeKeyRing implements KeyRing {
  readonly #keys: ReadonlyMap<string, RegisteredKey>;

  constructor(keys: readonly RegisteredKey[]) {
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  find(keyId: string): RegisteredKey | undefined {
    return this.#keys.get(keyId);
  }
}

/** Records what pages were sent; `open` holds the seats whose page listens. */
export class FakeJoinStreams implements JoinStreams {
  readonly open = new Set<string>();
  readonly sentBack: { identity: string; held: Held }[] = [];
  readonly noticed: { identity: string; notice: PrivateNotice | undefined }[] = [];
  readonly told: { identity: string; status: 403 | 451; refusal: Refusal }[] = [];
  /** Called when a page is asked to leave. */
  onTold: (identity: string) => void = () => undefined;

  tellRemoved(_room: string, identity: string, status: 403 | 451, refusal: Refusal): boolean {
    if (!this.open.has(identity)) return false;
    this.told.push({ identity, status, refusal });
    this.onTold(identity);
    return true;
  }

  tellSentBack(_room: string, identity: string, held: Held): boolean {
    if (!this.open.has(identity)) return false;
    this.sentBack.push({ identity, held });
    this.onTold(identity);
    return true;
  }

  tellNotice(_room: string, identity: string, notice: PrivateNotice | undefined): boolean {
    if (!this.open.has(identity)) return false;
    this.noticed.push({ identity, notice });
    this.onTold(identity);
    return true;
  }

  tellEnded(): void {}
  recheck(): void {}
}

export class FakeCounters implements Counters {
  readonly counts = new Map<CountedEvent, number>();

  count(what: CountedEvent): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  time(): void {}

  routed(): void {}

  of(what: CountedEvent): number {
    return this.counts.get(what) ?? 0;
  }
}

export const accountKey: RegisteredKey = {
  id: "account-key",
  secret: "account-secret-account-secret-account",
  owner: { kind: "account", accountId: "account-1" },
};
export const otherKey: RegisteredKey = {
  id: "other-key",
  secret: "other-secret-other-secret-other-secret",
  owner: { kind: "account", accountId: "account-2" },
};

/** Where the tests' clients come from. */
export const places = {
  "127.0.86.1": "FR",
  "127.0.86.2": "HK",
  "127.0.86.3": "CN",
} as const;
export const france = "127.0.86.1";
export const hongKong = "127.0.86.2";
export const mainland = "127.0.86.3";

export interface GateStack {
  readonly port: number;
  readonly url: string;
  readonly engineKey: RegisteredKey;
  readonly directory: FakeDirectory;
  readonly locator: FakeLocator;
  readonly joinStreams: FakeJoinStreams;
  readonly counters: FakeCounters;
  readonly seats: Seats;
  readonly suspects: Suspects;
  readonly engine: MediaEngine;
  readonly gate: Gate;
  readonly enforcement: Enforcement;
  stop(): Promise<void>;
}

export interface GateStackOptions {
  readonly engineUrl: string;
  readonly engineKey: { readonly id: string; readonly secret: string };
  /** A room service engine other than the one at `engineUrl`. */
  readonly engine?: MediaEngine;
  /** Several engines, instead of the one at `engineUrl`. */
  readonly engineOf?: GateParts["engineOf"];
  readonly floodLimits?: FloodLimits;
  readonly serviceOf?: GateParts["serviceOf"];
  readonly times?: GateParts["times"];
  /** People may be inside from before. */
  readonly tookOver?: boolean;
  /** The test starts enforcement itself. */
  readonly idle?: boolean;
  readonly clientAddress?: (request: IncomingMessage) => string;
}

/** The gate and the enforcement as the server composes them, with fakes for everything else. */
export async function startGateStack(options: GateStackOptions): Promise<GateStack> {
  const engineKey: RegisteredKey = {
    ...options.engineKey,
    owner: { kind: "service", accountId: "operator" },
  };
  const directory = new FakeDirectory();
  const locator = new FakeLocator(places);
  const live = new LiveRooms();
  const seats = new Seats(live);
  const suspects = createSuspects(live);
  const judge = createJudge({
    owners: soleOwner("engine"),
    directory,
    seats,
    suspects,
    locator: { locate: ({ address }) => ({ fix: locator.fixOf(address), media: "unseen" }) },
    waiting: { waitingSince: () => undefined },
  });
  const keyRing = new FakeKeyRing([accountKey, otherKey, engineKey]);
  const livekit = createLiveKit({ url: options.engineUrl, key: options.engineKey });
  const mediaEngine = options.engine ?? livekit;
  const joinStreams = new FakeJoinStreams();
  const counters = new FakeCounters();
  const engineAlone = {
    url: options.engineUrl,
    key: options.engineKey,
    isInDoubt: false,
    suspect: () => undefined,
  };
  const owners = soleOwner("engine");
  const gate = createGate({
    owners,
    keyRing,
    directory,
    judge,
    seats,
    mediaEngine,
    counters,
    ...(options.tookOver === true
      ? { whoWasInside: createFirstList({ live, seats, owners, engine: mediaEngine }) }
      : {}),
    engineOf: options.engineOf ?? (() => engineAlone),
    clientAddress: options.clientAddress ?? createClientAddress([]),
    publicUrl: "https://meet.example.org",
    ...(options.floodLimits === undefined ? {} : { floodLimits: options.floodLimits }),
    ...(options.serviceOf === undefined ? {} : { serviceOf: options.serviceOf }),
    ...(options.times === undefined ? {} : { times: options.times }),
  });
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
    news: createAdmissionEvents(),
    tally: { count: () => undefined },
  };
  const media = { onChange: () => () => undefined };
  const enforcement = createEnforcement({ owners: soleOwner("engine"), ...parts, media });
  const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
    if (!gate.handleRequest(request, response)) response.writeHead(418).end();
  });
  server.on("upgrade", gate.handleUpgrade);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  if (options.idle !== true) enforcement.start();
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    engineKey,
    directory,
    locator,
    joinStreams,
    counters,
    seats,
    suspects,
    engine: mediaEngine,
    gate,
    enforcement,
    stop: async () => {
      gate.close();
      await enforcement.close();
      livekit.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
