import fc from "fast-check";
import { expect, test } from "vitest";
import { entriesBehind } from "./behind.ts";
import { type Day, daysAfter } from "./day.ts";
import type { Entry, EntryKind, EntryOf } from "./entry.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { entryOf, recordAt } from "./sample-log.ts";
import { type SampleStories, sampleStories, start } from "./sample-story.ts";
import { addEntry, noStories, type Stories } from "./story.ts";

const today = daysAfter(start, 40);
const hash = "0123456789abcdef".repeat(4);

function told(entries: readonly Entry[]): Stories {
  const stories = noStories();
  for (const entry of entries) addEntry(stories, entry);
  return stories;
}

function figured({ entries, nameAt }: Pick<SampleStories, "entries" | "nameAt">, on = today) {
  return figuresOf(told(entries), { today: on, nameAt });
}

/** From plain entries; day and what is not of interest are filled in. */
function figuresFrom(entries: readonly object[], on: Day = today): Figures {
  const nameAt = () => "Ministry";
  return figured({ entries: entries.map((one) => entryOf({ day: start, ...one })), nameAt }, on);
}

function ofKind<K extends EntryKind>(entries: readonly Entry[], kind: K): readonly EntryOf<K>[] {
  return entries.filter((one) => one.kind === kind) as unknown as readonly EntryOf<K>[];
}

test("figures are what counting each kind of entry by itself gives", () => {
  fc.assert(
    fc.property(sampleStories, (sample) => {
      const { entries } = sample;
      const figures = figured(sample);
      const received = ofKind(entries, "request-received");
      const closed = ofKind(entries, "request-closed");
      const answers = closed.flatMap((one) => one.answers);
      expect(figures.size).toBe(entries.length);
      expect(figures.requests).toMatchObject({
        received: received.length,
        open: received.length - closed.length,
        rejected: closed.filter(({ outcome }) => outcome === "rejected").length,
        repeated: new Set(ofKind(entries, "repeated-requests").map((one) => one.request)).size,
      });
      for (const row of figures.demands) {
        const given = answers.filter(({ demand }) => demand === row.demand);
        const count = (...of: string[]) => given.filter(({ answer }) => of.includes(answer)).length;
        expect(row).toMatchObject({
          met: count("met"),
          narrowed: count("narrowed"),
          refused: count("refused"),
          notHandledHere: count("not-handled-here"),
          sentBack: count("returned", "rejected"),
        });
      }
      const approved = ofKind(entries, "order-approved");
      const ends = new Map(ofKind(entries, "order-ended").map((one) => [one.order, one.how]));
      const unended = approved.filter(({ order }) => !ends.has(order));
      expect(figures.orders).toMatchObject({
        approved: approved.length,
        ahead: unended.filter(({ from }) => from > today).length,
        inForce: unended.filter(({ from, until }) => from <= today && today <= until).length,
        withEffect: new Set(ofKind(entries, "order-effect").map(({ order }) => order)).size,
        over: {
          lifted: [...ends.values()].filter((how) => how === "lifted").length,
          lapsed: unended.filter(({ until }) => until < today).length,
        },
      });
      expect(figures.looks).toBe(ofKind(entries, "look").length);
      const acts = ofKind(entries, "terms-act");
      expect(figures.termsActs).toMatchObject({
        all: new Set(acts.map(({ act }) => act)).size,
        linked: acts.filter(({ requests }) => requests.length > 0).length,
      });
      expect(figures.findings).toEqual([]);
    }),
  );
});

test("every sum is the sum of its rows, and every demand has one answer or none", () => {
  fc.assert(
    fc.property(sampleStories, (sample) => {
      const { requests, demands, months, orders } = figured(sample);
      const sum = (...counts: number[]) => counts.reduce((one, other) => one + other, 0);
      const all = <R>(rows: readonly R[], count: (row: R) => number) => sum(...rows.map(count));
      expect(requests.received).toBe(
        sum(requests.open, requests.answered, requests.returned, requests.rejected),
      );
      for (const { asked, demand: _, ...parts } of demands) {
        expect(asked).toBe(sum(...Object.values(parts)));
      }
      const end = demands.find(({ demand }) => demand === "end-meeting");
      if (end !== undefined) expect(end.asked).toBe(end.refused + end.open + end.sentBack);
      for (const name of [
        "asked",
        "met",
        "narrowed",
        "refused",
        "notHandledHere",
        "sentBack",
      ] as const) {
        expect(all(months, (row) => row[name])).toBe(all(demands, (row) => row[name]));
      }
      expect(all(months, (row) => row.requests)).toBe(requests.received);
      expect(all(months, (row) => row.orders)).toBe(orders.approved);
      expect(orders.approved).toBe(
        sum(orders.ahead, orders.inForce, ...Object.values(orders.over)),
      );
      expect(all(orders.byAuthority, (row) => row.approved)).toBe(orders.approved);
      expect(all(orders.byAuthority, (row) => row.inForce)).toBe(orders.inForce);
    }),
  );
});

