import type { StoredRuleEvent } from "./store.ts";

/** A rule that still holds for those who were inside before it was changed too often. */
interface RulePhase {
  /** `none`: what held is no longer known, so nothing of this tier does. */
  readonly event: StoredRuleEvent | "none";
  readonly takenBefore: number;
  readonly until: number;
}

/** A rule now, and as it still is for those who were inside before. */
export interface RuleTimeline {
  /** Undefined: there never was a rule. */
  readonly newest: StoredRuleEvent | undefined;
  /** Oldest first; the first that fits a seat and a moment holds. */
  readonly earlier: readonly RulePhase[];
}

/**
 * Reads the last events of a rule, oldest first: an event that applies to those inside only later
 * leaves the one before it in force for them until then. If there were more events than are read,
 * those who came before the oldest are free of the rule meanwhile, so that changing it that often
 * finds nobody.
 */
export function timelineOf(events: readonly StoredRuleEvent[]): RuleTimeline {
  const earlier = events.flatMap((event, index): RulePhase[] => {
    if (event.insideFrom === null) return [];
    const before = events[index - 1] ?? "none";
    return [{ event: before, takenBefore: event.at, until: event.insideFrom }];
  });
  return { newest: events.at(-1), earlier };
}
