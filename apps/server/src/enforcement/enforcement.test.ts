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

// Broken on purpose: `#judgeLeg` without `withheld` → the order would end as one that reached no one.
test("an order has an effect when it cuts a connection from elsewhere, though the seat stays", async () => {
  const live = new LiveRooms();
  const seats = new Seats(live);
  const seat = seats.hold("room", "guest-a.1", "192.0.2.1");
  const [withheld, cut] = [[] as string[], [] as string[]];
  const address = "198.51.100.1";
  const leg = { room: "room", identity: "guest-a.1", address, state: "open" } as const;
  seat.legs.push({
    ...leg,
    refuse: () => cut.push(address),
    leave: () => false,
    cut: () => cut.push(address),
  });
  const reasons = [{ kind: "ordered", limit: "o", place: "FR", until: 900 }];
  const refusal = {
    kind: "decided",
    fix: { standing: "unknown", reasons: [] },
    decision: { kind: "refuse", status: 451, reasons },
  };
  const limits = compileLimits([]);
  const enforcement = createEnforcement({
    live,
    seats,
    judge: {
      judge: (_: string, who: { address: string }) =>
        who.address === address ? refusal : { kind: "decided", decision: { kind: "admit" } },
      noticeTo: () => ({ kind: "unsaid" }),
    },
    directory: { find: () => ({ limits, earlier: [], underNotice: [] }), now: () => 0 },
    news: { withheld: (order: string) => withheld.push(order) },
  } as unknown as EnforcementParts);
  enforcement.reconcile(["room"]);
  await enforcement.settled();
  expect([withheld, cut, seats.find("room", "guest-a.1")]).toEqual([["o"], [address], seat]);
  await enforcement.close();
  live.close();
});
