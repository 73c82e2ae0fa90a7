import { expect, test } from "vitest";
import { type DoorEvent, type DoorState, doorTable, stepDoor } from "./door-state.ts";

const refusal = {
  decidedBy: "meeting",
  because: "denied-place",
  place: "DE",
  sure: "sure",
} as const;
const open = {
  code: "abc-defg-hij",
  title: "Tea",
  sure: "sure",
  place: "FR",
  ended: false,
} as const;
const admitted = {
  joinId: "j1",
  key: "k1",
  token: "t",
  gateUrl: "ws://localhost/",
  identity: "guest#1",
  meeting: { code: "abc-defg-hij", title: "Tea" },
  sure: "sure",
} as const;

const states: Readonly<Record<DoorState["kind"], DoorState>> = {
  looking: { kind: "looking" },
  door: { kind: "door", door: open, fault: undefined },
  joining: { kind: "joining", door: open },
  inside: { kind: "inside", admitted },
  refused: { kind: "refused", refusal, from: "call", stream: undefined, mayReturn: false },
  "cannot-check": { kind: "cannot-check" },
  left: { kind: "left" },
  ended: { kind: "ended" },
  "not-found": { kind: "not-found" },
};

const events: Readonly<Record<DoorEvent["kind"], DoorEvent>> = {
  "door-seen": { kind: "door-seen", door: open },
  "no-such-meeting": { kind: "no-such-meeting" },
  "cannot-check": { kind: "cannot-check" },
  fault: { kind: "fault", fault: "failed" },
  join: { kind: "join" },
  admitted: { kind: "admitted", admitted },
  refused: { kind: "refused", refusal },
  "may-return": { kind: "may-return" },
  "meeting-ended": { kind: "meeting-ended" },
  leave: { kind: "leave" },
};

test("the table has a step for every state and every event", () => {
  expect(Object.keys(doorTable).sort()).toEqual(Object.keys(states).sort());
  for (const row of Object.values(doorTable)) {
    expect(Object.keys(row).sort()).toEqual(Object.keys(events).sort());
  }
});

/** State → event → the state after it. Pairs that are not named stay as they are. */
const changes: Readonly<
  Record<DoorState["kind"], Partial<Record<DoorEvent["kind"], DoorState["kind"]>>>
> = {
  looking: {
    "door-seen": "door",
    "no-such-meeting": "not-found",
    "cannot-check": "cannot-check",
    refused: "refused",
    "meeting-ended": "ended",
  },
  door: {
    "no-such-meeting": "not-found",
    join: "joining",
    refused: "refused",
    "meeting-ended": "ended",
    leave: "left",
  },
  joining: {
    "no-such-meeting": "not-found",
    "cannot-check": "cannot-check",
    fault: "door",
    admitted: "inside",
    refused: "refused",
    "meeting-ended": "ended",
    leave: "left",
  },
  inside: {
    "no-such-meeting": "ended",
    refused: "refused",
    "meeting-ended": "ended",
    leave: "left",
  },
  refused: {
    "no-such-meeting": "not-found",
    join: "joining",
    "meeting-ended": "ended",
    leave: "left",
  },
  "cannot-check": {
    "door-seen": "door",
    "no-such-meeting": "not-found",
    join: "joining",
    refused: "refused",
    "meeting-ended": "ended",
    leave: "left",
  },
  left: { join: "joining", "meeting-ended": "ended" },
  ended: {},
  "not-found": { "door-seen": "door" },
};

for (const state of Object.values(states)) {
  for (const event of Object.values(events)) {
    const next = changes[state.kind][event.kind] ?? state.kind;
    test(`"${event.kind}" leads from "${state.kind}" to "${next}"`, () => {
      expect(stepDoor(state, event).kind).toBe(next);
    });
  }
}

test("somebody removed in the call keeps the event stream of their join, to hear when they may return", () => {
  expect(stepDoor(states.inside, events.refused)).toEqual({
    kind: "refused",
    refusal,
    from: "call",
    stream: { joinId: "j1", key: "k1" },
    mayReturn: false,
  });
});

test("the way back opens and closes as the limit changes", () => {
  const back = stepDoor(states.refused, events["may-return"]);
  expect(back).toMatchObject({ kind: "refused", mayReturn: true });
  expect(stepDoor(back, events.refused)).toMatchObject({ kind: "refused", mayReturn: false });
  expect(stepDoor(states.refused, events["door-seen"])).toMatchObject({ mayReturn: true });
});

test("a door that would refuse shows the refusal before a name is asked", () => {
  const next = stepDoor(states.looking, { kind: "door-seen", door: { ...open, refusal } });
  expect(next).toMatchObject({ kind: "refused", from: "door" });
});
