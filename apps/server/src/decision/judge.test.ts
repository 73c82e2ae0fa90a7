import type { HostDecision } from "@graticule/admission/standing";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { storedMeeting as meeting } from "../../tests/stored-room.ts";
import { soleOwner } from "../cluster/owners.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { compileRoomPolicy } from "../rooms/room-policy.ts";
import type { StoredRoom } from "../rooms/store.ts";
import { type Assuming, createJudge } from "./judge.ts";
import { ordersBehind, outcomeOf } from "./outcome.ts";

const standing: HostDecision = {
  name: "Ann",
  role: "guest",
  entry: "none",
  pass: false,
  passFor: undefined,
  successorRank: undefined,
};
const rule = (rule: object) => [
  { id: 1, version: 1, at: 1, insideFrom: null, mode: null, actedAs: null, rule },
];
const notFrance = rule({
  deny: [{ kind: "place", code: "FR" }],
  allow: "everyone",
  matches: "probable",
  onDoubt: "admit",
});
const who = { address: "192.0.2.1", identity: "ann.1" };

/** The verdict in this room on Ann, who is probably in France. */
function verdict(
  stored: Partial<StoredRoom>,
  assuming?: Assuming,
  known: {
    readonly expired?: boolean;
    readonly missing?: "absent" | "unread";
    readonly sure?: true;
  } = {},
) {
  const policy = compileRoomPolicy({ ...meeting, ...stored });
  const judge = createJudge({
    owners: soleOwner("engine"),
    directory: {
      isExpired: () => known.expired === true,
      find: () => (known.missing === undefined ? policy : undefined),
      isLoaded: () => known.missing !== "unread",
      now: () => 500,
    } as unknown as RoomDirectory,
    locator: {
      locate: () => ({
        fix: {
          standing: known.sure === true ? "established" : "probable",
          place: parsePlace("FR") as Place,
          reasons: [],
        },
        media: "unseen",
      }),
    },
    seats: { seatedSince: () => undefined },
    suspects: { has: () => false },
    waiting: { waitingSince: () => undefined },
  });
  return judge.judge("r", who, assuming);
}

const outcome = (...asked: Parameters<typeof verdict>) => outcomeOf(verdict(...asked));

const kindOf = (...asked: Parameters<typeof outcome>) => outcome(...asked).kind;

test("nothing is decided of a room that is over or unknown, or on a snapshot that is too old", () => {
  expect(outcome({}, {}, { missing: "absent" })).toEqual({ kind: "absent" });
  expect(outcome({}, {}, { missing: "unread" })).toEqual({ kind: "outage" });
  expect(outcome({ ended: true })).toEqual({ kind: "ended", by: "host" });
  expect(outcome({ ended: true, endedUnderTerms: true })).toEqual({ kind: "ended", by: "service" });
  expect(outcome({ ended: true }, {}, { expired: true })).toEqual({ kind: "outage" });
});

test("a host walks past the lobby, and past no rule", () => {
  const lobby = { door: { ...meeting.door, entry: "lobby" } } as const;
  expect(kindOf(lobby)).toBe("held");
  expect(kindOf(lobby, { by: "host" })).toBe("admitted");
  expect(kindOf({ ownRule: notFrance }, { by: "host" })).toBe("refused");
});

const order = {
  id: "o",
  jurisdiction: ["FR"],
  excepted: [],
  from: 0,
  until: 900,
  approvedAt: 0,
  insideFrom: 0,
  authority: null,
  law: null,
  sealedUntil: null,
};

test("a pass lifts the meeting's own rule, and nothing else", () => {
  expect(kindOf({ ownRule: notFrance })).toBe("refused");
  expect(kindOf({ ownRule: notFrance }, { by: "pass" })).toBe("admitted");
  const ordered = outcome({ ownRule: notFrance, orders: [order] }, { by: "pass" }, { sure: true });
  expect(ordered).toMatchObject({ kind: "refused", refusal: { orderId: "o" } });
  const hostDecisions = [{ ...standing, person: "ann", entry: "banned" as const }];
  expect(kindOf({ ownRule: notFrance, hostDecisions: hostDecisions }, { by: "pass" })).toBe(
    "refused",
  );
});

test("of two orders a refusal names one, and both have an effect", () => {
  const elsewhere = { ...order, id: "q", jurisdiction: ["DE"] };
  const orders = [order, { ...order, id: "p" }, elsewhere];
  expect(ordersBehind(verdict({ orders }, {}, { sure: true }))).toEqual(["o", "p"]);
  expect(ordersBehind(verdict({ orders: [elsewhere] }, {}, { sure: true }))).toEqual([]);
});

test("a stated location counts where a rule asks for it, once", () => {
  const asks = {
    ownRule: rule({
      deny: [{ kind: "place", code: "DE" }],
      allow: "everyone",
      matches: "established",
      onDoubt: "ask",
    }),
  };
  expect(outcome(asks)).toMatchObject({ kind: "held", held: { ask: true } });
  expect(kindOf(asks, { stated: parsePlace("FR") as Place })).toBe("admitted");
  expect(outcome(asks, { stated: parsePlace("DE") as Place })).toMatchObject({
    kind: "held",
    held: { ask: false },
  });
  expect(kindOf({ ownRule: notFrance }, { stated: parsePlace("ES") as Place })).toBe("refused");
});

test("a page that has not joined yet is judged as if its media path were seen", () => {
  const required = { door: { ...meeting.door, beacon: "required" } } as const;
  expect(outcome(required)).toMatchObject({ kind: "held", held: { because: "media-path" } });
  expect(kindOf(required, { media: "seen" })).toBe("admitted");
});
