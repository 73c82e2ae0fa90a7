import { expect, test } from "vitest";
import { whatHeld, whoCould } from "./certificate-words.ts";
import { certificate, ruleInput } from "./rules.ts";

const from = "2026-11-24T09:00:00.000Z";
const rule = ruleInput.parse({ deny: [{ kind: "place", code: "UA-43" }], onDoubt: "hold" });
const none = { admitted: "none", held: "none", refused: "none", removed: "none" } as const;
const paper = (...entries: object[]) =>
  certificate.parse({
    meeting: {
      code: "abc-defg-hij",
      title: "Exam",
      url: "https://meet.example.org/m/abc-defg-hij",
      createdAt: from,
    },
    issuedAt: "2026-11-24T10:00:00.000Z",
    keptUntil: "2026-12-24T10:00:00.000Z",
    service: "Graticule",
    leftOut: 0,
    otherLimits: [],
    sources: [],
    passes: "none",
    entries: entries.map((entry) => ({ from, denied: [], allowed: "everyone", ...none, ...entry })),
  });

test("the paper begins with what held last", () => {
  expect(whatHeld(paper({ rule, denied: ["UA-43", "DE"] }))).toBe(
    "On 2026-11-24 10:00:00 UTC, no one in Crimea, Ukraine (UA-43); Germany (DE) could join. " +
      "If the service couldn’t tell where someone was, they waited in the lobby.",
  );
  expect(whatHeld(paper({ rule, denied: ["DE"] }, {}))).toBe(
    "On 2026-11-24 10:00:00 UTC, the meeting had no rule: people could join from anywhere.",
  );
  expect(whatHeld({ ...paper({ rule, denied: ["DE"] }), passes: "a-few" })).toBe(
    "On 2026-11-24 10:00:00 UTC, no one in Germany (DE) could join without a guest pass. " +
      "If the service couldn’t tell where someone was, they waited in the lobby.",
  );
  const { meeting, ...rest } = paper({ allowed: [] });
  const ended = { ...rest, meeting: { ...meeting, endedAt: "2026-11-24T09:30:00.000Z" } };
  expect(whatHeld(ended)).toBe(
    "When the meeting ended, on 2026-11-24 09:30:00 UTC, no one could join.",
  );
});

test("many places are given by their codes, a few by their names", () => {
  const codes = "AT BE BG CY CZ DE DK EE ES FI FR GR HR".split(" ");
  const told = (denied: readonly string[]) => {
    const [entry] = paper({ rule, denied }).entries;
    return entry === undefined ? "" : whoCould(entry);
  };
  expect(told(codes)).toContain("No one in AT, BE, BG,");
  expect(told(codes.slice(0, 2))).toBe(
    "No one in Austria (AT); Belgium (BE).\nPlace unknown: waited in the lobby.",
  );
});
