import type { Held, JoinEvent } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { parseJoinEvent } from "./join-events.ts";

const refusal: Refusal = {
  decidedBy: "order",
  because: "ordered",
  place: "FR",
  sure: "sure",
  evidence: [],
};
const held: Held = { because: "sent-back", ask: false, sure: "sure", evidence: [] };
const texts = {
  state: { kind: "state", admitted: true },
  removed: { kind: "removed", refusal, status: 451 },
  "sent-back": { kind: "sent-back", held },
  elsewhere: { kind: "elsewhere" },
  "may-return": { kind: "may-return" },
  "knock-declined": { kind: "knock-declined" },
  room: {
    kind: "room",
    room: {
      door: { entry: "open", locked: false, beacon: "wanted" },
      roles: [],
      you: "guest",
      limitedByOrder: false,
      ruleVersion: 0,
    },
  },
  notice: { kind: "notice", refusal, at: "2026-11-24T18:00:00Z" },
  muted: { kind: "muted" },
  ended: { kind: "ended", by: "service" },
  contest: {
    kind: "contest",
    contest: { kind: "waits", orderId: "o", dueAt: "2026-11-24T18:00:00Z" },
  },
  place: { kind: "place", place: "FR", sure: "sure", evidence: [{ kind: "paths-agree" }] },
  keys: { kind: "keys", keys: { kind: "execute", group: "g", epoch: 1 } },
  where: { kind: "where" },
  beat: { kind: "beat" },
  moving: { kind: "moving" },
} as const satisfies Record<JoinEvent["kind"], object>;

test("every event of the stream is parsed", () => {
  for (const [name, event] of Object.entries(texts)) {
    expect(parseJoinEvent(JSON.stringify(event))?.kind).toBe(name);
  }
});

test("unknown events are ignored", () => {
  for (const data of ["", "{", "null", '{"kind":"other"}', '{"kind":"removed","status":200}']) {
    expect(parseJoinEvent(data)).toBeUndefined();
  }
});

test("an unreadable keys event is reported, not ignored", () => {
  for (const keys of [
    {},
    { kind: "begin", group: "g", keyIndex: 255, sender: "AAAA" },
    { kind: "welcome", group: "g", epoch: -1 },
  ]) {
    expect(parseJoinEvent(JSON.stringify({ kind: "keys", keys }))).toEqual({
      kind: "keys",
      keys: "unreadable",
    });
  }
});
