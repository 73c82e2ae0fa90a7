import { useSyncExternalStore } from "react";
import { useCall } from "../call-parts.ts";
import type { RosterEntry, RosterState } from "./roster.ts";

/**
 * What `select` takes from the roster; drawn again when that is another object or value. It takes a part of what is there, which keeps its
 * identity, and makes nothing new.
 */
export function useRoster<T>(select: (roster: RosterState) => T): T {
  const { roster } = useCall();
  return useSyncExternalStore(roster.subscribe, () => select(roster.current()));
}

/** One's own entry. */
export const useSelf = (): RosterEntry => useRoster(({ self }) => self);

/** The entry of a participant; undefined: they have just left. */
export const useEntry = (identity: string): RosterEntry | undefined =>
  useRoster(({ entries }) => entries.get(identity));
