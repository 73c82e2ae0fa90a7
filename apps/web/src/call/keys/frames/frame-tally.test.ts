import { expect, test } from "vitest";
import { sendingSince } from "./frame-tally.ts";

const tally = (sealed: number, notSent: number) => ({ sealed, notSent, notShown: 0 });

test.each([
  ["nothing was to be sent", tally(5, 5), tally(5, 5), "as-it-should"],
  ["all was sent", tally(5, 0), tally(50, 0), "as-it-should"],
  ["some was sent, and some not", tally(5, 0), tally(6, 9), "as-it-should"],
  ["nothing was sent that was to be", tally(5, 1), tally(5, 2), "held"],
])("what a page's sending is called where %s", (_, earlier, now, expected) => {
  expect(sendingSince(earlier, now)).toBe(expected);
});
