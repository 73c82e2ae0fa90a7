import { expect, test } from "vitest";
import { readTime, zoneName } from "./time.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

test("a browser that can’t write times in a language writes them in English, day first", () => {
  const reader = { locale: "tlh", timeZone: "UTC", now };
  expect(Intl.DateTimeFormat.supportedLocalesOf("tlh")).toEqual([]);
  expect(readTime("2026-11-26T18:00:00Z", reader)).toBe("Thu 26 Nov, 18:00 UTC");
  expect(zoneName(reader)).toBe("Coordinated Universal Time");
});

test("a time so far away that its day could be of another year has the year", () => {
  const reader = { locale: "en-GB", timeZone: "UTC", now };
  expect(readTime("2027-11-23T18:00:00Z", reader)).toBe("Tue, 23 Nov 2027, 18:00 UTC");
  expect(readTime("2027-01-23T18:00:00Z", reader)).toBe("Sat 23 Jan, 18:00 UTC");
});

test("a time today is shown without the day, in the reader’s own language", () => {
  const reader = { locale: "hi", timeZone: "Asia/Kolkata", now };
  expect(readTime("2026-11-24T16:30:00Z", reader)).toMatch(/^10:00 pm /);
  expect(readTime("2026-11-26T16:30:00Z", reader)).toMatch(/^गुरु, 26 नव॰, 10:00 pm /);
});
