import { expect, test } from "vitest";
import { changeWords, hiddenItems, preview, type WordsDraft } from "./words-draft.ts";

const begun: WordsDraft = {
  written: { demands: ["Ask Ana at a@b.test now"], translation: "Ana" },
  fixed: [{ of: 0, from: 11, to: 19, what: "contact" }],
  marked: [],
};
const shown = (draft: WordsDraft) =>
  preview(draft).map((pieces) => pieces.map(({ text }) => text).join(""));

test("what is hidden shows at once, what is always hidden stays hidden, and undo restores the words", () => {
  const name = { of: 0, from: 4, to: 7, what: "person" } as const;
  const hidden = changeWords(begun, { kind: "hide", span: name });
  expect(shown(hidden)).toEqual(["Ask ⟦person⟧ at ⟦contact⟧ now", "Ana"]);
  expect(hiddenItems(hidden)).toMatchObject([
    { words: "Ana", fixed: false },
    { words: "a@b.test", fixed: true },
  ]);
  expect(shown(changeWords(hidden, { kind: "show", span: name }))).toEqual(shown(begun));
  const fixed = begun.fixed[0] ?? name;
  expect(shown(changeWords(hidden, { kind: "show", span: fixed }))).toEqual(shown(hidden));
});

test("overlapping marks become one", () => {
  const one = { of: 0, from: 0, to: 7, what: "other" } as const;
  const more = { of: 0, from: 4, to: 13, what: "person" } as const;
  const draft = [one, more].reduce((at, span) => changeWords(at, { kind: "hide", span }), begun);
  expect(draft.marked).toHaveLength(1);
  expect(shown(draft)).toEqual(["⟦other⟧ now", "Ana"]);
});
