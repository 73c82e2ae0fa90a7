import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { entryOf } from "../tests/sample-log.ts";
import { hex } from "./bytes.ts";
import { type Day, daysAfter, parseDay } from "./day.ts";
import type { Entry } from "./entry.ts";
import { noPromises, watch } from "./promises.ts";
import { type FilledSlot, fillSlots, slotsADay } from "./sealed.ts";
import { type SealedContent, sealedContent } from "./sealed-content.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const dayOf = (text: string): Day => parseDay(text) ?? expect.fail(text);
const saltAt = (at: number) => hex(sha256(Uint8Array.of(at >> 8, at)));
const saltsAt = (from: number) => Array.from({ length: slotsADay }, (_, at) => saltAt(from + at));
const told = (request: number): SealedContent =>
  sealedContent({
    kind: "request-told",
    request,
    authority: saltAt(request),
  }) ?? expect.fail("no content");

/** The slots of so many days, the first filled with the authority of request 1. */
function slotsOf(days: number, from = "2026-11-25"): readonly FilledSlot[] {
  return Array.from({ length: days }, (_, at) =>
    fillSlots(sha256, {
      day: daysAfter(dayOf(from), at),
      contents: at === 0 ? [told(1)] : [],
      salts: saltsAt(at * slotsADay),
    }),
  ).flat();
}

const received = (until: string) =>
  entryOf({
    kind: "request-received",
    day: "2026-11-25",
    request: 1,
    branch: "court",
    demands: [],
    meetings: [],
    authority: { sealedUntil: until },
  });
const opened = (day: string, entry: number, { salt, held }: FilledSlot) =>
  entryOf({ kind: "sealed-opened", day, entry, salt, held });
const findingsOf = (entries: readonly Entry[]) =>
  watch(
    sha256,
    noPromises,
    entries.map((entry, index) => ({ index, entry })),
  ).findings;
const entriesOf = (slots: readonly FilledSlot[]) => slots.map(({ entry }) => entry);
const first = slotsOf(1);
const filledAt = first.findIndex(({ held }) => held.kind !== "nothing");
const filled = first[filledAt] ?? expect.fail("nothing is filled");
const empty = first[(filledAt + 1) % slotsADay] ?? expect.fail("all are filled");

test("what is sealed and published on its day keeps every promise", () => {
  const days = slotsOf(4);
  const before = [received("2026-11-27"), ...entriesOf(days.slice(0, 16))];
  const kept = [
    ...before,
    opened("2026-11-27", 1 + filledAt, filled),
    ...entriesOf(days.slice(16)),
  ];
  expect(findingsOf(kept)).toEqual([]);
  // A day's slots come when that day is over; only those of the next day are too late.
  const border = [
    ...[...before, ...entriesOf(days.slice(16, 24))],
    ...[opened("2026-11-27", 1 + filledAt, filled), ...entriesOf(days.slice(24))],
  ];
  expect(findingsOf(border)).toEqual([]);
  const late = [
    ...before,
    ...entriesOf(days.slice(16)),
    opened("2026-11-29", 1 + filledAt, filled),
  ];
  expect(findingsOf(late)).toEqual([
    { index: 0, what: "told-too-late" },
    { index: late.length - 1, what: "tells-nothing-sealed" },
  ]);
});

test("a seal that a correction shortens opens then, and none gets longer", () => {
  const corrected = (sealedUntil: string) =>
    entryOf({
      kind: "request-corrected",
      day: "2026-11-25",
      request: 1,
      branch: "court",
      demands: [],
      meetings: [],
      sealedUntil,
    });
  const days = slotsOf(5);
  const until = (day: string) => (seal: string) =>
    findingsOf([
      ...[received(day), corrected(seal), ...entriesOf(days.slice(0, 24))],
      ...[opened("2026-11-28", 2 + filledAt, filled), ...entriesOf(days.slice(24))],
    ]);
  expect(until("2026-12-24")("2026-11-27")).toEqual([]);
  expect(until("2026-12-24")("2026-11-26").map(({ what }) => what)).toContain("told-too-late");
  expect(until("2026-11-26")("2026-12-24").map(({ what }) => what)).toContain("told-too-late");
});

/**
 * As the log does it: what is due first gets a slot first.
 *
 * @param keeps a request that it publishes too late
 */
function overflow(requests: readonly string[], days: number, keeps?: number): readonly Entry[] {
  const entries: Entry[] = requests.map((until, at) =>
    entryOf({
      kind: "request-received",
      day: "2026-11-25",
      request: at + 1,
      branch: "court",
      demands: [],
      meetings: [],
      authority: { sealedUntil: until },
    }),
  );
  let waiting = requests
    .map((until, at) => ({ until, at }))
    .sort((one, other) => (one.until < other.until ? -1 : one.until > other.until ? 1 : 0));
  const shut: { until: string; at: number; slot: FilledSlot }[] = [];
  for (let number = 0; number < days; number += 1) {
    const day = daysAfter(dayOf("2026-11-25"), number);
    for (const one of shut.filter(({ until, at }) => until <= day && at + 1 !== keeps)) {
      const place = entries.indexOf(one.slot.entry);
      entries.push(opened(daysAfter(day, 1), place, one.slot));
      shut.splice(shut.indexOf(one), 1);
    }
    const taken = waiting.slice(0, slotsADay);
    waiting = waiting.slice(slotsADay);
    const contents = taken.map(({ at }) => told(at + 1));
    const slots = fillSlots(sha256, { day, contents, salts: saltsAt(number * slotsADay) });
    for (const one of taken) {
      const slot = slots.find(({ held }) => held === contents[taken.indexOf(one)]);
      if (slot !== undefined) shut.push({ ...one, slot });
    }
    entries.push(...slots.map(({ entry }) => entry));
  }
  return entries;
}

