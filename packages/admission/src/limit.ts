import type { Place } from "@graticule/jurisdiction/place";
import type { EpochMs } from "./location/evidence.ts";

/** What a rule does with a fix that does not settle the question. `ask` holds until the person answers. */
export type OnDoubt = "admit" | "hold" | "refuse" | "ask";

/** Whose rule it is. */
export type Tier = "platform" | "account" | "meeting";

/** The role of a person who set a meeting's own rule in its host's place. */
export type SetBy = "co-host" | "acting";

/** A place or a group of places, as the maker of a rule named it. */
export type NamedPlace =
  | { readonly kind: "place"; readonly code: string }
  | { readonly kind: "group"; readonly id: string };

/** What a rule with an allow-list names. */
export interface OnlyThese {
  readonly allow: NamedPlace[];
  readonly deny: NamedPlace[];
}

/**
 * A limit of a host, an account or the platform. Deny wins over allow. Groups are expanded to
 * places before a rule is made (an `except` removes places from a group). A rule that denies
 * nothing and allows everyone limits nobody, not even in doubt.
 */
export interface Rule {
  readonly kind: "rule";
  readonly id: string;
  readonly tier: Tier;
  /** Of a meeting's own rule; absent: by its host. Shown, but decides nothing. */
  readonly setBy?: SetBy;
  /** Of a rule with an allow-list; absent: not told. Shown, but decides nothing. */
  readonly only?: OnlyThese;
  /** Nobody from here. */
  readonly deny: readonly Place[];
  /** Only people from here, or `everyone`. An empty list lets nobody in. */
  readonly allow: readonly Place[] | "everyone";
  /** The weakest standing that settles the question; below it is doubt. */
  readonly matches: "probable" | "established";
  readonly onDoubt: OnDoubt;
  /** From when and until when it holds (until exclusive); absent means without end. */
  readonly from?: EpochMs;
  readonly until?: EpochMs;
}

/**
 * The only restricting outcome of a government's request: withholds one occurrence of a meeting
 * from a jurisdiction, from `from` until `until` (exclusive).
 * INVARIANT: it touches only fixes `established` inside `jurisdiction` and certainly outside `excepted`.
 */
export interface Order {
  readonly kind: "order";
  readonly id: string;
  readonly jurisdiction: readonly Place[];
  /** Places inside it that it does not reach: those of disputed standing. Absent: none. */
  readonly excepted?: readonly Place[];
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Who demanded it and by which law, for the person at the door; absent while sealed. */
  readonly authority?: string;
  readonly law?: string;
  /** While they are: until when. */
  readonly sealedUntil?: EpochMs;
}

export type Limit = Rule | Order;
