import type { ContestEnd } from "@graticule/desk/entry";

/** What happened at the door and inside. Never a place, nor a person together with an order. */
export interface AdmissionNews {
  joined(room: string, identity: string): void;
  /** A join was turned away by a rule or a host, not by an order. */
  refused(room: string): void;
  /** Someone inside was removed by a rule or a host. By an order it is as if they had left. */
  removed(room: string, identity: string): void;
  /** An order kept someone out, at the door or inside. */
  withheld(orderId: string): void;
  /** Someone contested an order, and was let in or stays out. `network`: to count each once. */
  contested(orderId: string, outcome: ContestEnd, network: string | undefined): void;
}

/** Listeners are called in the order in which they asked. */
export interface AdmissionEvents extends AdmissionNews {
  on(listener: Partial<AdmissionNews>): void;
}

export function createAdmissionEvents(): AdmissionEvents {
  const listeners: Partial<AdmissionNews>[] = [];
  const each = (tell: (listener: Partial<AdmissionNews>) => void): void => {
    for (const listener of listeners) tell(listener);
  };
  return {
    on: (listener) => void listeners.push(listener),
    joined: (room, identity) => each((one) => one.joined?.(room, identity)),
    refused: (room) => each((one) => one.refused?.(room)),
    removed: (room, identity) => each((one) => one.removed?.(room, identity)),
    withheld: (orderId) => each((one) => one.withheld?.(orderId)),
    contested: (...news) => each((one) => one.contested?.(...news)),
  };
}

/** How a join ended at the door; `removed`: a rule removed someone inside. */
export type CountedOutcome = "admitted" | "held" | "refused" | "removed";

/**
 * How many came to a meeting's door under each version of its own rule, and how many it removed:
 * numbers alone. `ruleVersion`: as the room's policy has it; undefined is 0, none.
 */
export interface JoinTally {
  count(room: string, ruleVersion: number | undefined, outcome: CountedOutcome): void;
}
