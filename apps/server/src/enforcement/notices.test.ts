import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { storedMeeting as meeting } from "../../tests/stored-room.ts";
import { soleOwner } from "../cluster/owners.ts";
import { createJudge } from "../decision/judge.ts";
import type { PrivateNotice } from "../presence/join-streams.ts";
import { LiveRooms } from "../presence/live-room.ts";
import { Seats } from "../presence/seats.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import { compileRoomPolicy } from "../rooms/room-policy.ts";
import { type NoticesParts, tellNotice } from "./notices.ts";

/** In force from 100 to 9,000, and from 1,000 on for those who were already inside. */
const order = {
  id: "o",
  jurisdiction: ["CN"],
  excepted: [],
  authority: null,
  law: null,
  sealedUntil: null,
  from: 100,
  until: 9_000,
  approvedAt: 100,
  insideFrom: 1_000,
};
const withOrder = compileRoomPolicy({ ...meeting, orders: [order] });

/** Someone who sat down at 50, and the messages their page got. */
function sitting() {
  const here = { now: 500, policy: withOrder as RoomPolicy, expired: false };
  const directory = {
    isExpired: () => here.expired,
    find: () => here.policy,
    now: () => here.now,
  } as unknown as RoomDirectory;
  const fix = { standing: "established", place: parsePlace("CN") as Place, reasons: [] } as const;
  const judge = createJudge({
    owners: soleOwner("engine"),
    directory,
    locator: { locate: () => ({ fix, media: "unseen" }) },
    seats: { seatedSince: () => 50 },
    suspects: { has: () => false },
    waiting: { waitingSince: () => undefined },
  });
  const told: (PrivateNotice | undefined)[] = [];
  const parts: NoticesParts = {
    judge,
    joinStreams: {
      tellNotice: (_room, _identity, notice) => {
        told.push(notice);
        return true;
      },
    },
    engine: { tell: async () => "done" },
  };
  const seat = new Seats(new LiveRooms()).hold("r", "guest-a.1", "192.0.2.1");
  return { here, told, look: () => tellNotice(seat, parts) };
}

test("a notice that falls due between the judgement and the check is not taken back", () => {
  const { here, told, look } = sitting();
  look();
  look();
  expect(told).toMatchObject([{ at: new Date(1_000).toISOString(), refusal: { orderId: "o" } }]);
  here.now = 1_000;
  look();
  expect(told).toHaveLength(1);
});

test("an outage takes no notice back; lifting the order does", () => {
  const { here, told, look } = sitting();
  look();
  here.expired = true;
  look();
  expect(told).toHaveLength(1);
  here.expired = false;
  here.policy = compileRoomPolicy(meeting);
  look();
  expect(told.slice(1)).toEqual([undefined]);
});
