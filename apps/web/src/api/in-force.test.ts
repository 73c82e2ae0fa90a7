import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { InForce } from "./in-force.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** Answers in this order. */
function start(...answers: readonly (boolean | undefined)[]) {
  const left = [...answers];
  const ask = vi.fn(async () => left.shift());
  const inForce = new InForce(ask);
  const told: boolean[] = [];
  inForce.onChange(() => told.push(inForce.isPending()));
  return { inForce, ask, told };
}

test("it is pending from a change until the service says that all is in force", async () => {
  const { inForce, ask, told } = start(false, undefined, true);
  inForce.notYet();
  inForce.notYet();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([inForce.isPending(), ask.mock.calls.length]).toEqual([true, 2]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(3);
});

test("an answer to a question from before a change isn't about that change", async () => {
  let settle: (known: boolean) => void = () => undefined;
  const ask = vi.fn(() => new Promise<boolean>((resolve) => (settle = resolve)));
  const inForce = new InForce(ask);
  inForce.notYet();
  await vi.advanceTimersByTimeAsync(5_000);
  inForce.notYet();
  settle(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([inForce.isPending(), ask.mock.calls.length]).toEqual([true, 2]);
  settle(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(inForce.isPending()).toBe(false);
});
