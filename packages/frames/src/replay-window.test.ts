import fc from "fast-check";
import { expect, test } from "vitest";
import { ReplayWindow } from "./replay-window.ts";

// Broken on purpose, each alone → fails: a counter not noted; one too old accepted; 1,000 or 2,048
// for 1,024; a gap not cleared. `<` for `<=` changes nothing: 1,024 behind is the newest one's own
// slot.

test("no counter is accepted twice, whatever came in between", () => {
  const counters = fc.array(fc.oneof(fc.nat(50), fc.nat(3_000), fc.nat(2 ** 40)), {
    maxLength: 400,
  });
  fc.assert(
    fc.property(counters, (all) => {
      const window = new ReplayWindow();
      const taken = all.filter((counter) => window.take(counter));
      expect(new Set(taken).size).toBe(taken.length);
    }),
  );
});

test("frames out of order are accepted, unless they are far behind", () => {
  const order = fc.shuffledSubarray([...Array(1_024).keys()], { minLength: 1 });
  fc.assert(
    fc.property(order, fc.nat(2 ** 40), (all, from) => {
      const window = new ReplayWindow();
      expect(all.every((counter) => window.take(from + counter))).toBe(true);
    }),
  );
});

test("a frame is still known after 10,000 others", () => {
  const window = new ReplayWindow();
  expect(window.take(3)).toBe(true);
  for (let counter = 4; counter < 10_004; counter += 1) window.take(counter);
  expect(window.take(3)).toBe(false);
});

test("1,024 behind the newest counts as used, also after a gap, and what was in the gap is new", () => {
  const window = new ReplayWindow();
  for (let counter = 0; counter < 1_024; counter += 1) window.take(counter);
  const counters = [3_000, 1_976, 1_977, 2_999, 1_500, 0];
  expect(counters.map((counter) => window.take(counter))).toEqual([
    ...[true, false, true, true, false, false],
  ]);
});
