import fc from "fast-check";
import { expect, test } from "vitest";
import { type Appellant, appellants, type CaseRecord, caseFor } from "./appeal.ts";

const decided = (...madeBy: readonly Appellant[]): CaseRecord => ({ madeBy, decided: true });
const open = (...madeBy: readonly Appellant[]): CaseRecord => ({ madeBy, decided: false });

test("a public appeal, upheld, closes nothing for those kept out or the host (attack 46)", () => {
  const burnt = [decided("public")];
  expect(caseFor("public", burnt)).toEqual({ kind: "closed" });
  for (const by of ["refused", "host"] as const) {
    expect(caseFor(by, burnt)).toEqual({ kind: "opens", no: 2 });
  }
});

test("a sham appeal by someone kept out closes nothing for the host, nor a host's for those kept out", () => {
  expect(caseFor("host", [decided("refused", "public")])).toEqual({ kind: "opens", no: 2 });
  expect(caseFor("refused", [decided("host")])).toEqual({ kind: "opens", no: 2 });
  expect(caseFor("refused", [decided("public"), decided("refused")])).toEqual({ kind: "closed" });
});

test("while a case is open, everyone joins it", () => {
  for (const by of appellants) {
    expect(caseFor(by, [decided("public"), open("host")])).toEqual({ kind: "joins", no: 2 });
  }
});

/** Someone appeals, or the open case is decided: upheld, as nothing follows any other decision. */
const anyStep = fc.constantFrom(...appellants, "decide" as const);
type Cases = readonly CaseRecord[];

function after(by: Appellant, cases: Cases): Cases {
  const place = caseFor(by, cases);
  if (place.kind === "closed") return cases;
  if (place.kind === "opens") return [...cases, open(by)];
  return cases.map((one, at) => (at + 1 === place.no ? open(...one.madeBy, by) : one));
}

test("whatever comes first, the first one kept out and the host are heard, in three cases at most, one open at a time", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
      let cases: Cases = [];
      for (const step of steps) {
        const before = cases;
        cases =
          step === "decide" ? before.map((one) => decided(...one.madeBy)) : after(step, before);
        const isHeard = cases.some(({ madeBy }) => madeBy.some((by) => by === step));
        expect(isHeard || step === "decide" || step === "public").toBe(true);
      }
      expect(cases.length).toBeLessThanOrEqual(3);
      expect(cases.slice(0, -1).every((one) => one.decided)).toBe(true);
      expect(cases.slice(1).map(({ madeBy }) => madeBy[0])).not.toContain("public");
    }),
  );
});
