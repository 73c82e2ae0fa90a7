import type { PlaceSet } from "@graticule/api/account";
import { useQuery } from "@tanstack/react-query";
import { listPlaceSets } from "../api/account.ts";
import { answered } from "../api/client.ts";
import { useSession } from "../api/use-session.ts";

const none: readonly PlaceSet[] = [];

/** The lists of places that a person who is signed in can copy from: their own and the service's. */
export function usePlaceSets(): readonly PlaceSet[] {
  const enabled = useSession().session?.person !== undefined;
  const sets = useQuery({ queryKey: ["place-sets"], queryFn: listPlaceSets, enabled });
  return answered(sets.data) ?? none;
}
