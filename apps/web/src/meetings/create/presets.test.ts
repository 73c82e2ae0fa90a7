import { expect, test } from "vitest";
import {
  changeDraft,
  faultOf,
  openDraft,
  type RuleDraft,
  toRuleInput,
} from "../../rules/rule-draft.ts";
import {
  type EntrySettings,
  type Filling,
  fill,
  presetIds,
  stillHolds,
  unfill,
} from "./presets.ts";

const place = (code: string) => ({ kind: "place", code }) as const;
const sanctions = {
  id: "sanctions",
  tier: "platform",
  name: "Sanctions list",
  dated: "2026-11-01",
  places: [place("AQ"), place("BV")],
} as const;

const withPreset = (draft: RuleDraft, id: (typeof presetIds)[number]) =>
  fill(draft, { kind: "preset", id });
const list: Filling = {
  kind: "list",
  set: { ...sanctions, places: [...sanctions.places] },
};

test("a preset asks for places and keeps those chosen before", () => {
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

test("the service's list is copied with its date, and anything else entered is dropped", () => {
  const { draft, door } = fill(openDraft, list);
  expect(toRuleInput(draft)).toMatchObject({ deny: sanctions.places, allow: "everyone" });
  expect(draft.copied).toEqual([{ name: "Sanctions list", dated: "2026-11-01" }]);
  expect(door).toBe("open");
});

test("a list is copied once, alongside places chosen by hand", () => {
  const copy = { kind: "copy", list: "deny", set: sanctions } as const;
  const draft = changeDraft({ ...openDraft, mode: "except", deny: [place("BV")] }, copy);
  expect(draft.deny).toEqual([place("BV"), place("AQ")]);
  expect(changeDraft(draft, copy)).toEqual(draft);
});

test("removing a copied place leaves the rest", () => {
  const { draft } = fill(openDraft, list);
  const less = changeDraft(draft, { kind: "toggle", list: "deny", item: place("AQ") });
  expect(less.deny).toEqual([place("BV")]);
});

test("undoing a preset restores what was there before, and keeps places picked since", () => {
  const before: EntrySettings = { draft: { ...openDraft, onDoubt: "refuse" }, door: "open" };
  const filling = { kind: "preset", id: "exam" } as const;
  const filled = fill(before.draft, filling);
  const pick = { kind: "toggle", list: "allow", item: place("FR") } as const;
  const picked = { ...filled, draft: changeDraft(filled.draft, pick) };
  expect(stillHolds(picked, filling)).toBe(true);
  const { draft, door } = unfill(picked, { filling, before });
  expect([draft.mode, draft.onDoubt, door]).toEqual(["everyone", "refuse", "open"]);
  expect(draft.allow).toEqual([place("FR")]);
});

test("undoing a list leaves the rule as it was", () => {
  const before: EntrySettings = {
    draft: { ...openDraft, mode: "except", deny: [place("JP")] },
    door: "lobby",
  };
  const filled = fill(before.draft, list);
  expect(stillHolds(filled, list)).toBe(true);
  expect(unfill(filled, { filling: list, before })).toEqual(before);
});

test("a choice changed since is no longer chosen", () => {
  const filling = { kind: "preset", id: "exam" } as const;
  const { draft, door } = fill(openDraft, filling);
  expect(stillHolds({ draft: { ...draft, mode: "everyone" }, door }, filling)).toBe(false);
  expect(stillHolds({ draft: { ...draft, onDoubt: "ask" }, door }, filling)).toBe(false);
  expect(stillHolds({ draft, door: "open" }, filling)).toBe(false);
  const filled = fill(openDraft, list);
  const toggle = (code: string) => {
    const item = place(code);
    return changeDraft(filled.draft, { kind: "toggle", list: "deny", item });
  };
  expect(stillHolds({ ...filled, draft: toggle("JP") }, list)).toBe(true);
  expect(stillHolds({ ...filled, draft: toggle("AQ") }, list)).toBe(false);
});
