/** Where a request stands; derived from its events, stored nowhere. */
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
 * What is not in the table does not happen. What stands in a row and leads to the same state changes
 * nothing but the record.
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

/** The state after these events, the oldest first; undefined: no such history can be. */
export function requestStateAfter(events: readonly RequestEventKind[]): RequestState | undefined {
  if (events[0] !== "received") return undefined;
  return events
    .slice(1)
    .reduce<RequestState | undefined>(
      (state, event) => (state === undefined ? undefined : requestTable[state][event]),
      "received",
    );
}

/** Whether nothing can happen to it any more. */
export function isClosed(state: RequestState): boolean {
  return Object.keys(requestTable[state]).length === 0;
}
