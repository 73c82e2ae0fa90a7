import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parseAddress } from "@graticule/admission/location/address";
import { LocationTable } from "@graticule/admission/location/location-table";
import { soleOwner } from "@graticule/server/cluster/owners";
import { soleQuestions } from "@graticule/server/cluster/questions";
import type { Config } from "@graticule/server/config/config";
import { createSeal } from "@graticule/server/config/seal";
import { createChangeFeed } from "@graticule/server/db/change-feed";
import { openDecision } from "@graticule/server/decision/open-decision";
import { openEnforcement } from "@graticule/server/enforcement/open-enforcement";
import { startRoomNews } from "@graticule/server/hosting/room-news";
import { createRoomPowers } from "@graticule/server/hosting/room-powers";
import { createRoomViews } from "@graticule/server/hosting/room-views";
import { openStreams } from "@graticule/server/joining/open-joining";
import type { Locator } from "@graticule/server/location/locator";
import type { MediaEngine } from "@graticule/server/media/media-engine";
import { openPresence, type Presence } from "@graticule/server/presence/open-presence";
import type { Seats } from "@graticule/server/presence/seats";
import { Listeners } from "@graticule/server/processes/listeners";
import { openScope } from "@graticule/server/processes/scope";
import { openRooms } from "@graticule/server/rooms/open-rooms";
import { createOrderSigners } from "@graticule/server/rooms/order-signers";
import { startTestDatabase, type TestDatabase } from "@graticule/server/tests/harness";
import { makeAddresses } from "../decision/addresses.ts";
import { compileSources, freshSources } from "../location-sources.ts";
import type { ServiceSize } from "./messages.ts";
import { SimulatedPage } from "./simulated-page.ts";
import { codeOf, roomName, seatsARoom, storeService } from "./stored-service.ts";

/** One instance of the shipped parts, with a page in each of its seats, an engine in memory, and no sockets. */
export type Simulated = Awaited<ReturnType<typeof startSimulated>>;

const joinsAtLeast = 100_000;

const noBeacons = {
  isOn: false,
  open: () => ({ kind: "off" }) as const,
  pathsOf: () => ({ kind: "none" }) as const,
  onChange: () => () => undefined,
  close: () => undefined,
  count: () => 0,
  shut: async () => undefined,
};

export async function startSimulated({ seatsHere, seatsInAll, doesByItself }: ServiceSize) {
  const stopIntervals = noteIntervals();
  const database = await startTestDatabase();
  const accounts = await storeService(database, seatsInAll);
  await database.pool.query("VACUUM ANALYZE");
  const scope = openScope();
  scope.onClose(() => database.stop());
  const rooms = Array.from({ length: seatsHere / seatsARoom }, (_, at) => roomName(at));
  const { enforcement, presence, directory, moved, page } = await compose(database, rooms, scope);
  const bytesBefore = collectedBytes();
  const removed = { count: 0 };
  for (const [at, room] of rooms.entries()) {
    for (let seat = 0; seat < seatsARoom; seat++) page(room, codeOf(at), removed);
    await nextTurn();
  }
  const seatBytes = (collectedBytes() - bytesBefore) / seatsHere;
  // A small instance has done as much as a large one, and is compiled as well.
  for (let joined = seatsHere; joined < joinsAtLeast; joined++) {
    page(rooms[joined % rooms.length] ?? "", codeOf(joined % rooms.length), removed).vanish();
    if (joined % seatsARoom === 0) await nextTurn();
  }
  enforcement.start();
  if (doesByItself === "nothing") stopIntervals();
  return {
    ...{ accounts, database, directory, enforcement, presence, removed, rooms, seatBytes },
    /** New location tables serve. */
    tablesChanged: () => moved.tell(),
    /** Someone comes into this room. */
    come: (room: string) => page(room, codeOf(rooms.indexOf(room)), removed),
    stop: scope.close,
  };
}

