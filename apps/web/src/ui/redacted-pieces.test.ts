import { expect, test } from "vitest";
import { redactedPieces } from "./redacted-pieces.ts";

test("a redaction mark is not text", () => {
  expect(redactedPieces("⟦1⟧ End ⟦person⟧[x]")).toEqual([
    { kind: "mark", text: "⟦1⟧" },
    { kind: "words", text: " End " },
    { kind: "mark", text: "⟦person⟧" },
    { kind: "words", text: "[x]" },
  ]);
});
