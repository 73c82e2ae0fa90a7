import type { Figures } from "@graticule/api/transparency";
import { expect, test } from "vitest";
import { answerParts, givenAnswers, groupDemands, longestBar, sayParts } from "./answer-parts.ts";

/** How a kind of demand was answered, for tests. */
function sampleDemand(changed: Partial<Figures["demands"][number]>): Figures["demands"][number] {
  return {
    demand: "end-meeting" as const,
    asked: 0,
    open: 0,
    met: 0,
    narrowed: 0,
    refused: 0,
    notHandledHere: 0,
    sentBack: 0,
    ...changed,
  };
}

test("the parts of a bar are the answers given, and add up to what was asked", () => {
  const row = sampleDemand({ asked: 6, met: 1, refused: 3, open: 2 });
  const parts = answerParts(row);
  expect(parts.map(({ kind }) => kind)).toEqual(["met", "refused", "open"]);
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(row.asked);
  expect(sayParts(parts)).toBe("1 granted, 3 refused, 2 open");
});

test("every bar is relative to the longest; without any, nothing is divided by zero", () => {
  expect(longestBar([sampleDemand({ asked: 3 }), sampleDemand({ asked: 9 })])).toBe(9);
  expect(longestBar([])).toBe(1);
});

test("an answer that was never given has no column", () => {
  const rows = [sampleDemand({ asked: 1, refused: 1 }), sampleDemand({ asked: 1, open: 1 })];
  expect(givenAnswers(rows)).toEqual(["refused", "open"]);
});

test("the same demand with the same answer is listed once, with a count", () => {
  expect(
    groupDemands([
      { demand: "end-meeting", answer: "refused" },
      { demand: "withhold-meeting", answer: "met" },
      { demand: "end-meeting", answer: "refused" },
      { demand: "withhold-meeting", answer: "narrowed" },
    ]),
  ).toEqual([
    { demand: "end-meeting", answer: "refused", times: 2 },
    { demand: "withhold-meeting", answer: "met", times: 1 },
    { demand: "withhold-meeting", answer: "narrowed", times: 1 },
  ]);
});

test("a demand without an answer is open, and one in a returned or rejected request was sent back", () => {
  const answers = [undefined, "returned", "rejected", "not-handled-here"];
  const grouped = answers.map((answer) => groupDemands([{ demand: "other", answer }])[0]?.answer);
  expect(grouped).toEqual(["open", "sentBack", "sentBack", "notHandledHere"]);
});
