import type { MeetingManaged } from "@graticule/api/meetings";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, answered } from "../api/client.ts";
import { type ManageKey, manageMeeting } from "../api/meetings.ts";

/** How often the counts are asked for while the page is visible. */
const everyMs = 2_000;

/** Whether the service could not answer: such an answer says nothing about the meeting or the key. */
export function isOutage(answer: Answer<unknown>): boolean {
  if (answer.kind !== "problem") return answer.kind === "offline";
  return ["cannot-check", "internal", "too-many"].includes(answer.code);
}

/**
 * A meeting as its host sees it, kept fresh. The last good answer stays through an outage, and with it
 * what the host was writing; `unanswered`: it may be old.
 */
export function useManaged(key: ManageKey) {
  const queries = useQueryClient();
  const [unanswered, setUnanswered] = useState(false);
  const queryKey = ["managed", key.code, key.credential];
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const answer = await manageMeeting(key);
      setUnanswered(isOutage(answer));
      const before = queries.getQueryData<Answer<MeetingManaged>>(queryKey);
      return isOutage(answer) && before?.kind === "ok" ? before : answer;
    },
    refetchInterval: everyMs,
  });
  return {
    answer: query.data,
    managed: answered(query.data),
    unanswered,
    refresh: () => queries.invalidateQueries({ queryKey }),
  };
}
