import { expect, test } from "vitest";
import type { Assuming } from "../decision/judge.ts";
import { createJoining, type JoiningParts } from "./join.ts";

/** A meeting whose region has no engine, and into which come hosts and those with a pass. */
function newWorld() {
  const stored: string[] = [];
  const room = "room";
  const parts = {
    publicUrl: "http://meet.test",
    directory: { findMeeting: () => ({ policy: { room } }), isExpired: () => false },
    identities: { make: () => "ana", ofPerson: () => undefined },
    judge: {
      find: () => ({ kind: "open" }),
      judge: (_room: string, _who: object, { by }: Assuming = {}) => ({
        kind: "decided",
        decision: {
          kind: by === undefined && stored.length === 0 ? "hold" : "admit",
          reasons: [],
        },
      }),
    },
    grants: {
      putHost: async () => void stored.push("host"),
      findPass: async (_room: string, pass: string) =>
        pass === "good" ? { name: "Ana", person: undefined } : undefined,
      usePass: async () => void stored.push("pass"),
    },
    placed: { serviceOf: () => "none" },
    // Only someone who waits gets this far.
    joins: { mayWait: () => false },
  };
  return { stored, joining: createJoining(parts as unknown as JoiningParts) };
}

// Broken on purpose: the host or the pass is noted before it is known that there is no engine.
test("without an engine nothing is stored of a host, and a pass isn't used", async () => {
  const { stored, joining } = newWorld();
  const from = { address: "192.0.2.1", personId: undefined };
  const host = { ...from, comesAs: "host" } as const;
  const guest = { ...from, comesAs: "guest" } as const;
  const noMedia = { kind: "no-media" };
  expect(await joining.join("code", host, { name: "Ana" })).toEqual(noMedia);
  expect(await joining.join("code", guest, { name: "Ana", pass: "good" })).toEqual(noMedia);
  expect(stored).toEqual([]);
  // Who would wait at the door still does.
  expect(await joining.join("code", guest, { name: "Ana" })).toEqual({ kind: "too-many" });
});

test("an order that shows someone its refusal at the door's first look had an effect", async () => {
  const withheld: string[] = [];
  const reasons = [{ kind: "ordered", limit: "o", place: "FR", until: 900 }];
  const parts = {
    publicUrl: "http://meet.test",
    directory: { findMeeting: () => ({ policy: { room: "room" } }), now: () => 0 },
    judge: {
      judge: () => ({
        kind: "decided",
        policy: { encryption: "off" },
        fix: { standing: "unknown", reasons: [] },
        decision: { kind: "refuse", status: 451, reasons },
      }),
    },
    news: { withheld: (orderId: string) => withheld.push(orderId) },
  };
  const from = {
    address: "192.0.2.1",
    personId: undefined,
    comesAs: "guest",
    pass: undefined,
  } as const;
  const joining = createJoining(parts as unknown as JoiningParts);
  const seen = await joining.door("code", from);
  expect(seen).toMatchObject({ door: { refusal: { orderId: "o" } } });
  expect(withheld).toEqual(["o"]);
});
