import { useSyncExternalStore } from "react";
import { useCall } from "../call-parts.ts";
import type { RosterEntry, RosterState } from "./roster.ts";

/**
 * Part of the roster; draws again when it is another object or value. `select` must return an
 * existing part, and build nothing.
 */
export function useRoster<T>(select: (roster: RosterState) => T): T {
  const { roster } = useCall();
  return useSyncExternalStore(roster.subscribe, () => select(roster.current()));
}

export const useSelf = (): RosterEntry => useRoster(({ self }) => self);

/** A participant's entry; undefined: they have just left. */
export const useEntry = (identity: string): RosterEntry | undefined =>
  useRoster(({ entries }) => entries.get(identity));
