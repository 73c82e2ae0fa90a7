import { useQuery } from "@tanstack/react-query";
import { lookAtAgreement, lookAtLocationSources } from "../../api/administration.ts";
import type { Said } from "../../ui/form/said.ts";
import { type Asking, askingOf } from "../../ui/page/Loaded.tsx";

/** While something runs. */
const everyMs = 1_000;

/** What the sources could tell when they were last measured. */
export const useAgreement = () => useFollowed("agreement", lookAtAgreement);

/** The sources that makers offer. */
export const useCatalogue = () => useFollowed("location-sources", lookAtLocationSources);

/** Asks once, and again and again while a run is under way. */
function useFollowed<T extends { readonly run: { readonly kind: string } }>(
  name: string,
  ask: () => Promise<Said<T>>,
): Asking<T> {
  const query = useQuery({
    queryKey: [name],
    queryFn: ask,
    refetchInterval: ({ state: { data } }) =>
      data?.kind === "ok" && data.value.run.kind === "running" ? everyMs : false,
  });
  return askingOf(query);
}
