/** Derived, never stored. */
export type OrderState =
  | "proposed"
  | "not-approved"
  | "approved"
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
}

/**
 * proposed ─▶ not-approved
 *    └──────▶ approved ─▶ in-force ─▶ lapsed (time, occurrence, appeal not decided)
 *                └───────────┴──────▶ lifted | overturned
 *
 * INVARIANT: time alone ends every order.
 */
export function orderStateAt(order: OrderRecord, now: number): OrderState {
  if (order.outcome === "refused") return "not-approved";
  if (order.outcome === "none") return now >= order.endsAt ? "lapsed" : "proposed";
  const { end } = order;
  if (end !== undefined)
    return end.kind === "lifted" || end.kind === "overturned" ? end.kind : "lapsed";
  if (now >= Math.min(order.endsAt, order.appealDueAt ?? Number.POSITIVE_INFINITY)) return "lapsed";
  return now < order.startsAt ? "approved" : "in-force";
}

export const longestOrderMs = 7 * 24 * 3_600_000;
/** Deadlines of the process, milliseconds. */
export const receiptMs = 3_600_000;
export const answerMs = 72 * 3_600_000;
export const newApproverMs = 72 * 3_600_000;
