import { expect, test } from "vitest";
import { openDraft } from "../meetings/rule-draft.ts";
import { marksOfCounts, marksOfDraft, marksOfOrders } from "./marks.ts";

const place = (code: string) => ({ kind: "place", code }) as const;
const expand = (item: Parameters<Parameters<typeof marksOfDraft>[1]>[0]): readonly string[] =>
  item.kind === "place" ? [item.code] : ["FR", "DE"];

test("a group marks every square of it, and deny wins over allow", () => {
  const marks = marksOfDraft(
    { ...openDraft, mode: "only", allow: [{ kind: "group", id: "EU" }], deny: [place("DE")] },
    expand,
  );
  expect(marks.get("FR")).toEqual({ state: "allowed", part: false });
  expect(marks.get("DE")).toEqual({ state: "denied", part: false });
  expect(marks.has("US")).toBe(false);
});

test("a subdivision marks a part of its country's square", () => {
  const marks = marksOfDraft({ ...openDraft, mode: "except", deny: [place("UA-43")] }, expand);
  expect(marks.get("UA")).toEqual({ state: "denied", part: true });
});

test("a subdivision does not narrow what is said of the whole country", () => {
  const deny = [place("UA"), place("UA-43")];
  expect(marksOfDraft({ ...openDraft, mode: "except", deny }, expand).get("UA")?.part).toBe(false);
});

test("mode everyone marks nothing, also when places of another mode are kept", () => {
  expect(marksOfDraft({ ...openDraft, deny: [place("DE")] }, expand).size).toBe(0);
});

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

test("a subdivision is marked itself too, so that its country can open", () => {
  const deny = [place("UA-43")];
  const marks = marksOfDraft({ ...openDraft, mode: "except", deny }, expand);
  expect(marks.get("UA-43")).toEqual({ state: "denied", part: false });
  expect(marks.has("UA-40")).toBe(false);
  const counts = marksOfCounts([{ place: "US-CA", count: 12 }]);
  expect(counts.get("US-CA")?.state).toBe("many");
  expect(counts.get("US")?.state).toBe("many");
});

test("an order in force in a part is told before one of the whole country that is over", () => {
  const marks = marksOfOrders([
    { place: "UA-43", inForce: 1 },
    { place: "UA", inForce: 0 },
    { place: "FR", inForce: 0 },
  ]);
  expect(marks.get("UA")).toEqual({ state: "in-force", part: true });
  expect(marks.get("FR")).toEqual({ state: "past", part: false });
});
