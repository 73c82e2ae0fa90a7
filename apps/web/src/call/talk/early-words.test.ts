import { expect, test } from "vitest";
import { EarlyWords, earlyMs, mostEarly } from "./early-words.ts";

test("messages wait for their sender, keep their order, and are delivered once", () => {
  const early = new EarlyWords<string>();
  early.hold("ada", "one", 0);
  early.hold("bo", "other", 1);
  early.hold("ada", "two", 2);
  expect(early.take("ada", 3)).toEqual(["one", "two"]);
  expect(early.take("ada", 3)).toEqual([]);
  expect(early.take("bo", 3)).toEqual(["other"]);
});

test("messages wait only a fixed time", () => {
  const early = new EarlyWords<string>();
  early.hold("ada", "one", 0);
  early.hold("ada", "two", 1);
  expect(early.take("ada", earlyMs)).toEqual(["two"]);
});

test("messages and senders are limited, and outdated ones make room", () => {
  const early = new EarlyWords<number>();
  for (let at = 0; at <= mostEarly; at += 1) early.hold("ada", at, 0);
  for (let other = 0; other <= mostEarly; other += 1) early.hold(`other ${other}`, other, 0);
  expect(early.take(`other ${mostEarly}`, 0)).toEqual([]);
  expect(early.take("ada", 0)).toHaveLength(mostEarly);
  early.hold("cy", 1, earlyMs);
  expect(early.take("cy", earlyMs)).toEqual([1]);
});
