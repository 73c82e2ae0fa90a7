import { expect, onTestFinished, test } from "vitest";
import { Joins } from "../presence/joins.ts";
import { LiveRooms } from "../presence/live-room.ts";
import { createMediaOfJoins } from "./media-of-joins.ts";

// Broken on purpose: networks not counted; places kept when a join is forgotten, or when no one answers its beacon.
test("one network has 2,000 beacons, those that nobody answers aside, and others have room", () => {
  const silent = new Set<string>();
  const live = new LiveRooms();
  const joins = new Joins(live, {
    time: () => 0,
    seal: {
      seal: (text) => Buffer.from(text),
      open: (bytes) => Buffer.from(bytes).toString(),
    },
    roomOf: () => "room",
    hasSeat: () => false,
  });
  const media = createMediaOfJoins({
    live,
    joins,
    beacons: {
      isOn: true,
      open: () => ({ kind: "answer", sdp: "" }),
      pathsOf: (id) => (silent.has(id) ? { kind: "silent" } : { kind: "live", paths: [] }),
      onChange: () => () => undefined,
      close: () => undefined,
      count: () => 0,
      shut: async () => undefined,
    },
    seats: { find: () => undefined, moved: () => undefined },
    locator: { fixOf: () => ({ standing: "unknown", reasons: [] }) },
    directory: { now: () => 0 },
  });
  onTestFinished(() => media.close());
  let made = 0;
  const comes = () => {
    made += 1;
    const identity = `guest-${made}.${made}`;
    return joins.add({ code: "abc-defg-hij", room: "room", name: "Ana", identity }).join;
  };
  const offer = (from: string, join = comes()) => media.offer(join, "", from).kind;
  const first = comes();
  expect(offer("192.0.2.1", first)).toBe("answer");
  for (let more = 1; more < 2_000; more++) offer("192.0.2.1");
  expect(offer("192.0.2.99")).toBe("full");
  expect(offer("198.51.100.1")).toBe("answer");
  joins.forget(first);
  const second = comes();
  expect(offer("192.0.2.99", second)).toBe("answer");
  expect(offer("192.0.2.99")).toBe("full");
  silent.add(second.id);
  expect(offer("192.0.2.99")).toBe("answer");
  expect(offer("192.0.2.99")).toBe("full");
});
