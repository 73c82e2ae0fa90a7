import { expect, test } from "vitest";
import { LiveRooms } from "./live-room.ts";
import { createSuspects } from "./suspects.ts";

test("an address is remembered for one meeting, until it is taken back or the meeting is forgotten", () => {
  const suspects = createSuspects(new LiveRooms());
  suspects.add("r", "192.0.2.1", { person: "guest-a" });
  suspects.add("r", "192.0.2.2", { person: "guest-b" });
  expect(suspects.has("r", "192.0.2.1")).toBe(true);
  expect(suspects.has("r", "192.0.2.3")).toBe(false);
  expect(suspects.has("other", "192.0.2.1")).toBe(false);
  suspects.remove("r", { person: "guest-a" });
  expect(suspects.has("r", "192.0.2.1")).toBe(false);
  expect([...suspects.rooms()]).toEqual(["r"]);
  suspects.forget("r");
  expect(suspects.has("r", "192.0.2.2")).toBe(false);
  expect([...suspects.rooms()]).toEqual([]);
});

// Broken on purpose: an address forgotten with the first of its reasons.
test("an address of several who were removed is remembered until each was taken back", () => {
  const suspects = createSuspects(new LiveRooms());
  for (const act of [undefined, "one", "two"])
    suspects.add("r", "192.0.2.1", { person: "guest-a", act });
  suspects.remove("r", { act: "one" });
  suspects.remove("r", { person: "guest-b" });
  expect(suspects.has("r", "192.0.2.1")).toBe(true);
  suspects.add("r", "192.0.2.1", { person: "guest-b", act: "three" });
  suspects.remove("r", { person: "guest-a" });
  expect(suspects.has("r", "192.0.2.1")).toBe(true);
  suspects.remove("r", { act: "three" });
  expect(suspects.has("r", "192.0.2.1")).toBe(false);
});

test("for IPv6 it is the network of one addressGroup, within which devices change their address at will", () => {
  const suspects = createSuspects(new LiveRooms());
  suspects.add("r", "2001:db8:1:2::1", { person: "guest-a" });
  expect(suspects.has("r", "2001:db8:1:2:aaaa:bbbb:cccc:dddd")).toBe(true);
  expect(suspects.has("r", "2001:db8:1:3::1")).toBe(false);
});

test("a meeting remembers at most 200, the newest", () => {
  const suspects = createSuspects(new LiveRooms());
  for (let at = 0; at < 201; at++) suspects.add("r", `10.0.0.${at}`, { person: `guest-${at}` });
  expect(suspects.has("r", "10.0.0.0")).toBe(false);
  expect(suspects.has("r", "10.0.0.1")).toBe(true);
});
