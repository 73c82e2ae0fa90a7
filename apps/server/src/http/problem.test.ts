import type { Refusal } from "@graticule/api/problem";
import { problem } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { ProblemError, problemHeaders, problemOf, refusedProblem, toProblem } from "./problem.ts";

const refusal: Refusal = {
  decidedBy: "order",
  because: "ordered",
  sure: "sure",
  evidence: [],
  place: "CN",
};

test("an order's refusal says who implements the block and is never cached", () => {
  const headers = problemHeaders(refusedProblem(451, refusal), "https://meet.example");
  expect(headers).toEqual({
    link: '<https://meet.example/process>; rel="blocked-by"',
    "cache-control": "no-store",
    "content-type": "application/problem+json",
  });
});

test("a rule's refusal has no blocked-by link", () => {
  expect(problemHeaders(refusedProblem(403, refusal), "https://x")).not.toHaveProperty("link");
});

test.each([
  new Error("password=hunter2 at 203.0.113.9"),
  Object.assign(new Error("secret"), { statusCode: 500 }),
  Object.assign(new Error("secret"), { statusCode: 200 }),
  "thrown text",
  null,
  undefined,
])("an unexpected error is reported as internal, without its message", (error) => {
  const told = toProblem(error);
  expect(told.status).toBe(500);
  expect(JSON.stringify(told)).not.toMatch(/secret|hunter2|203|thrown/);
});

test("a refusal by Fastify keeps its status and loses its message", () => {
  const told = toProblem(Object.assign(new Error("Body <script>"), { statusCode: 413 }));
  expect(told).toMatchObject({ status: 413, code: "invalid" });
  expect(JSON.stringify(told)).not.toContain("script");
});

test("a thrown problem is sent unchanged, and fits the contract", () => {
  const thrown = problemOf("invalid", {
    errors: [{ pointer: "/deny/0", detail: "No such place." }],
  });
  expect(problem.parse(toProblem(new ProblemError(thrown)))).toEqual(thrown);
});

test("an unreadable request is answered with what to do about it, in our own words", () => {
  const thrown = {
    statusCode: 415,
    code: "FST_ERR_CTP_INVALID_MEDIA_TYPE",
    message: "text/secret",
  };
  const problem = toProblem(thrown);
  expect(problem).toMatchObject({ status: 415, code: "invalid" });
  expect(problem.detail).toContain("application/json");
  expect(JSON.stringify(problem)).not.toContain("secret");
});
