import type { PlaceOrGroup } from "@graticule/api/rules";
import { type Marks, type PlaceMark, put } from "../graticule/marks.ts";
import type { RuleDraft } from "./rule-draft.ts";

type Expand = (item: PlaceOrGroup) => readonly string[];

/** The squares that a rule touches; all others are neutral. Deny wins over allow. */
export function marksOfDraft(draft: RuleDraft, expand: Expand): Marks {
  const marks = new Map<string, PlaceMark>();
  if (draft.mode === "only") {
    for (const code of draft.allow.flatMap(expand)) put(marks, code, "allowed");
  }
  if (draft.mode !== "everyone") {
    for (const code of draft.deny.flatMap(expand)) put(marks, code, "denied");
  }
  return marks;
}
