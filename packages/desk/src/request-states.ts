/** Derived from a request's events, never stored. */
export type RequestState = "received" | "under-review" | "returned" | "rejected" | "answered";

export const requestEventKinds = [
  "received",
  "corrected",
  "authenticated",
  "not-authentic",
  "review-began",
  "look-asked",
  "looked",
  "demand-answered",
  "returned",
  "rejected",
  "answered",
] as const;
export type RequestEventKind = (typeof requestEventKinds)[number];

/**
 * received ─review-began─▶ under-review ─▶ answered
 *    │  ▲ corrected            │
 *    └──┴──────────────────────┴─▶ returned | rejected
 *
 * What is not in the table can't happen. An event that leads to the same state is only recorded.
 */
export const requestTable: Readonly<
  Record<RequestState, Readonly<Partial<Record<RequestEventKind, RequestState>>>>
> = {
  received: {
    corrected: "received",
    authenticated: "received",
    "not-authentic": "received",
    "review-began": "under-review",
    returned: "returned",
    rejected: "rejected",
  },
  "under-review": {
    authenticated: "under-review",
    "not-authentic": "under-review",
    "look-asked": "under-review",
    looked: "under-review",
    "demand-answered": "under-review",
    returned: "returned",
    rejected: "rejected",
    answered: "answered",
  },
  returned: {},
  rejected: {},
  answered: {},
};

/** The state after these events, the oldest first; undefined: an impossible history. */
export function requestStateAfter(events: readonly RequestEventKind[]): RequestState | undefined {
  const [first, ...others] = events;
  let state: RequestState | undefined = first === "received" ? first : undefined;
  for (const event of others) state = state && requestTable[state][event];
  return state;
}

/** Whether nothing can happen to it any more. */
export function isClosed(state: RequestState): boolean {
  return Object.keys(requestTable[state]).length === 0;
}
