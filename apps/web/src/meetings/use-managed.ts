import type { MeetingManaged } from "@graticule/api/meetings";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Answer } from "../api/client.ts";
import { type ManageKey, manageMeeting } from "../api/meetings.ts";

/** How often the counts are asked for while the page is seen. */
const everyMs = 2_000;

/** A meeting as its host sees it, kept fresh. The last good answer stays through a short outage. */
export function useManaged(key: ManageKey): {
  readonly answer: Answer<MeetingManaged> | undefined;
  readonly managed: MeetingManaged | undefined;
  readonly refresh: () => Promise<void>;
} {
  const queries = useQueryClient();
  const queryKey = ["managed", key.code, key.secret];
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const answer = await manageMeeting(key);
      const before = queries.getQueryData<Answer<MeetingManaged>>(queryKey);
      return answer.kind === "offline" && before?.kind === "ok" ? before : answer;
    },
    refetchInterval: everyMs,
  });
  return {
    answer: query.data,
    managed: query.data?.kind === "ok" ? query.data.value : undefined,
    refresh: () => queries.invalidateQueries({ queryKey }),
  };
}
