import { afterEach, expect, test } from "vitest";
import { loadSubdivisions, nameAsOperatorWants, nameOfCode, usualNameOf } from "./names.ts";

afterEach(() => nameAsOperatorWants({}));

test("a name that the operator gave has the place's code beside it, and no other has", async () => {
  await loadSubdivisions();
  nameAsOperatorWants({ TW: "Formosa", US: "The States", "CA-QC": "La Belle Province" });
  expect(["TW", "US-CA", "CA-QC", "FR"].map(nameOfCode)).toEqual([
    "Formosa (TW)",
    "California (The States) (US-CA)",
    "La Belle Province (Canada) (CA-QC)",
    "France",
  ]);
  expect(["TW", "US-CA"].map(usualNameOf)).toEqual(["Taiwan", "California (United States)"]);
});
