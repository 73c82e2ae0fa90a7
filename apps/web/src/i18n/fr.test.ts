import { expect, test } from "vitest";
import { fr } from "./fr.ts";

function sentencesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [String(value("X", "Y", "Z"))];
  return Object.values(value as object).flatMap(sentencesOf);
}

test("no line in French begins with a colon, a semicolon, a mark or a closing quotation mark", () => {
  const sentences = sentencesOf(fr);
  expect(sentences.length).toBeGreaterThan(150);
  expect(sentences.filter((text) => /[ \p{L}\d][:;!?»](?!\p{L})|« /u.test(text))).toEqual([]);
});
