import { useQuery } from "@tanstack/react-query";
import { answered } from "./client.ts";
import { lookAtSession, lookAtSettings } from "./session.ts";

/** Who is signed in here and whether the service was set up; `session` is undefined until that is known. */
export function useSession() {
  const { data: answer, refetch } = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  return { answer, session: answered(answer), refetch };
}

/** What every page may know of the service; undefined until it is known. */
export function useSettings() {
  const { data } = useQuery({ queryKey: ["settings"], queryFn: lookAtSettings });
  return answered(data);
}