async function compose(
  database: TestDatabase,
  rooms: readonly string[],
  scope: ReturnType<typeof openScope>,
) {
  const { db, target } = database.service;
  const feed = createChangeFeed(target);
  scope.onClose(() => feed.close());
  const directory = await openRooms(
    { db, feed, signers: createOrderSigners(db), atMost: 10_000 },
    scope,
  );
  const counters = { count: () => undefined, time: () => undefined, routed: () => undefined };
  const accounts = { seal: createSeal(randomBytes(32)), secretFor: () => "simulated" };
  const { addresses, locator, moved } = locations();
  const here = new Set(rooms);
  const owners = {
    ...soleOwner("engine"),
    holds: (room: string) => here.has(room),
    tookOver: () => false,
  };
  const mediaEngine = simulatedEngine(() => presence.seats, rooms);
  const presence: Presence = openPresence(
    { directory, accounts, owners, mediaEngine, questions: soleQuestions },
    scope,
  );
  const config = { beaconCoordinates: undefined } as Config;
  const decision = await openDecision(
    { config, directory, owners, locator, presence, beacons: noBeacons },
    scope,
  );
  const people = { guard: { lasting: async () => new Set<string>() } };
  const streams = openStreams({ directory, locator, presence, decision, people }, scope);
  const { live, seats, joins } = presence;
  const powers = createRoomPowers({ seats, joins, directory });
  const views = createRoomViews({ directory, seats, joins, powers });
  scope.onClose(startRoomNews({ live, directory, seats, joins, views }));
  const tally = { count: () => undefined };
  const enforcement = openEnforcement(
    { directory, owners, locator, mediaEngine, counters, tally, streams, presence, decision },
    scope,
  );
  let next = 0;
  const page = (room: string, code: string, removed: { count: number }): SimulatedPage => {
    const known = addresses[next++ % addresses.length] ?? "";
    // A copy, since each connection has its own.
    const address = Buffer.from(known, "latin1").toString("latin1");
    return new SimulatedPage({ room, code, address, presence, streams, removed });
  };
  return { enforcement, presence, directory, moved, page };
}

/** The packaged sources, with people from all over the world. */
function locations() {
  const data = compileSources(freshSources());
  const table = new LocationTable(data);
  const moved = new Listeners<[]>();
  const locator = {
    fixOf: (address: string, now: number) => table.lookUp(parseAddress(address), now),
    onChange: moved.add,
  } as unknown as Locator;
  return { addresses: makeAddresses(data, 20_000, 1), locator, moved };
}

/** Answers as over a network. Lists the seats that came through the gate, and lets go of those that it is asked to remove. */
function simulatedEngine(seats: () => Seats, rooms: readonly string[]): MediaEngine {
  const listed = (room: string) =>
    seats()
      .inRoom(room)
      .filter(({ legs }) => legs.length > 0);
  return {
    listRooms: async () => ({ rooms, isWhole: true }),
    async listSeats(room) {
      await nextTurn();
      const kind = "standard";
      return listed(room).map(({ identity }) => ({ identity, sid: "PA_simulated", kind }));
    },
    async removeSeat(room, identity) {
      for (const leg of [...(seats().find(room, identity)?.legs ?? [])]) leg.cut();
      return "done";
    },
    leaveFor: async () => false,
    tell: async () => "done",
    mute: async () => "done",
    endRoom: async () => "done",
    healthy: async () => true,
  };
}

/** Notes everything that is repeated from now on. Returns how to stop all of it, and the noting. */
function noteIntervals(): () => void {
  const begin = globalThis.setInterval;
  const begun: NodeJS.Timeout[] = [];
  globalThis.setInterval = ((...args: Parameters<typeof begin>) => {
    const timer = begin(...args);
    begun.push(timer);
    return timer;
  }) as typeof begin;
  return () => {
    for (const timer of begun) clearInterval(timer);
    globalThis.setInterval = begin;
  };
}

/** After collections: what is outside the heap is free after the second. */
function collectedBytes(): number {
  for (let pass = 0; pass < 3; pass++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
