import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isClosed,
  type RequestEventKind,
  type RequestState,
  requestEventKinds,
  requestStateAfter,
  requestTable,
} from "./request-states.ts";

/** Each state with each event, in the order of `requestEventKinds`; "-": does not happen. */
const stated: Readonly<Record<RequestState, readonly string[]>> = {
  received: [
    ...["-", "received", "received", "received", "under-review", "-", "-", "-"],
    ...["returned", "rejected", "-"],
  ],
  "under-review": [
    ...["-", "-", "under-review", "under-review", "-"],
    ...["under-review", "under-review", "under-review", "returned", "rejected", "answered"],
  ],
  returned: Array(11).fill("-"),
  rejected: Array(11).fill("-"),
  answered: Array(11).fill("-"),
};

test("each state says what follows each event", () => {
  const table = Object.entries(requestTable).map(([state, row]) => [
    state,
    requestEventKinds.map((event) => row[event] ?? "-"),
  ]);
  expect(Object.fromEntries(table)).toEqual(stated);
});

test("a history begins with the reception, and only with one", () => {
  expect(requestStateAfter([])).toBeUndefined();
  expect(requestStateAfter(["received"])).toBe("received");
  expect(requestStateAfter(["received", "received"])).toBeUndefined();
  expect(requestStateAfter(["review-began", "answered"])).toBeUndefined();
});

test("a request is entered again only before someone reviews it, and answered only afterwards", () => {
  expect(requestStateAfter(["received", "answered"])).toBeUndefined();
  expect(requestStateAfter(["received", "review-began", "corrected"])).toBeUndefined();
  expect(requestStateAfter(["received", "corrected", "review-began", "answered"])).toBe("answered");
});

test("nothing happens to what is closed, and one person's no can close anything open", () => {
  const events = fc.array(fc.constantFrom<RequestEventKind>(...requestEventKinds), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      events,
      fc.constantFrom<RequestEventKind>(...requestEventKinds),
      (history, next) => {
        const state = requestStateAfter(["received", ...history]);
        if (state === undefined) return;
        const after = requestStateAfter(["received", ...history, next]);
        if (isClosed(state)) expect(after).toBeUndefined();
        else if (next === "rejected") expect(after).toBe("rejected");
        if (after !== undefined) expect(Object.keys(requestTable)).toContain(after);
      },
    ),
  );
  const closed = Object.keys(requestTable).filter((state) => isClosed(state as RequestState));
  expect(closed).toEqual(["returned", "rejected", "answered"]);
});
