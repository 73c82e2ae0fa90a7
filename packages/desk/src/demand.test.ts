import { expect, test } from "vitest";
import {
  answersTo,
  bucketOf,
  buckets,
  demandKinds,
  grounds,
  isBorneOut,
  recommendationAfter,
} from "./demand.ts";

test("every demand has its answer, and only a withholding can be answered with anything but a refusal", () => {
  expect(Object.keys(answersTo).sort()).toEqual([...demandKinds].sort());
  const fixed = demandKinds.filter((kind) => answersTo[kind].kind === "fixed");
  expect(fixed).toEqual(demandKinds.filter((kind) => kind !== "withhold-meeting"));
  const answers = fixed.map((kind) => {
    const answer = answersTo[kind];
    return answer.kind === "fixed" ? [kind, answer.answer, answer.ground] : [];
  });
  expect(answers).toEqual([
    ["end-meeting", "refused", "meetings-survive"],
    ["suspend-account", "refused", "accounts-survive"],
    ["withhold-person", "refused", "no-named-persons"],
    ["limit-other-meetings", "refused", "one-occurrence-only"],
    ["serve-country-off", "refused", "no-country-off"],
    ["monitor-or-record", "refused", "conversation-private"],
    ["weaken-encryption", "refused", "conversation-private"],
    ["stay-silent", "refused", "told-at-the-door"],
    ["block-topic", "refused", "no-topics"],
    ["hand-over-data", "not-handled-here", "nothing-handed-over"],
    ["other", "refused", "no-such-act"],
  ]);
});

test("each ground is used by some answer", () => {
  const used = Object.values(answersTo).flatMap((answer) =>
    answer.kind === "fixed" ? [answer.ground] : answer.grounds,
  );
  expect(new Set(used)).toEqual(new Set(grounds));
});

test("a look gives one of four buckets, and below ten nothing is done", () => {
  const told = [0, 9, 10, 99, 100, 999, 1_000, 1_000_000].map(bucketOf);
  const [, ...sizes] = buckets;
  expect(told).toEqual(sizes.flatMap((bucket) => [bucket, bucket]));
  const advice = sizes.map(recommendationAfter);
  expect(advice).toEqual(["no-action", "findings-decide", "findings-decide", "findings-decide"]);
  expect(recommendationAfter(undefined)).toBe("findings-decide");
});

test("a look that can't tell is never few, and has a ground of its own; no ground says how many are there (5, 6)", () => {
  expect(recommendationAfter("cannot-tell")).toBe("cannot-tell");
  expect(grounds.filter((ground) => /few-there|many/.test(ground))).toEqual([]);
  expect(isBorneOut("cannot-tell-there", [undefined], true)).toBe(false);
  expect(isBorneOut("cannot-tell-there", ["cannot-tell"], true)).toBe(true);
  expect(isBorneOut("cannot-tell-there", [undefined], false)).toBe(true);
  expect(isBorneOut("human-rights", [undefined], true)).toBe(true);
});
