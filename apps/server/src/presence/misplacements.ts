import { randomUUID } from "node:crypto";
import { overlaps } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";
import type { Contest } from "./contests.ts";

/** A network whose people contested this place, and were let in. Process memory alone. */
export interface Misplacement {
  readonly id: string;
  /** A /24 or a /48. Told to no one but other instances: a /48 can belong to one person. */
  readonly network: string;
  readonly place: Place;
  orderId: string;
  /** Where devices and sources say it is instead. */
  readonly instead: Set<Place>;
  /** As each room names them, so that one who comes again counts once; only whether there are two matters. */
  readonly people: Set<string>;
  /** In the database's time: when it is forgotten. */
  readonly closesAtMs: number;
}

const openForMs = 24 * 3_600_000;
/** Together they fit into one answer between instances. */
const most = 500;
/** More than one person opens a review. */
const enough = 2;

/** INVARIANT: no more are kept than open a review. */
function addPerson({ people }: Misplacement, person: string): void {
  if (people.size < enough) people.add(person);
}

export type Misplacements = ReturnType<typeof createMisplacements>;

/**
 * What recurs may be corrected for everyone of a network. INVARIANT: a network is known here while
 * its review is open, a day from the first contest, and nowhere later unless it was corrected.
 * @param time the database's present time
 */
export function createMisplacements(time: () => number) {
  const known = new Map<string, Misplacement>();
  const timers = new Map<string, NodeJS.Timeout>();

  const forget = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    known.delete(id);
  };

  const begin = (network: string, { place, orderId }: Contest): Misplacement => {
    const [oldest] = known.keys();
    if (known.size >= most && oldest !== undefined) forget(oldest);
    const id = randomUUID();
    const closesAtMs = time() + openForMs;
    const made = {
      id,
      network,
      place,
      orderId,
      instead: new Set<Place>(),
      people: new Set<string>(),
      closesAtMs,
    };
    known.set(id, made);
    timers.set(id, setTimeout(() => forget(id), openForMs).unref());
    return made;
  };

  const find = (network: string, place: Place): Misplacement | undefined =>
    [...known.values()].find((one) => one.network === network && one.place === place);

  return {
    /** Of a contest that let this person in. */
    note(contest: Contest, person: string): void {
      const { network, place, orderId, devicePlace, namedInstead } = contest;
      if (network === undefined || network === "unknown") return;
      const found = find(network, place) ?? begin(network, contest);
      addPerson(found, person);
      found.orderId = orderId;
      const said = devicePlace === undefined ? namedInstead : [...namedInstead, devicePlace];
      for (const one of said) if (!overlaps(one, place)) found.instead.add(one);
    },
    all: (): readonly Misplacement[] => [...known.values()],
    /** Closes a review; it is forgotten. */
    end(network: string, place: Place): void {
      const found = find(network, place);
      if (found !== undefined) forget(found.id);
    },
    size: () => known.size,
    close(): void {
      for (const id of [...known.keys()]) forget(id);
    },
  };
}
