import type { PlaceSet } from "@graticule/api/account";
import type { MeetingDoor } from "@graticule/api/hosting";
import type { OnDoubt } from "@graticule/api/rules";
import { changeDraft, openDraft, type RuleDraft } from "../rule-draft.ts";

/** What a preset fills in: who can join, and whether the lobby is on. */
export interface Entry {
  readonly draft: RuleDraft;
  readonly door: MeetingDoor["entry"];
}

/** In the order in which they are offered. */
export const presetIds = ["exam", "licensed-area", "board"] as const;
export type PresetId = (typeof presetIds)[number];

const presets: Readonly<
  Record<PresetId, { readonly onDoubt: OnDoubt; readonly door: MeetingDoor["entry"] }>
> = {
  exam: { onDoubt: "hold", door: "lobby" },
  "licensed-area": { onDoubt: "refuse", door: "open" },
  board: { onDoubt: "ask", door: "lobby" },
};

/** "Only…" with what the preset says of doubt and lobby. The places stay the host's to choose. */
export function withPreset(draft: RuleDraft, id: PresetId): Entry {
  const { onDoubt, door } = presets[id];
  return { draft: { ...draft, mode: "only", onDoubt }, door };
}

/** "Everyone except…" the places on a list of the service, copied. Doubt lets in, no lobby. */
export function withServiceSet(set: PlaceSet): Entry {
  const draft = changeDraft({ ...openDraft, mode: "except" }, { kind: "copy", list: "deny", set });
  return { draft, door: "open" };
}
