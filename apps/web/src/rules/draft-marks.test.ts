import { expect, test } from "vitest";
import { marksOfDraft } from "./draft-marks.ts";
import { openDraft } from "./rule-draft.ts";

const place = (code: string) => ({ kind: "place", code }) as const;
const expand = (item: Parameters<Parameters<typeof marksOfDraft>[1]>[0]): readonly string[] =>
  item.kind === "place" ? [item.code] : ["FR", "DE"];

test("a group marks each of its squares, and deny wins over allow", () => {
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

test("a subdivision does not narrow what applies to the whole country", () => {
  const deny = [place("UA"), place("UA-43")];
  expect(marksOfDraft({ ...openDraft, mode: "except", deny }, expand).get("UA")?.part).toBe(false);
});

test("mode everyone marks nothing, even if places of another mode are kept", () => {
  expect(marksOfDraft({ ...openDraft, deny: [place("DE")] }, expand).size).toBe(0);
});

test("a subdivision is marked itself too, so that its country can open", () => {
  const deny = [place("UA-43")];
  const marks = marksOfDraft({ ...openDraft, mode: "except", deny }, expand);
  expect(marks.get("UA-43")).toEqual({ state: "denied", part: false });
  expect(marks.has("UA-40")).toBe(false);
});
