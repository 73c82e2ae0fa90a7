import { expect, test } from "vitest";
import { isOver, statusLine, whenLine } from "./manage-status.ts";

const reader = { locale: "en-GB", timeZone: "UTC", now: Date.parse("2026-11-24T12:00:00Z") };
const later = "2026-11-24T15:00:00.000Z";
const line = (change: Partial<Parameters<typeof statusLine>[0]>): string =>
  statusLine(
    { inside: 0, door: { entry: "open", locked: false, beacon: "wanted" }, ...change },
    reader,
  );

test("the status says how many are inside, and whether the door is locked", () => {
  expect(line({})).toBe("Open. No one is inside.");
  expect(line({ inside: 1 })).toBe("1 person is inside.");
  expect(line({ inside: 7, door: { entry: "open", locked: true, beacon: "wanted" } })).toBe(
    "Locked. 7 people are inside.",
  );
});

test("a future meeting says when it starts, a repeating one when the next one does", () => {
  expect(line({ startsAt: later, nextStartsAt: later })).toBe("Starts 15:00 UTC.");
  const repeat = { every: "week", interval: 1 } as const;
  const first = "2026-11-17T15:00:00.000Z";
  expect(line({ startsAt: first, nextStartsAt: later, repeat })).toBe(
    "The next session starts 15:00 UTC.",
  );
  expect(line({ startsAt: later, nextStartsAt: later, inside: 3 })).toBe("3 people are inside.");
  const locked = { entry: "open", locked: true, beacon: "wanted" } as const;
  expect(line({ startsAt: later, nextStartsAt: later, door: locked })).toBe(
    "Starts 15:00 UTC. The meeting is locked.",
  );
});

test("a meeting whose dates are over says so, and that the door is still open", () => {
  expect(line({ startsAt: "2026-11-23T15:00:00.000Z" })).toContain(
    "All scheduled dates have passed",
  );
});

test("an ended session of a repeating meeting is not the meeting's end", () => {
  const endedAt = "2026-11-24T11:00:00.000Z";
  expect(isOver({ endedAt })).toBe(true);
  expect(isOver({ endedAt, nextStartsAt: later })).toBe(false);
  expect(line({ endedAt })).toBe("This meeting has ended.");
});

test("an ended meeting no longer says that it is open from now on", () => {
  const open = "Open now. People can join at any time.";
  const endedAt = "2026-11-24T11:00:00.000Z";
  expect(whenLine({}, open, reader)).toBe(open);
  expect(whenLine({ endedAt }, open, reader)).toBe("Ended 11:00 UTC.");
  expect(whenLine({ endedAt, nextStartsAt: later }, open, reader)).toBe(open);
  const startsAt = "2026-11-24T10:00:00.000Z";
  expect(whenLine({ endedAt, startsAt }, "10:00, for 1 hour.", reader)).toBe(
    "10:00, for 1 hour. Ended 11:00 UTC.",
  );
});
