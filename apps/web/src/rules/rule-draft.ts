import type { PlaceOrGroup, RuleInput, RuleOnDoubt } from "@graticule/api/rules";

type RuleMode = "everyone" | "except" | "only";

/** A list of places that was copied into a draft, for the sentence that says so. */
interface CopiedSet {
  readonly name: string;
  /** The date of the list: `2026-11-01`. */
  readonly dated: string;
}

type ListName = "deny" | "allow";

/**
 * A rule while a host writes it. It keeps what other modes use, so that switching back and forth loses
 * nothing; {@link toRuleInput} takes what its mode uses.
 */
export interface RuleDraft {
  readonly mode: RuleMode;
  /** Mode `except`: nobody from here. Mode `only`: never from here, although inside `allow`. */
  readonly deny: readonly PlaceOrGroup[];
  /** Mode `only`: people from here and nowhere else. */
  readonly allow: readonly PlaceOrGroup[];
  readonly onDoubt: RuleOnDoubt;
  readonly matches: "probable" | "established";
  /** ISO 8601 UTC; absent: until it is changed. `open`: a time is asked for and not yet given. */
  readonly until: string | "open" | undefined;
  /** What was copied into the lists, also where they were changed since. */
  readonly copied: readonly CopiedSet[];
}

export const openDraft: RuleDraft = {
  mode: "everyone",
  deny: [],
  allow: [],
  onDoubt: "admit",
  matches: "probable",
  until: undefined,
  copied: [],
};

export type DraftAction =
  | { readonly kind: "mode"; readonly mode: RuleMode }
  | { readonly kind: "toggle"; readonly list: ListName; readonly item: PlaceOrGroup }
  | { readonly kind: "copy"; readonly list: ListName; readonly set: SetToCopy }
  | { readonly kind: "on-doubt"; readonly onDoubt: RuleOnDoubt }
  | { readonly kind: "matches"; readonly matches: RuleDraft["matches"] }
  | { readonly kind: "until"; readonly until: string | "open" | undefined }
  | { readonly kind: "replace"; readonly draft: RuleDraft };

type SetToCopy = CopiedSet & { readonly places: readonly PlaceOrGroup[] };

/** A key that is equal for equal picks. */
export function keyOf(item: PlaceOrGroup): string {
  return item.kind === "place" ? item.code : `group:${item.id}`;
}

export function toggled(
  items: readonly PlaceOrGroup[],
  item: PlaceOrGroup,
): readonly PlaceOrGroup[] {
  const key = keyOf(item);
  const rest = items.filter((other) => keyOf(other) !== key);
  return rest.length < items.length ? rest : [...items, item];
}

function copied(draft: RuleDraft, list: ListName, set: SetToCopy): RuleDraft {
  const there = new Set(draft[list].map(keyOf));
  const others = draft.copied.filter(({ name }) => name !== set.name);
  return {
    ...draft,
    [list]: [...draft[list], ...set.places.filter((item) => !there.has(keyOf(item)))],
    copied: [...others, { name: set.name, dated: set.dated }],
  };
}

export function changeDraft(draft: RuleDraft, action: DraftAction): RuleDraft {
  switch (action.kind) {
    case "mode":
      return { ...draft, mode: action.mode };
    case "toggle":
      return { ...draft, [action.list]: toggled(draft[action.list], action.item) };
    case "copy":
      return copied(draft, action.list, action.set);
    case "on-doubt":
      return { ...draft, onDoubt: action.onDoubt };
    case "matches":
      return { ...draft, matches: action.matches };
    case "until":
      return { ...draft, until: action.until };
    case "replace":
      return action.draft;
  }
}

export type DraftFault = "needs-deny" | "needs-allow" | "until-missing";

/** What is missing before the draft can be applied. */
export function faultOf(draft: RuleDraft): DraftFault | undefined {
  if (draft.mode === "except" && draft.deny.length === 0) return "needs-deny";
  if (draft.mode === "only" && draft.allow.length === 0) return "needs-allow";
  if (draft.mode !== "everyone" && draft.until === "open") return "until-missing";
  return undefined;
}

/** The rule that a draft stands for; undefined: no rule at all, everyone can join. */
export function toRuleInput(draft: RuleDraft): RuleInput | undefined {
  if (draft.mode === "everyone") return undefined;
  return {
    deny: [...draft.deny],
    allow: draft.mode === "only" ? [...draft.allow] : "everyone",
    onDoubt: draft.onDoubt,
    matches: draft.matches,
    ...(draft.until !== undefined && draft.until !== "open" && { until: draft.until }),
  };
}

/** The draft that shows a rule in force. */
export function toDraft(rule: RuleInput | undefined): RuleDraft {
  if (rule === undefined) return openDraft;
  const onlySome = rule.allow !== "everyone";
  return {
    mode: onlySome ? "only" : rule.deny.length > 0 ? "except" : "everyone",
    deny: rule.deny,
    allow: rule.allow === "everyone" ? [] : rule.allow,
    onDoubt: rule.onDoubt,
    matches: rule.matches,
    until: rule.until,
    copied: [],
  };
}

/** Whether two drafts stand for the same rule. */
export function sameRule(one: RuleDraft, other: RuleDraft): boolean {
  const shape = (draft: RuleDraft): string => {
    const rule = toRuleInput(draft);
    if (rule === undefined) return "";
    const sorted = (items: readonly PlaceOrGroup[]) => items.map(keyOf).sort();
    return JSON.stringify([
      sorted(rule.deny),
      rule.allow === "everyone" ? "everyone" : sorted(rule.allow),
      rule.onDoubt,
      rule.matches,
      rule.until === undefined ? "" : Date.parse(rule.until),
    ]);
  };
  return shape(one) === shape(other) && (one.until === "open") === (other.until === "open");
}
