import { expect, test } from "vitest";
import { parted } from "./parted-history.ts";

test("previews are separate from acts, and none is lost", () => {
  const at = (minute: number) => `2026-11-24T09:0${minute}:00Z`;
  const { done, looks } = parted([
    { at: at(1), kind: "created" },
    { at: at(1), kind: "rule-lifted" },
    { at: at(2), kind: "previewed" },
    { at: at(3), kind: "rule-set" },
    { at: at(4), kind: "previewed" },
    { at: at(5), kind: "ended" },
  ]);
  expect(done.map(({ kind }) => kind)).toEqual(["ended", "rule-set", "rule-lifted", "created"]);
  expect(looks.map((look) => look.at)).toEqual([at(4), at(2)]);
});
