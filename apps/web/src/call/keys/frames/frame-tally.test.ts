import { expect, test } from "vitest";
import { healthSince } from "./frame-tally.ts";

// Broken on purpose, each alone → fails: held without anything to send, or though something went; packets kept back not counted, or held.

const tally = (sealed: number, notSent: number) => ({ sealed, notSent, notShown: 3 });

test.each([
  ["nothing was to be sent", tally(5, 5), tally(5, 5), "as-it-should"],
  ["all was sent", tally(5, 0), tally(50, 0), "as-it-should"],
  ["some was sent, and some not", tally(5, 0), tally(6, 9), "as-it-should"],
  ["nothing was sent that was to be", tally(5, 1), tally(5, 2), "held"],
])("what a page's sending is called where %s", (_, earlier, now, expected) => {
  expect(healthSince(earlier, now, 0).sending).toBe(expected);
});

test("packets that were kept back are counted with what was not sent, and say nothing of the sending", () => {
  const health = { sending: "as-it-should", notSent: 7, notShown: 3 };
  expect(healthSince(tally(5, 5), tally(5, 5), 2)).toEqual(health);
});
