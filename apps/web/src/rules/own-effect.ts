import type { OwnEffect, RuleInput } from "@graticule/api/rules";
import { useEffect, useState } from "react";
import type { Answer, Credential } from "../api/client.ts";
import { type ManageKey, ownEffectOf } from "../api/meetings.ts";
import { followTabs, type TabSeat } from "../links/other-tabs.ts";

/** The seats that other tabs of this browser have in the meeting. */
export function useOwnSeats(code: string): readonly TabSeat[] {
  const [seats, setSeats] = useState<readonly TabSeat[]>([]);
  useEffect(() => followTabs(code, setSeats), [code]);
  return seats;
}

/**
 * What a rule would do to this host: by the key that they manage the meeting with, or where that is of no
 * participant, by their seats in other tabs of this browser, the worst of them. Undefined: unknown.
 */
export async function effectOnReader(
  key: ManageKey,
  rule: RuleInput,
  seats: readonly TabSeat[],
  ask: (key: ManageKey, rule: RuleInput) => Promise<Answer<OwnEffect>> = ownEffectOf,
): Promise<OwnEffect["you"]> {
  const effectBy = async (credential: Credential): Promise<OwnEffect["you"]> => {
    const answer = await ask({ code: key.code, credential }, rule);
    return answer.kind === "ok" ? answer.value.you : undefined;
  };
  const byKey = await effectBy(key.credential);
  if (byKey !== undefined) return byKey;
  return worstOf(await Promise.all(seats.map((seat) => effectBy({ kind: "join", ...seat }))));
}

/** An unknown effect may still be worse than `stay`. */
function worstOf(effects: readonly OwnEffect["you"][]): OwnEffect["you"] {
  return (["leave", "wait", undefined, "stay"] as const).find((one) => effects.includes(one));
}
