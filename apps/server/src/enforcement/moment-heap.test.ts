import fc from "fast-check";
import { expect, test } from "vitest";
import { MomentHeap } from "./moment-heap.ts";

const key = fc.nat({ max: 40 }).map(String);
const moment = fc.nat({ max: 1_000 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("set" as const), key, at: moment }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("delete" as const), key }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("take" as const), now: fc.nat({ max: 200 }) }),
  },
);

/** The same by looking through all. */
class Naive {
  readonly moments = new Map<string, number>();

  earliest(): number | undefined {
    return [...this.moments.values()].sort((a, b) => a - b)[0];
  }

  takeUntil(now: number): string[] {
    const due = [...this.moments].filter(([, at]) => at <= now).map(([one]) => one);
    for (const one of due) this.moments.delete(one);
    return due.sort();
  }
}

test("after any steps a heap of moments holds what a list would hold, the earliest first", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: "max" }), (steps) => {
      const [heap, naive] = [new MomentHeap(), new Naive()];
      for (const one of steps) {
        if (one.kind === "set") {
          heap.set(one.key, one.at);
          naive.moments.set(one.key, one.at);
        } else if (one.kind === "delete") {
          heap.delete(one.key);
          naive.moments.delete(one.key);
        } else {
          const moments = new Map(naive.moments);
          const taken = heap.takeUntil(one.now);
          const inOrder = taken.map((of) => moments.get(of) ?? 0);
          expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
          expect(taken.toSorted()).toEqual(naive.takeUntil(one.now));
        }
        expect(heap.earliest()).toBe(naive.earliest());
      }
      expect(heap.takeUntil(1_000).toSorted()).toEqual(naive.takeUntil(1_000));
      expect(heap.earliest()).toBeUndefined();
    }),
  );
});
