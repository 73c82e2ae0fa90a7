import type { Session } from "@graticule/api/session";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, answered } from "./client.ts";
import { lookAtSession, lookAtSettings } from "./session.ts";

/**
 * The last good answer stays where none comes, and with it the page as it is.
 * @internal
 */
export const sessionQuery = (queries: QueryClient, look = lookAtSession) => ({
  queryKey: ["session"],
  queryFn: async () => {
    const answer = await look();
    const before = queries.getQueryData<Answer<Session>>(["session"]);
    return answer.kind !== "ok" && before?.kind === "ok" ? before : answer;
  },
});

/** Who is signed in here and whether the service was set up; `session` is undefined until that is known. */
export function useSession() {
  const { data: answer, refetch } = useQuery(sessionQuery(useQueryClient()));
  return { answer, session: answered(answer), refetch };
}

/** What every page may know of the service; undefined until it is known. */
export function useSettings() {
  const { data } = useQuery({ queryKey: ["settings"], queryFn: lookAtSettings });
  return answered(data);
}
