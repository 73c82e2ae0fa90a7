import type { Fix } from "@graticule/admission/location/fix";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LiveRooms } from "../presence/live-room.ts";
import { type SeatLeg, Seats } from "../presence/seats.ts";
import { createOccupants, occupancyOf } from "./occupants.ts";

const at = (code: string): Fix => ({
  standing: "probable",
  place: parsePlace(code) as Place,
  reasons: [],
});
const unknown: Fix = { standing: "unknown", reasons: [] };

test("places come by count, but the order doesn't tell apart those with a few", () => {
  const fixes = [...Array(5).fill(at("FR")), at("DE"), at("HK"), at("HK"), at("HK"), unknown];
  expect(occupancyOf(fixes)).toEqual({
    inside: 9 + 1,
    byPlace: [
      { place: "FR", count: "many" },
      { place: "DE", count: "a-few" },
      { place: "HK", count: "a-few" },
    ],
    cannotTell: "a-few",
  });
  expect(occupancyOf([at("FR"), ...Array(5).fill(at("HK"))]).byPlace).toEqual([
    { place: "FR", count: "some" },
    { place: "HK", count: "some" },
  ]);
});

test("no count from 1 to 4 is shown, nor one that can be subtracted from the number inside", () => {
  const fix = fc.constantFrom(at("FR"), at("CN"), at("HK"), unknown);
  fc.assert(
    fc.property(fc.array(fix, { maxLength: 30 }), (fixes) => {
      const { byPlace, cannotTell } = occupancyOf(fixes);
      const told = [...byPlace.map((one) => one.count), cannotTell].filter((one) => one !== "none");
      for (const count of told) expect(typeof count === "string" || count >= 5).toBe(true);
      if (told.includes("a-few")) expect(told.some((one) => typeof one === "number")).toBe(false);
    }),
  );
});

/** A room whose seats come and go, on a clock that the test sets. */
function watched(everyMs?: number) {
  const live = new LiveRooms();
  const seats = new Seats(live);
  const clock = { now: 1_000_000 };
  const occupants = createOccupants({
    live,
    seats,
    locator: { locate: ({ address }) => ({ fix: at(address), media: "unseen" }) },
    directory: { now: () => clock.now, find: () => undefined },
    ...(everyMs === undefined ? {} : { everyMs }),
  });
  const sit = (who: string, place: string): void => {
    const seat = seats.hold("r", who, place);
    Object.assign(seat, { decided: true, seatedSince: 0 });
    seat.legs.push({} as SeatLeg);
  };
  return { seats, clock, occupants, sit };
}

test("a picture stands for a minute and is then taken again (attack 24b)", () => {
  const { seats, clock, occupants, sit } = watched();
  for (let one = 0; one < 5; one += 1) sit(`${one}`, "FR");
  const first = occupants.counts("r");
  expect(first).toMatchObject({ inside: 5, byPlace: [{ place: "FR", count: 5 }] });
  sit("new", "FR");
  const gone = seats.find("r", "0");
  if (gone !== undefined) seats.forget(gone);
  clock.now += 59_999;
  expect(occupants.counts("r")).toEqual(first);
  sit("newer", "FR");
  clock.now += 1;
  expect(occupants.counts("r")).toEqual({
    inside: 6,
    byPlace: [{ place: "FR", count: 6 }],
    cannotTell: "none",
    asOf: new Date(clock.now).toISOString(),
  });
});

// Was 0 as soon as a removal began, and 1 for some seconds after someone left: that told whom an order means.
test("someone counts as inside until their connection ends, however it ends", () => {
  const { seats, occupants, sit } = watched();
  sit("removed", "FR");
  const seat = seats.find("r", "removed");
  if (seat === undefined) throw new Error("no seat");
  seat.removal = Promise.resolve();
  expect(occupants.counts("r").inside).toBe(1);
  seat.legs.pop();
  for (const removal of [Promise.resolve(), undefined]) {
    seat.removal = removal;
    expect(occupants.counts("r").inside).toBe(0);
  }
});

test("when the clock is put back, no picture stands until it catches up", () => {
  const { clock, occupants, sit } = watched();
  sit("one", "FR");
  occupants.picture("r");
  sit("two", "FR");
  clock.now -= 59_999;
  expect(occupants.picture("r").occupants).toHaveLength(1);
  clock.now -= 1;
  expect(occupants.picture("r").occupants).toHaveLength(2);
});

test("someone who moves is counted where they were until the minute is over", () => {
  const { seats, clock, occupants, sit } = watched();
  for (let one = 0; one < 5; one += 1) sit(`${one}`, "FR");
  expect(occupants.counts("r").byPlace).toEqual([{ place: "FR", count: 5 }]);
  for (const seat of seats.inRoom("r")) seat.address = "DE";
  expect(occupants.counts("r").byPlace).toEqual([{ place: "FR", count: 5 }]);
  clock.now += 60_000;
  expect(occupants.counts("r").byPlace).toEqual([{ place: "DE", count: 5 }]);
});

test("where a test or demonstration asks for it, every picture is current", () => {
  const { occupants, sit } = watched(0);
  sit("a", "FR");
  expect(occupants.counts("r").byPlace).toHaveLength(1);
  sit("b", "DE");
  expect(occupants.counts("r").byPlace).toHaveLength(2);
});

test("the desk counts networks with a seat established in the places, except excepted and leaving ones", () => {
  const live = new LiveRooms();
  const seats = new Seats(live);
  const fixes: Record<string, Fix> = {
    inside: { ...at("UA-30"), standing: "established" } as Fix,
    whole: { ...at("UA"), standing: "established" } as Fix,
    excepted: { ...at("UA-43"), standing: "established" } as Fix,
    likely: at("UA"),
    elsewhere: { ...at("PL"), standing: "established" } as Fix,
    doubtful: { standing: "contested", places: [parsePlace("UA") as Place], reasons: [] },
    unknown,
    leaving: { ...at("UA"), standing: "established" } as Fix,
  };
  const names = Object.keys(fixes);
  const addressOf = (name: string, host = 1) => `10.0.${names.indexOf(name)}.${host}`;
  const nameOf = (address: string) => names[Number(address.split(".")[2])] ?? "";
  const occupants = createOccupants({
    live,
    seats,
    locator: {
      locate: ({ address }) => ({ fix: fixes[nameOf(address)] ?? unknown, media: "unseen" }),
    },
    directory: { now: () => 0, find: () => undefined },
  });
  for (const who of Object.keys(fixes)) seats.hold("r", who, addressOf(who)).decided = true;
  seats.hold("r", "leaving", addressOf("leaving")).removal = Promise.resolve();
  seats.hold("r", "not let in", addressOf("inside"));
  // Ten tabs on one network count once (attack 54).
  for (let tab = 0; tab < 10; tab += 1) {
    seats.hold("r", `tab ${tab}`, addressOf("inside", tab)).decided = true;
  }
  const [ukraine, crimea] = [parsePlace("UA") as Place, parsePlace("UA-43") as Place];
  // Those of whom only the country is known may be in the excepted part.
  expect(occupants.countNetworksIn("r", [ukraine], [crimea])).toBe(1);
  expect(occupants.countNetworksIn("r", [ukraine], [])).toBe(3);
  expect(occupants.countNetworksIn("r", [parsePlace("CN") as Place], [])).toBe(0);
  expect(occupants.countNetworksIn("another", [ukraine], [])).toBe(0);
});
