import { describeFix } from "@graticule/admission/explain";
import { ordersInForce } from "@graticule/admission/limits";
import type { Door, EndedBy } from "@graticule/api/meetings";
import type { Decided } from "../decision/judge.ts";
import { outcomeOf } from "../decision/outcome.ts";
import { disclosedLimits } from "../rooms/limits-for.ts";
import type { MeetingEntry } from "../rooms/room-table.ts";

/** What a page shows before joining. If refused: no title, no time, and no other limit. */
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
    startsAt: startsAt === undefined ? undefined : new Date(startsAt).toISOString(),
    limits: disclosedLimits(policy, now),
    limitedByOrder: ordersInForce(policy.limits, now) > 0 ? true : undefined,
    held: outcome.kind === "held" ? outcome.held : undefined,
  };
}

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

/** INVARIANT: only those see the title who are let in, or whom the host alone keeps waiting. */
export function titleFor({ decision }: Decided, { title }: MeetingEntry): string | undefined {
  const byHostAlone =
    decision.kind === "hold" && decision.reasons.every(({ kind }) => kind === "host");
  return decision.kind === "admit" || byHostAlone ? title : undefined;
}
