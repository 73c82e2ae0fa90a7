import { expect, test } from "vitest";
import { type RoomUsage, withNoted } from "./room-use.ts";
import { type SittingMeeting, sittingOf } from "./sitting.ts";

const minute = 60_000;
const now = 1_000 * minute;
const before = (minutes: number): number => now - minutes * minute;
const unscheduled = { room: "r", schedule: undefined, endedAt: undefined, reopensAt: undefined };

/** When the present sitting began, in minutes before now; both times of a note likewise. */
function began(usage: RoomUsage, noted?: { readonly first: number; readonly last: number }) {
  const note = noted && { first: before(noted.first), last: before(noted.last) };
  const sitting = sittingOf(unscheduled satisfies SittingMeeting, {
    now,
    ...withNoted(usage, note, now),
  });
  return "from" in sitting ? (now - sitting.from) / minute : sitting.kind;
}

const sees = {
  peopleSince: (minutes: number): RoomUsage => ({ inside: "in-use", since: before(minutes) }),
  emptySince: (minutes: number, since: number): RoomUsage => ({
    inside: { emptySince: before(minutes) },
    since: before(since),
  }),
  nothing: { inside: { emptySince: undefined }, since: undefined } satisfies RoomUsage,
};

test("a sitting goes on over what its owner can't know, unless an hour of it is unknown", () => {
  const { peopleSince, emptySince, nothing } = sees;
  expect(began(peopleSince(5))).toBe(5);
  expect(began(peopleSince(5), { first: 90, last: 64 })).toBe(90);
  expect(began(peopleSince(5), { first: 90, last: 65 })).toBe(5);
  expect(began(emptySince(50, 55), { first: 300, last: 100 })).toBe(300);
  expect(began(emptySince(60, 65), { first: 300, last: 100 })).toBe("idle");
  expect(began(nothing, { first: 90, last: 59 })).toBe(90);
  expect(began(nothing, { first: 90, last: 60 })).toBe("idle");
  expect(began(nothing)).toBe("idle");
});

test("a note within what the owner saw, or younger than its use, doesn't make a sitting shorter", () => {
  const { peopleSince, emptySince } = sees;
  expect(began(peopleSince(500), { first: 400, last: 300 })).toBe(500);
  expect(began(emptySince(40, 90), { first: 30, last: 20 })).toBe(90);
});
