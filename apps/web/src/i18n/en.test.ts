import { expect, test } from "vitest";
import { en } from "./en.ts";

/** Every sentence of the pages; those that take values are called with plain ones. */
function sentencesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [String(value("X", "Y"))];
  return Object.values(value as object).flatMap(sentencesOf);
}

const sentences = sentencesOf(en);

test("apostrophes are curly", () => {
  expect(sentences.filter((text) => text.includes("'"))).toEqual([]);
});

test("no page accuses anyone or sounds like an office", () => {
  const avoided =
    /\b(blocked|banned|violations?|suspicious|detected|compliance|geolocation|contested|acquitted)\b/i;
  expect(sentences.length).toBeGreaterThan(150);
  expect(sentences.filter((text) => avoided.test(text))).toEqual([]);
});
