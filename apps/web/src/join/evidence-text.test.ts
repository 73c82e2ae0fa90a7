import { evidence } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { en } from "../i18n/en.ts";
import { evidenceText } from "./evidence-text.ts";

const name = (code: string) => ({ CN: "China", NL: "Netherlands" })[code] ?? code;

test("each kind of evidence has its own sentence", () => {
  const [, plain] = evidence.options;
  const told = plain.shape.kind.options.map((kind) => evidenceText([{ kind }], name));
  expect(new Set(told).size).toBe(told.length);
  for (const sentence of told) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test("what light rules out is one sentence, with the place", () => {
  expect(evidenceText([{ kind: "too-quick", place: "CN" }], name)).toBe(
    "Your connection responds too quickly to be in China.",
  );
  expect(evidenceText([{ kind: "too-quick", place: "NL" }], name)).toContain("the Netherlands");
});

test("of several kinds, the first two are named", () => {
  const said = en.door.because;
  expect(
    evidenceText([{ kind: "mobile" }, { kind: "old-records" }, { kind: "paths-agree" }], name),
  ).toBe(`${said.mobile} ${said["old-records"]}`);
});
