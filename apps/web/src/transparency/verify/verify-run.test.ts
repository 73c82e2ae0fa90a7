import type { Day } from "@graticule/ledger/day";
import { expect, test } from "vitest";
import { verifyWords } from "../../i18n/verify-words.ts";
import { sayStep } from "./say-step.ts";
import type { CheckFault, CheckStep } from "./steps.ts";
import { stepNames } from "./steps.ts";
import { evidenceFile, rowsOf, verdictOf } from "./verify-run.ts";

const head = { origin: "meet.example/log", size: 12, root: new Uint8Array(32) };
const signed: CheckStep = { kind: "passed", found: { step: "signature", head, by: [] } };
const files = new Map<string, Uint8Array>();
const over = (...steps: readonly CheckStep[]) => verdictOf({ isOver: true, steps, files });

test("all steps together give one result", () => {
  expect(verdictOf({ isOver: false, steps: [signed], files })).toBeUndefined();
  expect(over(signed)).toEqual({ kind: "sound", size: 12 });
  expect(over({ kind: "cannot", step: "signature" })).toEqual({ kind: "not-signed" });
  expect(over(signed, { kind: "unreachable", step: "path" })).toEqual({ kind: "unreachable" });
  const fault: CheckFault = { step: "path", why: "other-root" };
  expect(over(signed, { kind: "failed", fault })).toEqual({ kind: "failed", fault });
});

test("steps that were not reached are shown too", () => {
  const rows = rowsOf([signed]);
  expect(rows.map(({ name }) => name)).toEqual(stepNames);
  expect(rows.filter(({ step }) => step !== undefined)).toHaveLength(1);
});

test("each existing fault says what it means", () => {
  for (const step of stepNames) {
    for (const [why, meaning] of Object.entries(verifyWords.fault[step])) {
      const fault = {
        step,
        why,
        ...(step === "texts" ? { text: "law" } : {}),
        ...(why === "old" ? { through: "2026-11-25" } : {}),
      } as unknown as CheckFault;
      expect(sayStep({ kind: "failed", fault }).text).toContain(meaning);
    }
  }
});

test("the date is described by the newest day, and by how old it is", () => {
  const say = (daysAgo: number) => {
    const through = "2026-11-25" as Day;
    return sayStep({ kind: "passed", found: { step: "date", through, daysAgo } }).text;
  };
  expect(say(1)).toContain("Its newest complete day was Nov 25, 2026 (yesterday, UTC).");
  expect(say(2)).toContain("(2 days ago, UTC)");
  const fault: CheckFault = { step: "date", why: "old", through: "2026-05-31" as Day };
  expect(sayStep({ kind: "failed", fault }).text).toMatch(/Its newest day: May 31, 2026\.$/);
});

test("growth is described by what was seen before", () => {
  const say = (since: number) =>
    sayStep({ kind: "passed", found: { step: "growth", since, size: 12 } }).text;
  expect(sayStep({ kind: "nothing", step: "growth" }).text).toBe(verifyWords.nothing.growth);
  expect(say(12)).toBe(verifyWords.found.same);
  expect(say(5)).toBe("All 5 entries that this page saw before are still there; 7 came after.");
});

test("the downloaded file has everything the browser was given, byte for byte", () => {
  const given = new Map([
    ["checkpoint", new TextEncoder().encode("a head\n")],
    ["tile/0/000.p/1", Uint8Array.of(255, 0)],
  ]);
  const entry = { index: 3, leaf: "{}", texts: {} };
  const kept = JSON.parse(
    evidenceFile({ entry, history: [] }, { isOver: true, steps: [signed], files: given }),
  );
  expect(kept).toMatchObject({
    entry,
    files: { "/log/checkpoint": "a head\n", "/log/tile/0/000.p/1": { base64: "/wA=" } },
  });
});
