import type { RequestSummary } from "@graticule/api/requests";
import { expect, test } from "vitest";
import { sortRequests } from "./clocks.ts";

const request = (number: number, change: Partial<RequestSummary>): RequestSummary => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  number,
  state: "received",
  authority: "A court",
  receivedAt: "2026-11-24T12:00:00Z",
  gaps: [],
  authenticity: "open",
  demands: 1,
  ...change,
});

test("the request whose clock runs out next stands first, closed ones by themselves", () => {
  const due = (at: string) => ({ due: { what: "answer", at } }) as const;
  const { open, closed } = sortRequests([
    request(1, { state: "answered" }),
    request(2, due("2026-11-26T12:00:00Z")),
    request(3, { state: "under-review", ...due("2026-11-25T12:00:00Z") }),
    request(4, { state: "rejected" }),
    request(5, {}),
  ]);
  expect(open.map(({ number }) => number)).toEqual([3, 2, 5]);
  expect(closed.map(({ number }) => number)).toEqual([4, 1]);
});
