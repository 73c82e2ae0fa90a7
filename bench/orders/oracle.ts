import type { Order } from "@graticule/admission/limit";
import type { Fix } from "@graticule/admission/location/fix";
import { allPlaces, type Place } from "@graticule/jurisdiction/place";
import { soleOwner } from "@graticule/server/cluster/owners";
import { createJudge } from "@graticule/server/decision/judge";
import { createEnforcement } from "@graticule/server/enforcement/enforcement";
import type { MediaEngine } from "@graticule/server/media/media-engine";
import { LiveRooms } from "@graticule/server/presence/live-room";
import { type SeatLeg, Seats } from "@graticule/server/presence/seats";
import { BenchDirectory } from "../gate-parts.ts";

export interface Comparison {
  /** Orders that removed people other than those the oracle names. */
  readonly mismatches: number;
  /** Cut connections of people whom the oracle does not name. */
  readonly othersCut: number;
}

const peopleInRoom = 60;

/**
 * Applies `orders` arbitrary orders, each to a room full of people from arbitrary places, through
 * judge and enforcement; the engine here only keeps a list.
 */
export async function compareWithOracle(orders: number): Promise<Comparison> {
  const random = mulberry32(20_261_124);
  const fixes = new Map<string, Fix>();
  const engine = new ListEngine();
  const directory = new BenchDirectory();
  const live = new LiveRooms();
  const seats = new Seats(live);
  const locator = {
    fixOf: (address: string) => fixes.get(address) ?? unknown,
    onChange: () => () => undefined,
  };
  const enforcement = createEnforcement({
    owners: soleOwner("engine"),
    live,
    seats,
    directory,
    locator,
    mediaEngine: engine,
    joinStreams: noPages,
    joins: { ofSeat: () => undefined, onChange: () => () => undefined },
    judge: createJudge({
      owners: soleOwner("engine"),
      directory,
      seats,
      locator: { locate: ({ address }) => ({ fix: locator.fixOf(address), media: "unseen" }) },
      suspects: { has: () => false },
      waiting: { waitingSince: () => undefined },
    }),
    media: { onChange: () => () => undefined },
    counters: { count: () => undefined, time: () => undefined, routed: () => undefined },
    news: { removed: () => undefined, withheld: () => undefined },
    tally: { count: () => undefined },
  });
  directory.onChange((rooms) => enforcement.reconcile(rooms));

  const cut = new Set<string>();
  const sitDown = (room: string, at: number): void => {
    const who = { room, identity: `p-${at}`, address: `${room} ${at}` };
    fixes.set(who.address, anyFix(random));
    const leg: SeatLeg = {
      ...who,
      state: "open",
      refuse: () => undefined,
      leave: () => false,
      cut: () => {
        cut.add(who.address);
        seats.closed(seat, leg, false);
      },
    };
    const seat = seats.register(leg);
    seats.established(seat, leg);
    engine.seat(room, who.identity);
  };

  let mismatches = 0;
  const named = new Set<string>();
  for (let at = 0; at < orders; at++) {
    const room = `room-${at}`;
    const order = anyOrder(random, at);
    for (let one = 0; one < peopleInRoom; one++) sitDown(room, one);
    directory.set([room], [order]);
    await enforcement.settled();
    const left = new Set(engine.identities(room));
    let agrees = true;
    for (let one = 0; one < peopleInRoom; one++) {
      const address = `${room} ${one}`;
      const isNamed = oracle(order, fixes.get(address) ?? unknown);
      if (isNamed) named.add(address);
      agrees &&= left.has(`p-${one}`) !== isNamed;
    }
    if (!agrees) mismatches++;
  }
  await enforcement.close();
  // Sockets are cut a moment after their seat is gone.
  await new Promise((resolve) => setTimeout(resolve, 500));
  if (named.size === 0) throw new Error("no order affected anyone");
  return { mismatches, othersCut: [...cut].filter((address) => !named.has(address)).length };
}

const unknown: Fix = { standing: "unknown", reasons: [] };

/** By the text of the codes alone, without any of the code that decides. */
function oracle({ jurisdiction, excepted = [] }: Order, fix: Fix): boolean {
  if (fix.standing !== "established") return false;
  const holds = (code: string): boolean => fix.place === code || fix.place.startsWith(`${code}-`);
  const isPart = (code: string): boolean => code.startsWith(`${fix.place}-`);
  return jurisdiction.some(holds) && !excepted.some((code) => holds(code) || isPart(code));
}

type Random = () => number;

function pick<Kind>(random: Random, from: readonly Kind[]): Kind {
  return from[Math.floor(random() * from.length)] as Kind;
}

/** A few neighbouring places, so that many people are affected and many nearly so. */
const places: readonly Place[] = allPlaces.filter((code) =>
  /^(CN|HK|MO|TW|UA|US|PR|FR|RE)(-|$)/.test(code),
);

function anyOrder(random: Random, at: number): Order {
  const some = (most: number) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(random, places));
  const wide = pick(
    random,
    places.filter((code) => !code.includes("-")),
  );
  return {
    kind: "order",
    id: `order-${at}`,
    from: 0,
    until: 4_102_444_800_000,
    jurisdiction: random() < 0.5 ? [wide] : [pick(random, places), ...some(6)],
    excepted: random() < 0.3 ? some(8) : [],
  };
}

function anyFix(random: Random): Fix {
  const place = pick(
    random,
    random() < 0.5 ? places : places.filter((code) => !code.includes("-")),
  );
  const chance = random();
  if (chance < 0.6) return { standing: "established", place, reasons: [] };
  if (chance < 0.75) return { standing: "probable", place, reasons: [] };
  return chance < 0.9 ? { standing: "contested", places: [place], reasons: [] } : unknown;
}

/** Tommy Ettinger's Mulberry32, seeded. */
function mulberry32(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const noPages = {
  isOpen: () => false,
  tellRemoved: () => false,
  tellSentBack: () => false,
  tellNotice: () => false,
  tellEnded: () => undefined,
  recheck: () => undefined,
};

/** Who sits where, and nothing else. */
class ListEngine implements MediaEngine {
  readonly #rooms = new Map<string, Set<string>>();

  seat(room: string, identity: string): void {
    const known = this.#rooms.get(room);
    if (known === undefined) this.#rooms.set(room, new Set([identity]));
    else known.add(identity);
  }

  identities(room: string): string[] {
    return [...(this.#rooms.get(room) ?? [])];
  }

  leaveFor = async () => false;
  listRooms = async () => ({ rooms: [...this.#rooms.keys()], isWhole: true });
  listSeats = async (room: string) =>
    this.identities(room).map((identity) => ({
      identity,
      kind: "standard" as const,
      sid: "",
      joinedAt: 0,
    }));
  removeSeat = async (room: string, identity: string) => {
    this.#rooms.get(room)?.delete(identity);
    return "done" as const;
  };
  tell = async () => "done" as const;
  mute = async () => "done" as const;
  endRoom = async () => "done" as const;
  healthy = async () => true;
}
