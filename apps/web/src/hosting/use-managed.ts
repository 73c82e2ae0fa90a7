import type { MeetingManaged } from "@graticule/api/meetings";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Answer } from "../api/client.ts";
import { type ManageKey, manageMeeting } from "../api/meetings.ts";

/** How often the counts are asked for while the page is seen. */
const everyMs = 2_000;

/** Whether an answer says nothing about the meeting or the key: the service could not answer. */
export function isOutage(answer: Answer<unknown>): boolean {
  if (answer.kind !== "problem") return answer.kind === "offline";
  return ["cannot-check", "internal", "too-many"].includes(answer.code);
}

/**
 * A meeting as its host sees it, kept fresh. The last good answer stays through an outage, and
 * what the host was writing with it; `unanswered` then says that it may be old.
 */
export function useManaged(key: ManageKey): {
  readonly answer: Answer<MeetingManaged> | undefined;
  readonly managed: MeetingManaged | undefined;
  readonly unanswered: boolean;
  readonly refresh: () => Promise<void>;
} {
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
    managed: query.data?.kind === "ok" ? query.data.value : undefined,
    unanswered,
    refresh: () => queries.invalidateQueries({ queryKey }),
  };
}
