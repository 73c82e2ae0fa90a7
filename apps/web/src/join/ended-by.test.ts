import { expect, test } from "vitest";
import { endedText } from "./ended-by.ts";

test("the person who ended a meeting reads so, and no one else reads that its host did", () => {
  expect(endedText({ here: true, runsIt: false })).toBe("You ended it for everyone.");
  expect(endedText({ here: true, runsIt: true })).toMatch(
    /^You ended it for everyone\. You’ll find/,
  );
  expect(endedText({ here: false, runsIt: false })).toBe("It was ended for everyone.");
  expect(endedText({ here: false, runsIt: true })).toMatch(
    /^It was ended for everyone\. You’ll find/,
  );
});
