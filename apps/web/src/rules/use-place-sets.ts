import type { PlaceSet } from "@graticule/api/account";
import { useQuery } from "@tanstack/react-query";
import { listPlaceSets } from "../api/account.ts";
import { lookAtSession } from "../api/session.ts";

const none: readonly PlaceSet[] = [];

/** The lists of places that whoever is signed in can copy from: their own and the service's. */
export function usePlaceSets(): readonly PlaceSet[] {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const signedIn = session.data?.kind === "ok" && session.data.value.person !== undefined;
  const sets = useQuery({ queryKey: ["place-sets"], queryFn: listPlaceSets, enabled: signedIn });
  return sets.data?.kind === "ok" ? sets.data.value : none;
}
