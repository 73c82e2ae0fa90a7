import { expect, test } from "vitest";
import { answerTo } from "../decision/gate-answer.ts";
import { answerToEngine, invalidRequest, notFound } from "./answers.ts";

test("a request after a meeting's end doesn't count as malformed (normal meetings counted some)", () => {
  expect(answerTo({ kind: "ended", by: "host" })?.counted).toBe("gate-gone");
  expect(answerTo({ kind: "absent" })?.counted).toBe("gate-gone");
  expect(answerToEngine(404)).toEqual({ problem: notFound.problem, counted: "gate-gone" });
  expect(answerToEngine(400).counted).toBe("gate-bad-request");
  expect(notFound.counted).toBe("gate-bad-request");
  expect(invalidRequest("Unreadable").counted).toBe("gate-bad-request");
});
