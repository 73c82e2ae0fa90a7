import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { inSlices } from "./in-slices.ts";

/** Steps that take a millisecond each, and say that they ran. */
function* steps(count: number, ran: (step: number) => void): Generator<void> {
  for (let step = 0; step < count; step += 1) {
    for (const until = performance.now() + 1; performance.now() < until; );
    ran(step);
    yield;
  }
}

test("work begins at once, gives way to what waits, and is done in order", async () => {
  const ran: number[] = [];
  let others = 0;
  const work = inSlices(steps(30, (step) => ran.push(step)));
  expect(ran.length).toBeGreaterThan(0);
  expect(ran.length).toBeLessThan(30);
  let isDone = false;
  void work.then(() => {
    isDone = true;
  });
  while (!isDone) {
    others += 1;
    await nextTurn();
  }
  expect(ran).toEqual(Array.from({ length: 30 }, (_, step) => step));
  expect(others).toBeGreaterThan(2);
});

test("of several works only one has a slice in each turn", async () => {
  const turns: number[] = [];
  let turn = 0;
  const works = [1, 2, 3].map(() => inSlices(steps(20, () => turns.push(turn))));
  let left = works.length;
  for (const work of works) void work.then(() => (left -= 1));
  const perTurn = new Map<number, number>();
  while (left > 0) {
    turn += 1;
    await nextTurn();
  }
  for (const one of turns.filter((at) => at > 0)) perTurn.set(one, (perTurn.get(one) ?? 0) + 1);
  // A slice has no more than three of these steps.
  expect(Math.max(...perTurn.values())).toBeLessThanOrEqual(3);
});

test("work that is stopped does no step more", async () => {
  const stop = new AbortController();
  let ran = 0;
  const work = inSlices(
    steps(30, () => {
      ran += 1;
    }),
    stop.signal,
  );
  const before = ran;
  stop.abort();
  await work;
  expect(ran).toBe(before);
});
