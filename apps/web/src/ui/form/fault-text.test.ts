import type { Problem } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { accountWords } from "../../i18n/account-words.ts";
import { formWords } from "../../i18n/form-words.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { answerFault } from "./answer-fault.ts";
import { sayFault } from "./said.ts";

const problem = (code: Problem["code"], more: Partial<Problem> = {}) =>
  ({
    kind: "problem",
    code,
    problem: { type: "x", title: "x", status: 400, code, ...more },
  }) as const;

test("what failed has the same words on the pages of hosts and accounts", () => {
  for (const tell of [answerFault, sayFault]) {
    expect(tell({ kind: "offline" })).toBe(formWords.fault.offline);
    expect(tell(problem("too-many"))).toBe(formWords.fault["too-many"]);
    expect(tell(problem("internal"))).toBe(formWords.fault.failed);
    const errors = ["One.", "Two."].map((detail) => ({ pointer: "#/x", detail }));
    expect(tell(problem("invalid", { errors }))).toBe("One. Two.");
    expect(tell(problem("invalid"))).toBe(formWords.fault.failed);
  }
});

test("a page uses its own words where they say more; with an account, the service's words help more", () => {
  expect(answerFault(problem("conflict", { detail: "Not so." }))).toBe(hostWords.rule.conflict);
  expect(answerFault(problem("forbidden"))).toBe(hostWords.manage.wrong);
  expect(sayFault(problem("conflict", { detail: "Not so." }))).toBe("Not so.");
  expect(sayFault(problem("forbidden"))).toBe(accountWords.problem.forbidden);
  expect(sayFault(problem("not-found"))).toBe(accountWords.problem.notFound);
});