test("a log that grew one entry at a time has the figures of one that was read at once, at every size", () => {
  fc.assert(
    fc.property(sampleStories, ({ entries, nameAt }) => {
      const growing = noStories();
      for (const [at, entry] of entries.entries()) {
        addEntry(growing, entry);
        if (at % 7 !== 0 && at < entries.length - 1) continue;
        const asked = { today, nameAt };
        // Asking changes nothing.
        figuresOf(growing, asked);
        expect(figuresOf(growing, asked)).toEqual(figuresOf(told(entries.slice(0, at + 1)), asked));
      }
    }),
  );
});

test("in which order the daily entries of a day stand changes no figure", () => {
  fc.assert(
    fc.property(sampleStories, fc.infiniteStream(fc.nat()), (sample, random) => {
      const places = new Map<number, number[]>();
      for (const [at, run] of sample.dailyRun.entries()) {
        if (run !== undefined) places.set(run, [...(places.get(run) ?? []), at]);
      }
      const entries = [...sample.entries];
      for (const run of places.values()) {
        const keyed = run.map((at) => ({ at, key: random.next().value ?? 0 }));
        const shuffled = keyed.sort((one, other) => one.key - other.key);
        for (const [to, { at }] of shuffled.entries()) {
          entries[run[to] ?? 0] = sample.entries[at] as Entry;
        }
      }
      expect(figured({ ...sample, entries })).toEqual(figured(sample));
    }),
  );
});

test("each figure opens the entries that it counts", () => {
  fc.assert(
    fc.property(sampleStories, ({ entries, nameAt }) => {
      const stories = told(entries);
      const asked = { today, nameAt };
      const figures = figuresOf(stories, asked);
      const behind = (name: string, kind: EntryKind) => {
        const indices = entriesBehind(stories, name, asked);
        expect(indices).toEqual([...new Set(indices)].sort((one, other) => one - other));
        return indices.filter((index) => entries[index]?.kind === kind).length;
      };
      expect(behind("requests", "request-received")).toBe(figures.requests.received);
      expect(behind("orders", "order-approved")).toBe(figures.orders.approved);
      expect(behind("orders-in-force", "order-approved")).toBe(figures.orders.inForce);
      expect(behind("looks", "look")).toBe(figures.looks);
      expect(entriesBehind(stories, "all", asked)).toHaveLength(figures.size);
      for (const { place, approved } of figures.orders.byPlace) {
        expect(behind(`place:${place}`, "order-approved")).toBe(approved);
      }
      for (const row of figures.orders.byAuthority) {
        expect(behind(row.behind, "order-approved")).toBe(row.approved);
      }
      for (const { month, requests, orders } of figures.months) {
        expect(behind(`month:${month}`, "request-received")).toBe(requests);
        expect(behind(`month:${month}`, "order-approved")).toBe(orders);
      }
      for (const { demand } of figures.demands) {
        expect(behind(`demand:${demand}`, "request-received")).toBeGreaterThan(0);
      }
      expect(entriesBehind(stories, "demand:nothing", asked)).toEqual([]);
      expect(behind("sealed", "request-received")).toBe(
        figures.sealed.ahead + figures.sealed.opened,
      );
    }),
  );
});

test("how often an order kept somebody out, how many appealed and whoever looked twice is in no figure (constitution 15)", () => {
  const order = { order: recordAt(1) };
  const base = [
    {
      kind: "request-received",
      request: 1,
      authority: hash,
      branch: "court",
      demands: [],
      meetings: [],
    },
    {
      ...{ kind: "order-approved", request: 1, ...order, meeting: hash, places: ["CN"] },
      ...{ from: start, until: start, reason: hash, law: hash },
    },
  ];
  const effect = { kind: "order-effect", ...order };
  const once = figuresFrom([...base, effect]);
  const often = figuresFrom([...base, effect, effect, effect]);
  expect({ ...often, size: once.size }).toEqual(once);
  // Appeals of nine orders are said to be fewer than ten, of ten to be ten.
  const appeals = (count: number) =>
    figuresFrom(
      Array.from({ length: count }, (_, at) => ({ kind: "appeal-made", order: recordAt(at) })),
    ).appeals;
  expect(appeals(9).byMonth).toEqual([
    { month: "2026-11", made: "fewer-than-10", overturned: "none" },
  ]);
  expect(appeals(10).byMonth[0]?.made).toBe(10);
  expect(appeals(10).corrected).toBe("none");
});

