import { expect, test } from "vitest";
import { healthSince } from "./frame-tally.ts";

// Broken on purpose, each alone → fails: held with nothing to send, or though something went;
// packets kept back not counted, or held.

const tally = (sealed: number, notSent: number) => ({ sealed, notSent, notShown: 3 });

test.each([
  ["nothing was to be sent", tally(5, 5), tally(5, 5), "as-it-should"],
  ["all was sent", tally(5, 0), tally(50, 0), "as-it-should"],
  ["some was sent, and some not", tally(5, 0), tally(6, 9), "as-it-should"],
  ["nothing was sent though it should be", tally(5, 1), tally(5, 2), "held"],
])("a page's sending, when %s", (_, earlier, now, expected) => {
  expect(healthSince(earlier, now, 0).sending).toBe(expected);
});

test("packets kept back count as not sent, and say nothing about sending", () => {
  const health = { sending: "as-it-should", notSent: 7, notShown: 3 };
  expect(healthSince(tally(5, 5), tally(5, 5), 2)).toEqual(health);
});
