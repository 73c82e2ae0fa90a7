import { expect, test } from "vitest";
import { deskWords } from "../../i18n/desk-words.ts";
import { sayFault } from "../../ui/form/said.ts";
import { reasonOf, withReason } from "./reasons.ts";

const refused = (reason: string) =>
  ({
    kind: "problem",
    code: "forbidden",
    problem: { type: "", title: "", status: 403, code: "forbidden", reason },
  }) as const;

test("every reason for which someone may not act has its own sentence", () => {
  const sentences = Object.keys(deskWords.reason).map((reason) => {
    const said = withReason(refused(reason));
    return said.kind === "ok" ? "" : sayFault(said);
  });
  expect(new Set(sentences).size).toBe(Object.keys(deskWords.reason).length);
  expect(sentences).toContain(deskWords.reason.liaison);
});

test("a reason unknown to the page counts as none", () => {
  expect(reasonOf(refused("toString"))).toBeUndefined();
  expect(withReason(refused("weather"))).toEqual(refused("weather"));
});
