import { compileLimits } from "@graticule/admission/limits";
import { afterEach, expect, test, vi } from "vitest";
import { deny } from "../../tests/fakes.ts";
import { LiveRooms } from "../presence/live-room.ts";
import { Seats } from "../presence/seats.ts";
import { createEnforcement, type EnforcementParts } from "./enforcement.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("once closed it waits for no limit's end, though it was never started", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const live = new LiveRooms();
  const seats = new Seats(live);
  seats.hold("room", "guest-a.1", "192.0.2.1");
  const limits = compileLimits([{ ...deny("CN"), until: 60_000 }]);
  const enforcement = createEnforcement({
    live,
    seats,
    judge: { judge: () => ({ kind: "outage" }), noticeTo: () => ({ kind: "unsaid" }) },
    directory: { find: () => ({ limits, earlier: [], underNotice: [] }), now: () => 0 },
  } as unknown as EnforcementParts);
  enforcement.reconcile(["room"]);
  await enforcement.settled();
  expect(vi.getTimerCount()).toBe(1);
  await enforcement.close();
  expect(vi.getTimerCount()).toBe(0);
  live.close();
});