test("whoever may not be told is in one row with all others that may not, until the log tells", () => {
  const received = (request: number, authority: unknown) => ({
    ...{ kind: "request-received", request, authority, branch: "court", demands: [], meetings: [] },
  });
  const approved = (request: number) => ({
    ...{ kind: "order-approved", request, order: recordAt(request), meeting: hash, places: ["CN"] },
    ...{ from: start, until: start, reason: hash, law: hash },
  });
  const until = (days: number) => ({ sealedUntil: daysAfter(start, days) });
  const requests = [until(5), until(9), until(7), hash, hash].flatMap((authority, at) => [
    received(at + 1, authority),
    approved(at + 1),
  ]);
  const opened = {
    ...{ kind: "sealed-opened", entry: 0, salt: hash },
    held: { kind: "request-told", request: 1, authority: hash },
  };
  const removed = { kind: "text-removed", entry: 6, text: "authority", ground: "unlawful" };
  const rows = (...more: object[]) =>
    figuresFrom([...requests, ...more]).orders.byAuthority.map(
      ({ authority, approved: count, behind }) => [authority, count, behind],
    );
  const sealed = { kind: "sealed", until: daysAfter(start, 9) };
  expect(rows()).toEqual([
    [{ kind: "named", name: "Ministry" }, 2, "authority:6"],
    [sealed, 3, "authority:sealed"],
  ]);
  expect(rows(opened, removed)).toEqual([
    [{ kind: "named", name: "Ministry" }, 2, "authority:10"],
    [sealed, 2, "authority:sealed"],
    [{ kind: "taken-down" }, 1, "authority:taken-down"],
  ]);
});

test("an order is in force on its days, ahead before them, and has lapsed after them when nothing ended it", () => {
  const order = {
    ...{ kind: "order-approved", request: 1, order: recordAt(1), meeting: hash, places: ["CN"] },
    ...{ from: daysAfter(start, 1), until: daysAfter(start, 3), reason: hash, law: hash },
  };
  const ended = {
    kind: "order-ended",
    order: recordAt(1),
    how: "lifted",
    day: daysAfter(start, 2),
  };
  const on = (days: number, ...more: object[]) => {
    const { ahead, inForce, over } = figuresFrom([order, ...more], daysAfter(start, days)).orders;
    return [ahead, inForce, over.lapsed, over.lifted];
  };
  expect([on(0), on(1), on(3), on(4)]).toEqual([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ]);
  expect(on(4, ended)).toEqual([0, 0, 0, 1]);
  const closed = (request: number, after: number) => [
    {
      kind: "request-received",
      request,
      authority: hash,
      branch: "court",
      demands: [],
      meetings: [],
    },
    {
      kind: "request-closed",
      request,
      outcome: "answered",
      answers: [],
      day: daysAfter(start, after),
    },
  ];
  const { timeToAnswer, timeToLift } = figuresFrom([
    ...[...closed(1, 0), ...closed(2, 9), ...closed(3, 2), ...closed(4, 1), order, ended],
  ]);
  expect(timeToAnswer).toEqual({ count: 4, medianDays: 2, longestDays: 9 });
  expect(timeToLift).toEqual({ count: 1, medianDays: 2, longestDays: 2 });
});

test("what can't be true beside the rest of the log is a finding", () => {
  const received = {
    ...{ kind: "request-received", request: 1, authority: hash, branch: "court", meetings: [] },
    demands: ["end-meeting"],
  };
  const closed = (...answers: object[]) => ({
    ...{ kind: "request-closed", request: 1, outcome: "answered", answers },
  });
  const findings = (...entries: object[]) => figuresFrom(entries).findings;
  const refused = { demand: "end-meeting", answer: "refused" };
  expect(findings(received, closed(refused))).toEqual([]);
  expect(findings(received, closed({ ...refused, answer: "met" }))).toEqual([
    { index: 1, what: "met-what-has-one-answer" },
  ]);
  expect(findings(received, closed(refused, refused))).toEqual([
    { index: 1, what: "answers-other-demands" },
  ]);
  expect(findings(closed(refused), { kind: "order-effect", order: recordAt(1) })).toEqual([
    { index: 0, what: "begins-nowhere" },
    { index: 1, what: "begins-nowhere" },
  ]);
});

test("months follow one another over the year's end, also those of which there is nothing", () => {
  const proposed = { kind: "change-proposed", change: recordAt(1), what: "staff", says: hash };
  const { months } = figuresFrom([proposed], "2027-02-01" as Day);
  expect(months.map(({ month }) => month)).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"]);
});
