/** Derived, never stored. */
export type OrderState =
  | "proposed"
  | "not-approved"
  | "waits-for-log"
  | "approved"
  | "suspended"
  | "in-force"
  | "lifted"
  | "overturned"
  | "lapsed";

export type OrderEndKind = "lifted" | "overturned" | "appeal-not-decided" | "occurrence-over";

/** What is recorded of an order. Moments are milliseconds since the epoch, by the database's clock. */
export interface OrderRecord {
  readonly startsAt: number;
  /** Exclusive; at most 7 days after `startsAt`. */
  readonly endsAt: number;
  readonly outcome: "none" | "approved" | "refused";
  readonly end: { readonly kind: OrderEndKind } | undefined;
  /** When an undecided appeal ends it; undefined: none is open. */
  readonly appealDueAt: number | undefined;
  /**
   * `silent`: the public log doesn't say it yet. `restored`: it was said before the database was
   * restored, and two people haven't confirmed it since. `stopped`: it is said, and the log isn't
   * signed any more.
   */
  readonly log: "silent" | "restored" | "stopped" | "signed";
}

/**
 * proposed ─▶ not-approved
 *    └──────▶ waits-for-log ─▶ approved ─▶ in-force ◀─▶ suspended ─▶ lapsed (time, occurrence, appeal not decided)
 *                   └─────────────┴───────────┴─────────────┴──────▶ lifted | overturned
 *
 * INVARIANT: time alone ends every order, and none is in force while nobody could check it.
 */
export function orderStateAt(order: OrderRecord, now: number): OrderState {
  if (order.outcome === "refused") return "not-approved";
  if (order.outcome === "none") return now >= order.endsAt ? "lapsed" : "proposed";
  const { end, log, startsAt } = order;
  if (end !== undefined)
    return end.kind === "lifted" || end.kind === "overturned" ? end.kind : "lapsed";
  if (now >= Math.min(order.endsAt, order.appealDueAt ?? Number.POSITIVE_INFINITY)) return "lapsed";
  return (now < startsAt ? ahead : begun)[log];
}
const begun = {
  silent: "waits-for-log",
  restored: "suspended",
  stopped: "suspended",
  signed: "in-force",
} as const;
const ahead = { ...begun, stopped: "approved", signed: "approved" } as const;

/** Whether two people's order stands: it is in force, or may come to be. */
export function isStanding(state: OrderState): boolean {
  return standing.has(state);
}
const standing: ReadonlySet<OrderState> = new Set([
  "waits-for-log",
  "approved",
  "in-force",
  "suspended",
]);

export const longestOrderMs = 7 * 24 * 3_600_000;
/** Deadlines of the process, milliseconds. */
export const receiptMs = 3_600_000;
export const answerMs = 72 * 3_600_000;
export const newRoleMs = 72 * 3_600_000;
export const newKeyMs = 72 * 3_600_000;
