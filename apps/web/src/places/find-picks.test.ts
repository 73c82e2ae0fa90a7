import { expect, test } from "vitest";
import { findPicks } from "./find-picks.ts";

test("the United Kingdom is offered once, and no code that only groups its parts", () => {
  expect(findPicks("united k")).toEqual([{ kind: "place", code: "GB" }]);
  for (const query of ["great britain", "england", "GB-"]) {
    const codes = findPicks(query).map((item) => (item.kind === "place" ? item.code : item.id));
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect(code).not.toMatch(/UKM|GBN|EAW/);
  }
});
