import type {
  PlatformGround,
  PlatformRule,
  PlatformRuleInput,
} from "@graticule/api/administration";
import { fromLocalField } from "../../i18n/time.ts";
import { faultOf, type RuleDraft, toRuleInput } from "../../rules/rule-draft.ts";

const dayMs = 86_400_000;
/** From entry until it takes effect; it can't be shortened. */
const waitDays = 7;
/** From entry until its review, at most. */
const mostDays = 180;

/** A rule of the whole service while it is written; its places are a draft of their own. */
export interface PlatformRuleDraft {
  readonly name: string;
  readonly ground: PlatformGround;
  /** As the field holds it, in the reader's zone; empty while it is not chosen. */
  readonly reviewAt: string;
}

export type PlatformRuleFault = "name" | "places" | "review";

/** When a rule that is entered now takes effect. ISO 8601 UTC. */
export const effectiveFrom = (now: number): string =>
  new Date(now + waitDays * dayMs).toISOString();

/** The latest review date of a rule that is entered now. ISO 8601 UTC. */
export const latestReview = (now: number): string => new Date(now + mostDays * dayMs).toISOString();

/** What is missing before it can be entered. */
export function faultOfPlatformRule(
  draft: PlatformRuleDraft,
  places: RuleDraft,
  now: number,
): PlatformRuleFault | undefined {
  if (draft.name.trim() === "") return "name";
  if (places.mode === "everyone" || faultOf(places) !== undefined) return "places";
  const review = fromLocalField(draft.reviewAt);
  if (review === undefined) return "review";
  const at = Date.parse(review);
  return at > Date.parse(effectiveFrom(now)) && at <= Date.parse(latestReview(now))
    ? undefined
    : "review";
}

/** Undefined while something is missing. Its end is its review date, so its rule has none of its own. */
export function inputOfPlatformRule(
  draft: PlatformRuleDraft,
  places: RuleDraft,
): PlatformRuleInput | undefined {
  const reviewAt = fromLocalField(draft.reviewAt);
  const rule = toRuleInput({ ...places, until: undefined });
  if (reviewAt === undefined || rule === undefined) return undefined;
  return { name: draft.name.trim(), ground: draft.ground, reviewAt, rule };
}

const states: readonly PlatformRule["state"][] = [
  "in-force",
  "coming",
  "suspended",
  "invalid",
  "over",
];

/** What holds first, then what is coming, then what is over, the newest first. */
export function groupRules(rules: readonly PlatformRule[]) {
  return states
    .map((state) => ({
      state,
      rules: rules
        .filter((rule) => rule.state === state)
        .toSorted((one, other) => Date.parse(other.enteredAt) - Date.parse(one.enteredAt)),
    }))
    .filter((group) => group.rules.length > 0);
}