// Broken on purpose: an audit that ignores the queue finds broken promises that the rule kept.
test("where more is sealed than a day has slots, the rest opens later, and no promise is broken", () => {
  const soon = Array.from({ length: 30 }, () => "2026-11-25");
  expect(findingsOf(overflow(soon, 8))).toEqual([]);
  const mixed = Array.from({ length: 40 }, (_, at) => daysAfter(dayOf("2026-11-25"), at % 7));
  expect(findingsOf(overflow(mixed, 20))).toEqual([]);
  // The twentieth has a slot on the third day: with the fourth's slots it is too late.
  expect(findingsOf(overflow(soon, 3, 20))).toEqual([]);
  expect(findingsOf(overflow(soon, 4, 20))).toEqual([{ index: 19, what: "told-too-late" }]);
  // Waiting for its own day doesn't excuse one that had its slot.
  const first = mixed.indexOf(dayOf("2026-11-25"));
  expect(findingsOf(overflow(mixed, 20, first + 1))).toEqual([
    { index: first, what: "told-too-late" },
  ]);
});

test("a slot opens once, with what it was filled with, and in its place", () => {
  const slots = entriesOf(first);
  const otherAt = (filledAt + 1) % slotsADay;
  const last = (...more: readonly Entry[]) =>
    findingsOf([received("2026-11-30"), ...slots, ...more]).map(({ what }) => what);
  expect(last(opened("2026-11-26", 1 + otherAt, filled))).toEqual(["opens-otherwise"]);
  expect(last(opened("2026-11-26", 0, filled))).toEqual(["opens-no-slot"]);
  expect(last(opened("2026-11-26", 500, filled))).toEqual(["opens-no-slot"]);
  const good = opened("2026-11-30", 1 + filledAt, filled);
  expect(last(good)).toEqual([]);
  expect(last(good, good)).toEqual(["opens-no-slot"]);
  expect(last(opened("2026-11-30", 1 + otherAt, empty))).toEqual([]);
  expect(
    findingsOf([...slots, opened("2026-11-30", filledAt, filled)]).map(({ what }) => what),
  ).toEqual(["tells-nothing-sealed"]);
});

test("a slot that tells of a request which nothing else mentions breaks no promise, and keeps none of another's", () => {
  const content =
    sealedContent({ kind: "request-existed", branch: "court", country: "FR" }) ??
    expect.fail("no content");
  const slots = fillSlots(sha256, {
    day: dayOf("2026-11-25"),
    contents: [content],
    salts: saltsAt(0),
  });
  const at = slots.findIndex(({ held }) => held === content);
  const slot = slots[at] ?? expect.fail("nothing is filled");
  expect(findingsOf([...entriesOf(slots), opened("2026-12-25", at, slot)])).toEqual([]);
  const later = fillSlots(sha256, {
    day: dayOf("2026-11-26"),
    contents: [],
    salts: saltsAt(slotsADay),
  });
  const instead = [
    received("2026-11-25"),
    ...entriesOf(slots),
    opened("2026-11-25", 1 + at, slot),
    ...entriesOf(later),
  ];
  expect(findingsOf(instead)).toEqual([{ index: 0, what: "told-too-late" }]);
});

test("a slot left out, repeated or moved is found at the first one after it", () => {
  const slots = entriesOf(slotsOf(3));
  expect(findingsOf(slots)).toEqual([]);
  for (const gone of [0, 3, 8, 15]) {
    const left = slots.filter((_, at) => at !== gone);
    expect(findingsOf(left)[0]).toEqual({ index: gone, what: "slot-out-of-order" });
  }
  const twice = [...slots.slice(0, 4), ...slots.slice(3)];
  expect(findingsOf(twice)).toEqual([{ index: 4, what: "slot-out-of-order" }]);
  const noDay = [...slots.slice(0, 8), ...slots.slice(16)];
  expect(findingsOf(noDay)[0]).toEqual({ index: 8, what: "slot-out-of-order" });
});

test("no slot stays closed for more than a year, not even an empty one", () => {
  const days = slotsOf(368);
  const shut = (open: number) => {
    const year = days.slice(0, 366 * slotsADay).map(({ entry }) => entry);
    const openings = first.slice(0, open).map((slot, at) => opened("2027-11-26", at, slot));
    return findingsOf([...year, ...openings, ...entriesOf(days.slice(year.length))]);
  };
  const late = shut(5).filter(({ what }) => what === "shut-too-long");
  expect(late.map(({ index }) => index)).toEqual([5, 6, 7]);
  expect(shut(8).filter(({ what }) => what === "shut-too-long")).toEqual([]);
});

test("a text can't be removed before it is there", () => {
  const removal = (entry: number) =>
    entryOf({ kind: "text-removed", day: "2026-11-25", entry, text: "law", ground: "mistake" });
  expect(findingsOf([removal(0)])).toEqual([{ index: 0, what: "points-ahead" }]);
  expect(findingsOf([received("2026-12-01"), removal(0)])).toEqual([]);
});
