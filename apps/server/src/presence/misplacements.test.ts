import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Contest } from "./contests.ts";
import { createMisplacements, type Misplacements } from "./misplacements.ts";

const place = (code: string) => parsePlace(code) as Place;
const contest = (more: Partial<Contest> = {}): Contest => ({
  id: "c",
  orderId: "o",
  place: place("CN"),
  evidence: [],
  devicePlace: undefined,
  from: "outside",
  namedInstead: [],
  network: "198.51.100.0/24",
  sinceMs: 0,
  state: { kind: "in" },
  ...more,
});
const day = 24 * 3_600_000;

let misplacements: Misplacements;
beforeEach(() => {
  vi.useFakeTimers();
  misplacements = createMisplacements(() => Date.now());
});
afterEach(() => {
  misplacements.close();
  vi.useRealTimers();
});

test("what happens twice on a network recurs, with where devices and sources place it", () => {
  misplacements.note(contest({ devicePlace: place("MN") }));
  expect(misplacements.recurring()).toEqual([]);
  misplacements.note(contest({ place: place("HK") }));
  misplacements.note(contest({ network: "203.0.113.0/24" }));
  expect(misplacements.recurring()).toEqual([]);
  misplacements.note(contest({ namedInstead: [place("KZ")], devicePlace: place("CN") }));
  const [found] = misplacements.recurring();
  expect(found).toMatchObject({ place: "CN", people: 2, instead: new Set(["MN", "KZ"]) });
});

test("a network is forgotten with its review: when the review ends, and after a day", () => {
  misplacements.note(contest());
  misplacements.note(contest());
  misplacements.end(misplacements.recurring()[0]?.id ?? "");
  expect(misplacements.size()).toBe(0);
  misplacements.note(contest());
  vi.advanceTimersByTime(day - 1);
  expect(misplacements.size()).toBe(1);
  // What comes later doesn't extend it.
  misplacements.note(contest());
  vi.advanceTimersByTime(1);
  expect(misplacements.size()).toBe(0);
  expect(misplacements.recurring()).toEqual([]);
});

test("neither an invalid address nor a network already forgotten is noted", () => {
  misplacements.note(contest({ network: "unknown" }));
  misplacements.note(contest({ network: undefined }));
  expect(misplacements.size()).toBe(0);
});
