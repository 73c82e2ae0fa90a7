import { expect, test } from "vitest";
import { latestOnly } from "./latest-only.ts";

test("an answer to an earlier call does not replace the answer to a later one", async () => {
  const answers: ((value: string) => void)[] = [];
  const applied: string[] = [];
  const refresh = latestOnly(
    () => new Promise<string>((resolve) => answers.push(resolve)),
    (value) => applied.push(value),
  );
  const both = [refresh(), refresh()];
  answers[1]?.("second");
  await both[1];
  answers[0]?.("first");
  await both[0];
  expect(applied).toEqual(["second"]);
});
