import { expect, test } from "vitest";
import { createConcurrencyLimiter } from "./concurrency-limiter.ts";

test("only so many run at once, the rest in order, and too many are refused", async () => {
  const turns = createConcurrencyLimiter({ atOnce: 2, waiting: 3 });
  const order: number[] = [];
  const ends: (() => void)[] = [];
  const start = (index: number) =>
    turns.run(async () => {
      order.push(index);
      await new Promise<void>((resolve) => ends.push(resolve));
      return index;
    });
  const all = [0, 1, 2, 3, 4].map(start);
  expect(await start(5)).toBe("too-many");
  expect(order).toEqual([0, 1]);
  for (let index = 0; index < 5; index += 1) {
    ends[index]?.();
    expect(await all[index]).toBe(index);
  }
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

test("a turn ends even when its work fails", async () => {
  const turns = createConcurrencyLimiter({ atOnce: 1, waiting: 1 });
  await expect(turns.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.run(async () => "next")).toBe("next");
});
