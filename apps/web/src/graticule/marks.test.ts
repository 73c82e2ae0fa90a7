import { expect, test } from "vitest";
import { marksOfCounts, marksOfOrders } from "./marks.ts";

test("counts are shown in bands only", () => {
  const marks = marksOfCounts([
    { place: "FR", count: 7 },
    { place: "US-CA", count: "a-few" },
    { place: "DE", count: "none" },
  ]);
  expect(marks.get("FR")?.state).toBe("many");
  expect(marks.get("US")?.state).toBe("few");
  expect(marks.has("DE")).toBe(false);
  const untold = [{ place: "FR", count: "some" } as const];
  expect(marksOfCounts(untold).get("FR")?.state).toBe("here");
});

test("a subdivision that is counted is marked itself too", () => {
  const counts = marksOfCounts([{ place: "US-CA", count: 12 }]);
  expect(counts.get("US-CA")?.state).toBe("many");
  expect(counts.get("US")?.state).toBe("many");
});

test("an order in force in a part takes precedence over a past one for the whole country", () => {
  const marks = marksOfOrders([
    { place: "UA-43", inForce: 1 },
    { place: "UA", inForce: 0 },
    { place: "FR", inForce: 0 },
  ]);
  expect(marks.get("UA")).toEqual({ state: "in-force", part: true });
  expect(marks.get("FR")).toEqual({ state: "past", part: false });
});
