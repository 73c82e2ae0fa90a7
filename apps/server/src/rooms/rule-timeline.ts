import type { StoredRuleEvent } from "./store.ts";

/** A rule that goes on for those who were inside before it was changed too often. */
interface RulePhase {
  /** `none`: what held is no longer known, so nothing of this tier does. */
  readonly event: StoredRuleEvent | "none";
  readonly takenBefore: number;
  readonly until: number;
}

/** What a rule is now, and what it still is for those who were inside before. */
export interface RuleTimeline {
  /** Undefined: there never was a rule. */
  readonly newest: StoredRuleEvent | undefined;
  /** Oldest first; of those that a seat and a moment fit, the first one holds. */
  readonly earlier: readonly RulePhase[];
}

/**
 * Reads the last events of a rule, oldest first, as `StoredRoom` has them: each event that applies to
 * those inside only later leaves the one before it standing for them until then. Where there were
 * more of them than are read, those who came before the oldest one that was read are free of the
 * rule in the meantime: whoever changes a rule that often can't find out in whose way it stands.
 */
export function timelineOf(events: readonly StoredRuleEvent[]): RuleTimeline {
  const earlier = events.flatMap((event, index): RulePhase[] => {
    if (event.insideFrom === null) return [];
    const before = events[index - 1] ?? "none";
    return [{ event: before, takenBefore: event.at, until: event.insideFrom }];
  });
  return { newest: events.at(-1), earlier };
}
