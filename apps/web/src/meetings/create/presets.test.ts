import { expect, test } from "vitest";
import { changeDraft, faultOf, openDraft, toRuleInput } from "../rule-draft.ts";
import { presetIds, withPreset, withServiceSet } from "./presets.ts";

const place = (code: string) => ({ kind: "place", code }) as const;
const sanctions = {
  id: "sanctions",
  tier: "platform",
  name: "Sanctions list",
  dated: "2026-11-01",
  places: [place("AQ"), place("BV")],
} as const;

test("a preset asks for places and keeps those that were chosen before", () => {
  for (const id of presetIds) {
    expect(faultOf(withPreset(openDraft, id).draft)).toBe("needs-allow");
    const before = { ...openDraft, allow: [place("FR")] };
    expect(toRuleInput(withPreset(before, id).draft)?.allow).toEqual([place("FR")]);
  }
});

test("each preset says what happens in doubt and at the door", () => {
  const set = presetIds.map((id) => {
    const { draft, door } = withPreset(openDraft, id);
    return [id, draft.onDoubt, door];
  });
  expect(set).toEqual([
    ["exam", "hold", "lobby"],
    ["licensed-area", "refuse", "open"],
    ["board", "ask", "lobby"],
  ]);
});

test("the service's list is copied with its date, and what else was written goes", () => {
  const { draft, door } = withServiceSet({ ...sanctions, places: [...sanctions.places] });
  expect(toRuleInput(draft)).toMatchObject({ deny: sanctions.places, allow: "everyone" });
  expect(draft.copied).toEqual([{ name: "Sanctions list", dated: "2026-11-01" }]);
  expect(door).toBe("open");
});

test("a list is copied once, beside what was chosen by hand", () => {
  const copy = { kind: "copy", list: "deny", set: sanctions } as const;
  const draft = changeDraft({ ...openDraft, mode: "except", deny: [place("BV")] }, copy);
  expect(draft.deny).toEqual([place("BV"), place("AQ")]);
  expect(changeDraft(draft, copy)).toEqual(draft);
});

test("taking a copied place out again leaves the rest", () => {
  const { draft } = withServiceSet({ ...sanctions, places: [...sanctions.places] });
  const less = changeDraft(draft, { kind: "toggle", list: "deny", item: place("AQ") });
  expect(less.deny).toEqual([place("BV")]);
});
