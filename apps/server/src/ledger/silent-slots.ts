import type { SilentSlotInput } from "@graticule/api/silent-slots";
import { type Day, daysAfter } from "@graticule/ledger/day";
import { longestSealDays } from "@graticule/ledger/entry";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { RuleProblem } from "../rooms/expand-rule.ts";
import { insertSilent, readToday } from "./silent-store.ts";

export type SilentSlots = ReturnType<typeof createSilentSlots>;

/**
 * That a request existed which a law forbids mentioning. It waits for one of the day's sealed
 * slots, which are filled or not and look alike. One person suffices: nothing is restricted by it,
 * and the law may forbid telling even a colleague. INVARIANT: nothing else of it is stored, not even
 * who did it.
 */
export function createSilentSlots(db: Kysely<Database>) {
  return {
    /** @returns what is wrong with it; empty: it waits for its slot */
    async fill({ until, ...said }: SilentSlotInput): Promise<readonly RuleProblem[]> {
      const problems = problemsOf({ until, ...said }, await readToday(db));
      if (problems.length === 0)
        await insertSilent(db, { kind: "request-existed", ...said }, until);
      return problems;
    },
  };
}

/** Days sort as strings. */
function problemsOf({ until, came }: SilentSlotInput, today: Day): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (until < today) problems.push({ pointer: "/until", detail: "This day is over." });
  if (until > daysAfter(today, longestSealDays)) {
    problems.push({ pointer: "/until", detail: "This can be at most 366 days from now." });
  }
  if (came !== undefined && came > today) {
    problems.push({ pointer: "/came", detail: "This day is in the future." });
  }
  return problems;
}
