import { expect, test } from "vitest";
import {
  newSchedule,
  type ScheduleDraft,
  scheduleFault,
  timetableOf,
  toSchedule,
  toScheduleChange,
  toScheduleDraft,
} from "./schedule-draft.ts";
import { firstDates, scheduleSentence } from "./schedule-sentence.ts";

const now = Date.parse("2026-11-24T12:20:00Z");
const reader = { locale: "en-GB", now };
const draft = (change: Partial<ScheduleDraft>): ScheduleDraft => ({
  ...newSchedule(now, "Europe/Paris"),
  ...change,
});

test("a meeting is now until a time is asked for, and then in the next full hour", () => {
  const fresh = draft({});
  expect(toSchedule(fresh)).toEqual({});
  expect(fresh.startsAt).toBe("2026-11-24T14:00");
  expect(newSchedule(now + 30 * 60_000, "Europe/Paris").startsAt).toBe("2026-11-24T15:00");
});

test("a start is in the time of the meeting's zone, not the browser's", () => {
  const fields = { when: "once", startsAt: "2026-12-01T09:00" } as const;
  expect(toSchedule(draft(fields))).toEqual({
    startsAt: "2026-12-01T08:00:00.000Z",
    durationMinutes: 60,
    timeZone: "Europe/Paris",
  });
  expect(toSchedule(draft({ ...fields, timeZone: "Asia/Tokyo" })).startsAt).toBe(
    "2026-12-01T00:00:00.000Z",
  );
});

test("a repetition until a day includes that whole day", () => {
  const repeats = draft({ when: "repeats", ends: "on", until: "2026-12-24", count: 3 });
  expect(toSchedule(repeats).repeat).toEqual({
    every: "week",
    interval: 1,
    until: "2026-12-24T22:59:59.000Z",
  });
});

test("what the form shows comes back as it was sent", () => {
  for (const change of [
    { when: "once", startsAt: "2026-12-01T09:00", durationMinutes: 45 },
    { when: "repeats", every: "month", interval: 2, ends: "after", count: 4 },
    { when: "repeats", every: "day", ends: "on", until: "2027-03-28" },
    { when: "repeats" },
  ] as const) {
    const sent = toSchedule(draft(change));
    expect(toSchedule(toScheduleDraft(sent, { now, timeZone: "America/Lima" }))).toEqual(sent);
  }
});

test("a change removes what the meeting no longer has", () => {
  expect(toScheduleChange(draft({}))).toEqual({
    startsAt: null,
    durationMinutes: null,
    timeZone: null,
    repeat: null,
  });
  expect(toScheduleChange(draft({ when: "once" })).repeat).toBeNull();
});

test("every field says what is wrong with it", () => {
  const faulty = (change: Partial<ScheduleDraft>): string | undefined =>
    scheduleFault(draft({ when: "repeats", ...change }), now);
  expect(faulty({})).toBeUndefined();
  expect(faulty({ when: "now", startsAt: "" })).toBeUndefined();
  expect(faulty({ startsAt: "" })).toBe("start-missing");
  expect(faulty({ startsAt: "2026-11-24T13:00" })).toBe("start-over");
  expect(faulty({ timeZone: "Mars/Olympus" })).toBe("zone");
  expect(faulty({ durationMinutes: 4 })).toBe("duration");
  expect(faulty({ durationMinutes: Number.NaN })).toBe("duration");
  expect(faulty({ interval: 53 })).toBe("interval");
  expect(faulty({ ends: "after", count: 1 })).toBe("count");
  expect(faulty({ ends: "on", until: "" })).toBe("until-missing");
  expect(faulty({ ends: "on", until: "2026-11-23" })).toBe("until-early");
  expect(faulty({ when: "once", interval: 99 })).toBeUndefined();
});

const sentence = (change: Partial<ScheduleDraft>): string => {
  const schedule = toSchedule(draft(change));
  return scheduleSentence(schedule, timetableOf(schedule, "UTC"), reader);
};

test("the time is read back in the meeting's own zone", () => {
  expect(sentence({})).toContain("Open now.");
  expect(sentence({ when: "once", startsAt: "2026-12-03T09:00", durationMinutes: 90 })).toBe(
    "Thu, 3 Dec 2026, 09:00 CET, for 1 h 30 min.",
  );
  const weekly = { when: "repeats", startsAt: "2026-12-03T09:00" } as const;
  expect(sentence(weekly)).toBe("Every Thursday at 9:00 (Europe/Paris), for 1 hour. No end date.");
  expect(sentence({ ...weekly, interval: 2, ends: "after", count: 5 })).toBe(
    "Every 2 weeks on Thursday at 9:00 (Europe/Paris), for 1 hour. 5 times.",
  );
  expect(sentence({ ...weekly, every: "day", ends: "on", until: "2026-12-24" })).toBe(
    "Every day at 9:00 (Europe/Paris), for 1 hour. Until 24 December 2026.",
  );
  expect(sentence({ ...weekly, every: "month", startsAt: "2027-01-31T09:00" })).toBe(
    "Every month on day 31 at 9:00 (Europe/Paris), for 1 hour. Months without a day 31 are skipped. No end date.",
  );
});

test("the first five dates are read back, also when clocks change", () => {
  const schedule = toSchedule(draft({ when: "repeats", startsAt: "2027-03-15T09:00" }));
  const timetable = timetableOf(schedule, "UTC");
  if (timetable === undefined) throw new Error("a repeating meeting has a timetable");
  const { dates, more } = firstDates(timetable, { most: 5, reader });
  expect(dates).toHaveLength(5);
  expect(more).toBe(true);
  expect(dates[1]).toBe("Mon, 22 Mar 2027, 09:00 CET");
  expect(dates[2]).toBe("Mon, 29 Mar 2027, 09:00 CEST");
});
