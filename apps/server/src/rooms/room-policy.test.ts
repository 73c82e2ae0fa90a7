import { decide } from "@graticule/admission/decide";
import type { Fix } from "@graticule/admission/location/fix";
import { ruleInput } from "@graticule/api/rules";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { compileRoomPolicy } from "./room-policy.ts";
import type { StoredRoom } from "./store.ts";

const stored: StoredRoom = {
  ...{ room: "r", accountId: "a", kind: "drop-in", meetingCode: null, title: null },
  ...{ startsAt: null, ended: false, serviceSeats: "allowed" },
  ...{ ownRule: null, accountRule: null, ownRuleId: null, accountRuleId: null, orders: [] },
};

const deny = (code: string) => ruleInput.parse({ deny: [{ kind: "place", code }] });
const from = (code: string): Fix => ({
  standing: "established",
  place: parsePlace(code) as Place,
  reasons: [],
});
const decideIn = (room: StoredRoom, code: string) =>
  decide(from(code), compileRoomPolicy(room).limits, 1_000).kind;

test("a room without any limit lets everyone in", () => {
  expect(decideIn(stored, "CN")).toBe("admit");
});

test("a room's own rule takes the place of its account's", () => {
  const room = { ...stored, accountRule: deny("CN") };
  expect(decideIn(room, "CN")).toBe("refuse");
  expect(decideIn({ ...room, ownRule: deny("FR") }, "CN")).toBe("admit");
  expect(decideIn({ ...room, ownRule: deny("FR") }, "FR")).toBe("refuse");
});

test("an order holds beside the room's own rule", () => {
  const order = {
    id: "o",
    jurisdiction: ["CN"],
    from: 0,
    until: 2_000,
    authority: null,
    law: null,
  };
  const room = { ...stored, ownRule: deny("FR"), orders: [order] };
  expect(["CN", "FR", "HK"].map((code) => decideIn(room, code))).toEqual([
    "refuse",
    "refuse",
    "admit",
  ]);
});

test("a stored rule that names a group which no longer exists lets nobody in", () => {
  const ownRule = ruleInput.parse({ deny: [{ kind: "group", id: "GONE" }] });
  expect(decideIn({ ...stored, ownRule }, "FR")).toBe("refuse");
});

test("service seats are refused in our own meetings whatever the account says", () => {
  expect(compileRoomPolicy(stored).serviceSeats).toBe("allowed");
  expect(compileRoomPolicy({ ...stored, kind: "meeting" }).serviceSeats).toBe("refused");
});
