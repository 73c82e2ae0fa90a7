import { expect, test } from "vitest";
import { EarlyWords, earlyMs, mostEarly } from "./early-words.ts";

test("words wait for their own speaker, keep their order, and are given once", () => {
  const early = new EarlyWords<string>();
  early.hold("ada", "one", 0);
  early.hold("bo", "other", 1);
  early.hold("ada", "two", 2);
  expect(early.take("ada", 3)).toEqual(["one", "two"]);
  expect(early.take("ada", 3)).toEqual([]);
  expect(early.take("bo", 3)).toEqual(["other"]);
});

test("words wait for so long and no longer", () => {
  const early = new EarlyWords<string>();
  early.hold("ada", "one", 0);
  early.hold("ada", "two", 1);
  expect(early.take("ada", earlyMs)).toEqual(["two"]);
});

test("only so many words wait, of so many speakers, and those of the past make room", () => {
  const early = new EarlyWords<number>();
  for (let at = 0; at <= mostEarly; at += 1) early.hold("ada", at, 0);
  for (let other = 0; other <= mostEarly; other += 1) early.hold(`other ${other}`, other, 0);
  expect(early.take(`other ${mostEarly}`, 0)).toEqual([]);
  expect(early.take("ada", 0)).toHaveLength(mostEarly);
  early.hold("cy", 1, earlyMs);
  expect(early.take("cy", earlyMs)).toEqual([1]);
});
