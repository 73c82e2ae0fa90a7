import { useQuery } from "@tanstack/react-query";
import { listSources } from "../../api/meetings.ts";

/** Sources change when the operator changes them; asking once in a while is enough. */
const staleMs = 10 * 60_000;

/** Where the location data comes from, and how much of it is certain; undefined while unknown. */
export function useLocationData() {
  const query = useQuery({ queryKey: ["sources"], queryFn: listSources, staleTime: staleMs });
  return query.data?.kind === "ok" ? query.data.value : undefined;
}
