import { expect, test } from "vitest";
import { Unlisted, unlistedAfterMs } from "./unlisted.ts";

/** With a clock moved by hand; `calls`: how often its listeners were called. */
function watching() {
  const world: { missing: readonly string[] | undefined } = { missing: [] };
  let now = 1_000_000;
  let due: { readonly at: number; readonly task: () => void } | undefined;
  const unlisted = new Unlisted({
    look: () => world.missing,
    now: () => now,
    later(task, delayMs) {
      const mine = { at: now + delayMs, task };
      due = mine;
      return () => {
        if (due === mine) due = undefined;
      };
    },
  });
  let calls = 0;
  unlisted.subscribe(() => {
    calls += 1;
  });
  return {
    unlisted,
    calls: () => calls,
    see(missing: readonly string[] | undefined): void {
      world.missing = missing;
      unlisted.lookAgain();
    },
    pass(ms: number): void {
      now += ms;
      const ripe = due !== undefined && due.at <= now ? due : undefined;
      if (ripe === undefined) return;
      due = undefined;
      ripe.task();
    },
  };
}

test("having keys without being in the call is reported after a while, for each person alone", () => {
  const { unlisted, calls, see, pass } = watching();
  see(["x"]);
  pass(unlistedAfterMs - 1);
  see(["x", "y"]);
  expect(unlisted.current()).toEqual([]);
  pass(1);
  expect(unlisted.current()).toEqual(["x"]);
  see(["x", "y"]);
  pass(unlistedAfterMs - 1);
  expect(unlisted.current()).toEqual(["x", "y"]);
  expect(calls()).toBe(2);
});

test("people who connect in time, or leave, are not reported, then or later", () => {
  const { unlisted, calls, see, pass } = watching();
  see(["x"]);
  pass(unlistedAfterMs - 1);
  see([]);
  pass(1);
  expect(calls()).toBe(0);
  see(["x"]);
  pass(unlistedAfterMs);
  see([]);
  expect(unlisted.current()).toEqual([]);
});

test("while nothing can be known, nothing is reported or taken back, and no one gains time", () => {
  const { unlisted, see, pass } = watching();
  see(["x"]);
  pass(unlistedAfterMs - 1);
  see(undefined);
  pass(unlistedAfterMs);
  expect(unlisted.current()).toEqual([]);
  see(["x", "y"]);
  expect(unlisted.current()).toEqual(["x"]);
  see(undefined);
  expect(unlisted.current()).toEqual(["x"]);
});
