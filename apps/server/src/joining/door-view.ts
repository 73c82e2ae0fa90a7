import { describeFix } from "@graticule/admission/explain";
import { ordersInForce } from "@graticule/admission/limits";
import type { Door, EndedBy } from "@graticule/api/meetings";
import type { Decided } from "../decision/judge.ts";
import { outcomeOf } from "../decision/outcome.ts";
import { disclosedLimits } from "../rooms/limits-for.ts";
import type { MeetingEntry } from "../rooms/room-table.ts";

/** What a page shows before joining. Someone who is turned away sees no title, no time, and no other limit. */
export function doorFor(code: string, entry: MeetingEntry, verdict: Decided, now: number): Door {
  const { policy, fix } = verdict;
  const outcome = outcomeOf(verdict);
  const seen: Door = {
    code,
    encryption: policy.encryption,
    ...describeFix(fix),
    ended: false,
    limits: [],
  };
  if (outcome.kind === "refused") return { ...seen, refusal: outcome.refusal };
  const { startsAt } = entry;
  return {
    ...seen,
    title: titleFor(verdict, entry),
    ...(startsAt === undefined ? {} : { startsAt: new Date(startsAt).toISOString() }),
    limits: disclosedLimits(policy, now),
    ...(ordersInForce(policy.limits, now) > 0 ? { limitedByOrder: true } : {}),
    ...(outcome.kind === "held" ? { held: outcome.held } : {}),
  };
}

/** Of a meeting that is over. */
export function closedDoor(code: string, endedBy: EndedBy): Door {
  return {
    code,
    encryption: "off",
    sure: "cannot-tell",
    evidence: [],
    ended: true,
    endedBy,
    limits: [],
  };
}

/**
 * INVARIANT: the title is told to nobody whom a limit keeps out, or may: only to whoever is let in, and
 * to whoever waits for the host's word alone.
 */
export function titleFor({ decision }: Decided, { title }: MeetingEntry): string | undefined {
  const byHostAlone = decision.kind === "hold" && decision.reasons.every(isHosts);
  return decision.kind === "admit" || byHostAlone ? title : undefined;
}

function isHosts({ kind }: Decided["decision"]["reasons"][number]): boolean {
  return kind === "host";
}
