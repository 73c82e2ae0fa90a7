import type { OwnEffect, RuleInput } from "@graticule/api/rules";
import { useEffect, useState } from "react";
import { type ManageKey, ownEffectOf } from "../api/meetings.ts";
import { askTabs, type TabSeat } from "../join/other-tabs.ts";

/** The seats that other tabs of this browser have in the meeting. */
export function useOwnSeats(code: string): readonly TabSeat[] {
  const [seats, setSeats] = useState<readonly TabSeat[]>([]);
  useEffect(() => askTabs(code, setSeats), [code]);
  return seats;
}

/**
 * What a rule would do to whoever reads this: by what they manage the meeting with, else, where that names
 * nobody, by their seats in other tabs of this browser, the worst for all of them. Undefined: it can't be known.
 */
export async function effectOnReader(
  key: ManageKey,
  rule: RuleInput,
  seats: readonly TabSeat[],
): Promise<OwnEffect["you"]> {
  const byKey = await asked(key, rule);
  if (byKey !== undefined) return byKey;
  const bySeats = await Promise.all(
    seats.map(({ joinId, key: joinKey }) =>
      asked({ code: key.code, credential: { kind: "join", joinId, key: joinKey } }, rule),
    ),
  );
  return worstOf(bySeats);
}

async function asked(key: ManageKey, rule: RuleInput): Promise<OwnEffect["you"]> {
  const answer = await ownEffectOf(key, rule);
  return answer.kind === "ok" ? answer.value.you : undefined;
}

/** Of several seats. One of which nothing is known may still be worse than one that stays. */
export function worstOf(effects: readonly OwnEffect["you"][]): OwnEffect["you"] {
  if (effects.length === 0) return undefined;
  return [...(["leave", "wait"] as const), undefined, "stay" as const].find((one) =>
    effects.includes(one),
  );
}
