import type { Place } from "@graticule/jurisdiction/place";
import type { EpochMs } from "./location/evidence.ts";

/** What a rule does with a fix that does not settle the question. */
export type OnDoubt = "admit" | "hold" | "refuse" | "ask";

/** Whose rule it is. */
export type Tier = "platform" | "account" | "meeting";

/**
 * A limit of a host, an account or the platform. Deny wins over allow. Groups are expanded to
 * places before a rule is made (an `except` removes places from a group).
 */
export interface Rule {
  readonly kind: "rule";
  readonly id: string;
  readonly tier: Tier;
  /** Nobody from here. */
  readonly deny: readonly Place[];
  /** Only people from here, or `everyone`. An empty list lets nobody in. */
  readonly allow: readonly Place[] | "everyone";
  /** Which fixes settle the question; every other one is doubt. */
  readonly matches: "probable" | "established";
  readonly onDoubt: OnDoubt;
  /** From when and until when it holds (until exclusive); absent means without end. */
  readonly from?: EpochMs;
  readonly until?: EpochMs;
}

/**
 * The only restricting outcome of a government's request: withhold one occurrence of a meeting
 * from a jurisdiction, from `from` until `until` (exclusive).
 * INVARIANT: it touches only fixes that are `established` inside `jurisdiction`.
 */
export interface Order {
  readonly kind: "order";
  readonly id: string;
  readonly jurisdiction: readonly Place[];
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Who demanded it and by which law, for the person at the door; absent while sealed. */
  readonly authority?: string;
  readonly law?: string;
}

export type Limit = Rule | Order;
