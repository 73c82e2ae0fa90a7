import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutSamples, type SampleStories, start } from "../tests/sample-story.ts";
import { indexesBehind } from "./behind.ts";
import { daysAfter } from "./day.ts";
import { demands, type Entry, type EntryKind, type EntryOf } from "./entry.ts";
import { figuresOf } from "./figures.ts";
import { addEntry, noStories, type Stories } from "./story.ts";

const today = daysAfter(start, 40);

function told(entries: readonly Entry[]): Stories {
  const stories = noStories();
  for (const entry of entries) addEntry(stories, entry);
  return stories;
}

function figured({ entries, nameAt }: Pick<SampleStories, "entries" | "nameAt">, on = today) {
  return figuresOf(told(entries), { today: on, nameAt });
}

const places = ["CN", "FR", "UA-43"];

const demandList = fc.array(fc.constantFrom(...demands), { minLength: 1, maxLength: 3 });
const few = fc.nat({ max: 3 });
const request = fc.record({
  on: fc.nat({ max: 70 }),
  authority: fc.constantFrom("Court", "Ministry", "Police"),
  sealed: fc.option(fc.record({ days: fc.nat({ max: 30 }), isTold: fc.boolean() })),
  demands: demandList,
  corrected: fc.option(demandList),
  looks: few,
  repeated: few,
  closed: fc.option(
    fc.record({ after: few, outcome: fc.constantFrom("answered", "returned", "rejected") }),
  ),
  orders: fc.array(
    fc.record({
      after: few,
      from: few,
      length: fc.nat({ max: 7 }),
      effects: few,
      upheld: few,
      places: fc.subarray(places, { minLength: 1 }),
      ended: fc.option(
        fc.record({
          after: few,
          how: fc.constantFrom("lifted", "overturned", "appeal-not-decided", "occurrence-over"),
        }),
      ),
      appeal: fc.option(fc.constantFrom("upheld", "overturned", "open")),
    }),
    { maxLength: 2 },
  ),
  acts: fc.array(
    fc.record({ linked: fc.boolean(), review: fc.constantFrom("", "stands", "reversed") }),
    {
      maxLength: 2,
    },
  ),
  change: fc.option(
    fc.constantFrom("open", "confirmed", "declined", "withdrawn", "waited", "alone"),
  ),
});

const sampleStories: fc.Arbitrary<SampleStories> = fc
  .array(request, { maxLength: 12 })
  .map((samples) => layOutSamples(samples));

function ofKind<K extends EntryKind>(entries: readonly Entry[], kind: K): readonly EntryOf<K>[] {
  return entries.filter((one) => one.kind === kind) as unknown as readonly EntryOf<K>[];
}

test("figures match a separate count of each kind of entry", () => {
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
        withCorrections: new Set(ofKind(entries, "contest-upheld").map(({ order }) => order)).size,
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
        sum(orders.ahead, orders.suspended, orders.inForce, ...Object.values(orders.over)),
      );
      expect(all(orders.byAuthority, (row) => row.approved)).toBe(orders.approved);
      expect(all(orders.byAuthority, (row) => row.inForce)).toBe(orders.inForce);
    }),
  );
});

test("a log that grew one entry at a time has the figures of one read at once, at every size", () => {
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

test("the order of a day's daily entries changes no figure", () => {
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
        const indices = indexesBehind(stories, name, asked);
        expect(indices).toEqual([...new Set(indices)].sort((one, other) => one - other));
        return indices.filter((index) => entries[index]?.kind === kind).length;
      };
      expect(behind("requests", "request-received")).toBe(figures.requests.received);
      expect(behind("orders", "order-approved")).toBe(figures.orders.approved);
      expect(behind("orders-in-force", "order-approved")).toBe(figures.orders.inForce);
      expect(behind("looks", "look")).toBe(figures.looks);
      expect(indexesBehind(stories, "all", asked)).toHaveLength(figures.size);
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
      expect(indexesBehind(stories, "demand:nothing", asked)).toEqual([]);
      expect(behind("sealed", "request-received")).toBe(
        figures.sealed.ahead + figures.sealed.opened,
      );
    }),
  );
});
