import type { PlaceSet } from "@graticule/api/account";
import type { MeetingDoor } from "@graticule/api/hosting";
import type { RuleOnDoubt } from "@graticule/api/rules";
import { changeDraft, keyOf, openDraft, type RuleDraft } from "../../rules/rule-draft.ts";

/** What a preset fills in: who can join, and whether the lobby is on. */
export interface EntrySettings {
  readonly draft: RuleDraft;
  readonly door: MeetingDoor["entry"];
}

/** In the order in which they are offered. */
export const presetIds = ["exam", "licensed-area", "board"] as const;
type PresetId = (typeof presetIds)[number];

const presets: Readonly<
  Record<PresetId, { readonly onDoubt: RuleOnDoubt; readonly door: MeetingDoor["entry"] }>
> = {
  exam: { onDoubt: "hold", door: "lobby" },
  "licensed-area": { onDoubt: "refuse", door: "open" },
  board: { onDoubt: "ask", door: "lobby" },
};

/** What fills the form: a preset, or a list of the service. */
export type Filling =
  | { readonly kind: "preset"; readonly id: PresetId }
  | { readonly kind: "list"; readonly set: PlaceSet };

/** What was chosen to start from, and what stood in the form before the first choice. */
export interface Chosen {
  readonly filling: Filling;
  readonly before: EntrySettings;
}

/**
 * A preset: "Only…" with what it says of doubt and lobby; the places stay the host's to choose. A list:
 * "Everyone except…" its places, copied; doubt lets in, no lobby.
 */
export function fill(draft: RuleDraft, filling: Filling): EntrySettings {
  if (filling.kind === "list") {
    const { set } = filling;
    const copy = { kind: "copy", list: "deny", set } as const;
    return { draft: changeDraft({ ...openDraft, mode: "except" }, copy), door: "open" };
  }
  const { onDoubt, door } = presets[filling.id];
  return { draft: { ...draft, mode: "only", onDoubt }, door };
}

/** Whether the form is still as it was filled; places may have been added to those of a list. */
export function stillHolds({ draft, door }: EntrySettings, filling: Filling): boolean {
  const filled = fill(draft, filling);
  if (door !== filled.door || draft.mode !== filled.draft.mode) return false;
  if (draft.onDoubt !== filled.draft.onDoubt) return false;
  const there = new Set(draft.deny.map(keyOf));
  return filling.kind === "preset" || filling.set.places.every((item) => there.has(keyOf(item)));
}

/** The form as it was before; places that were picked for a preset are kept in the draft. */
export function unfill({ draft }: EntrySettings, { filling, before }: Chosen): EntrySettings {
  if (filling.kind === "list") return before;
  const { mode, onDoubt } = before.draft;
  return { draft: { ...draft, mode, onDoubt }, door: before.door };
}
