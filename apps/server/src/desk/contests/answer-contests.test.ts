import { randomUUID } from "node:crypto";
import type { Place } from "@graticule/jurisdiction/place";
import type { Kysely } from "kysely";
import { expect, test } from "vitest";
import { type Questions, soleQuestions } from "../../cluster/questions.ts";
import { questionLimit } from "../../cluster/read-whole.ts";
import type { Database } from "../../db/schema.ts";
import type { Contest } from "../../presence/contests.ts";
import { createAnswerContests } from "./answer-contests.ts";

// Broken on purpose: all of them.
test("however many claims wait at one instance, the others read its answer, with the longest waiting", async () => {
  const waiting = Array.from({ length: 10_000 }, (_, at): Contest => {
    const state = { kind: "waits", dueAtMs: 600_000 + at } as const;
    return {
      id: randomUUID(),
      orderId: randomUUID(),
      place: "CN" as Place,
      evidence: [{ kind: "records-agree" }, { kind: "paths-agree" }, { kind: "own-list" }],
      devicePlace: "FR" as Place,
      from: "outside",
      namedInstead: [],
      network: undefined,
      sinceMs: at,
      state,
    };
  });
  let answer: (() => unknown) | undefined;
  const ofAll: Questions["ofAll"] = (name, shapes, answers) => {
    if (name === "contests") answer = () => answers(shapes.body.parse(null));
    return soleQuestions.ofAll(name, shapes, answers);
  };
  createAnswerContests({
    db: {} as Kysely<Database>,
    contests: { waiting: () => waiting, answer: () => "absent" },
    questions: { ...soleQuestions, ofAll },
  });
  const told = JSON.stringify(await answer?.());
  expect(told.length).toBeLessThan(questionLimit);
  expect(told).toContain(waiting[0]?.id);
});
