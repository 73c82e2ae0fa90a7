import fc from "fast-check";
import { expect, test } from "vitest";
import { type Comparable, likenesses, repeatedHosts } from "./repeats.ts";

const dayMs = 86_400_000;
const request = (id: string, more: Partial<Comparable> = {}): Comparable => ({
  id,
  authority: "ministry",
  reference: `ref ${id}`,
  meetings: [`meeting ${id}`],
  hosts: ["host"],
  receivedAt: 0,
  enteredAt: more.receivedAt ?? 0,
  ...more,
});
const asked = request("a");

test("the same paper from the same authority is found however its reference is written", () => {
  const again = request("b", { reference: "REF-A", hosts: ["other"] });
  expect(likenesses(asked, [again])).toEqual([{ id: "b", because: "same-reference" }]);
  expect(likenesses(asked, [{ ...again, authority: "court" }])).toEqual([]);
  const wordless = request("c", { reference: "№ /-", hosts: [] });
  expect(likenesses({ ...asked, reference: "--" }, [wordless])).toEqual([]);
});

test("the same meeting counts no matter who asks, the same host only from the same authority", () => {
  const meeting = request("b", { meetings: asked.meetings, authority: "court" });
  expect(likenesses(asked, [meeting])).toEqual([{ id: "b", because: "same-meeting" }]);
  expect(likenesses(asked, [request("b")])).toEqual([{ id: "b", because: "same-host" }]);
  expect(likenesses(asked, [request("b", { authority: "court" })])).toEqual([]);
  expect(likenesses(asked, [asked])).toEqual([]);
});

// Broken on purpose: compared as `undefined === undefined` → the two are one authority.
test("of two senders who aren't in the register no one says that they are one", () => {
  const [one, other, third] = ["a", "b", "c"].map((id) =>
    request(id, { authority: undefined, reference: "ref" }),
  ) as [Comparable, Comparable, Comparable];
  expect(likenesses(one, [other])).toEqual([]);
  expect(repeatedHosts(one, [other, third])).toEqual([]);
});

test("three requests by one authority about one host within 30 days are a repeat, two or sixty days are not", () => {
  const on = (id: string, days: number) => request(id, { receivedAt: days * dayMs });
  expect(repeatedHosts(asked, [on("b", -10)])).toEqual([]);
  expect(repeatedHosts(asked, [on("b", -10), on("c", -30)])).toEqual(["host"]);
  expect(repeatedHosts(asked, [on("b", -10), on("c", -30.001)])).toEqual([]);
  expect(repeatedHosts(asked, [on("b", 10), on("c", -20)])).toEqual(["host"]);
  // Each near this one, but not three within 30 days.
  expect(repeatedHosts(asked, [on("b", 29), on("c", -29)])).toEqual([]);
  const court = request("b", { authority: "court" });
  expect(repeatedHosts(asked, [court, on("c", 1)])).toEqual([]);
});

// Broken on purpose: by `receivedAt` alone, a typist who says that two came long ago hides the third.
test("what a typist says of the day hides no repetition: what was entered within 30 days counts as well", () => {
  const entered = (id: string, came: number) =>
    request(id, { receivedAt: came * dayMs, enteredAt: 0 });
  expect(repeatedHosts(asked, [entered("b", -40), entered("c", -80)])).toEqual(["host"]);
});

test("whether requests are a repeat depends only on when they came", () => {
  const days = fc.array(fc.integer({ min: -60, max: 60 }), { maxLength: 6 });
  fc.assert(
    fc.property(days, (all) => {
      const others = all.map((day, at) => request(`o${at}`, { receivedAt: day * dayMs }));
      const spans = all.flatMap((one) => all.map((other) => [0, one, other]));
      const pairs = spans.filter((_, at) => at % all.length !== Math.floor(at / all.length));
      const near = pairs.some((three) => Math.max(...three) - Math.min(...three) <= 30);
      expect(repeatedHosts(asked, others)).toEqual(near ? ["host"] : []);
      expect(repeatedHosts(asked, others.toReversed())).toEqual(near ? ["host"] : []);
    }),
  );
});
