import { expect, test } from "vitest";
import {
  answersTo,
  bucketOf,
  buckets,
  demandKinds,
  grounds,
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

test("a look tells one of four buckets, and at fewer than ten nothing is done", () => {
  const told = [0, 9, 10, 99, 100, 999, 1_000, 1_000_000].map(bucketOf);
  expect(told).toEqual(buckets.flatMap((bucket) => [bucket, bucket]));
  const advice = buckets.map(recommendationAfter);
  expect(advice).toEqual(["no-action", "findings-decide", "findings-decide", "findings-decide"]);
  expect(recommendationAfter(undefined)).toBe("findings-decide");
});
