import { randomUUID } from "node:crypto";
import { overlaps } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";
import type { Contest } from "./contests.ts";

/** A network of which people were let in who had been placed in this place. Process memory alone. */
export interface Misplacement {
  readonly id: string;
  /** A /24 or a /48. Told to nobody: whoever has a /48 of their own would be named by it. */
  readonly network: string;
  readonly place: Place;
  /** The last order of them. */
  orderId: string;
  /** Where devices and sources said it to be instead. */
  readonly instead: Set<Place>;
  people: number;
  /** In the database's time: forgotten then. */
  readonly closesAtMs: number;
}

/**
 * What recurs may be corrected for everyone of a network. INVARIANT: a network is known here while its review is
 * open, a day from the first of them, and nowhere afterwards unless it was corrected.
 */
export interface Misplacements {
  /** Someone was let in. */
  note(contest: Contest): void;
  /** Those that happened more than once. */
  recurring(): readonly Misplacement[];
  /** Closes a review; it is forgotten. */
  end(id: string): void;
  /** How many networks are known. */
  size(): number;
  close(): void;
}

const openForMs = 24 * 3_600_000;
const most = 1_000;

/** @param time the database's present time */
export function createMisplacements(time: () => number): Misplacements {
  const known = new Map<string, Misplacement>();
  const timers = new Map<string, NodeJS.Timeout>();

  const end = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    known.delete(id);
  };

  const begin = (network: string, { place, orderId }: Contest): Misplacement => {
    const [oldest] = known.keys();
    if (known.size >= most && oldest !== undefined) end(oldest);
    const id = randomUUID();
    const closesAtMs = time() + openForMs;
    const made = { id, network, place, orderId, instead: new Set<Place>(), people: 0, closesAtMs };
    known.set(id, made);
    timers.set(id, setTimeout(() => end(id), openForMs).unref());
    return made;
  };

  return {
    note(contest) {
      const { network, place, orderId, devicePlace, namedInstead } = contest;
      if (network === undefined || network === "unknown") return;
      const found =
        [...known.values()].find((one) => one.network === network && one.place === place) ??
        begin(network, contest);
      found.people += 1;
      found.orderId = orderId;
      const said = devicePlace === undefined ? namedInstead : [...namedInstead, devicePlace];
      for (const one of said) if (!overlaps(one, place)) found.instead.add(one);
    },
    recurring: () => [...known.values()].filter(({ people }) => people > 1),
    end,
    size: () => known.size,
    close() {
      for (const id of [...known.keys()]) end(id);
    },
  };
}
