/** What happened at the door and inside, for whoever an account wants told. Never a place. */
export interface AdmissionNews {
  /** A join was let in. */
  joined(room: string, identity: string): void;
  /** A join was turned away by a rule or a host. Not told of an order. */
  refused(room: string): void;
  /** Someone inside was taken out by a rule or a host. Not told of an order: that is as if they had left. */
  removed(room: string, identity: string): void;
  /** An order kept somebody out, at the door or inside. */
  withheld(orderId: string): void;
}

/** How a join ended at the door; `removed`: a rule took somebody out who was inside. */
export type CountedOutcome = "admitted" | "held" | "refused" | "removed";

/**
 * How many came to a meeting's door under each version of its own rule, and how many it took out:
 * numbers, and nobody. `ruleVersion`: as the room's policy has it; undefined is 0, none.
 */
export interface JoinTally {
  count(room: string, ruleVersion: number | undefined, outcome: CountedOutcome): void;
}

export const noNews: AdmissionNews = {
  joined: () => undefined,
  refused: () => undefined,
  removed: () => undefined,
  withheld: () => undefined,
};
