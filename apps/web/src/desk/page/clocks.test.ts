import type { RequestSummary } from "@graticule/api/requests";
import { expect, test } from "vitest";
import { readWordsWait, sortRequests } from "./clocks.ts";

const request = (number: number, change: Partial<RequestSummary>): RequestSummary => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  number,
  state: "received",
  authority: "A court",
  inRegister: true,
  receivedAt: "2026-11-24T12:00:00Z",
  gaps: [],
  authenticity: "open",
  demands: 1,
  ...change,
});

test("the request whose clock runs out next comes first, and closed ones are separate", () => {
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

test("texts that could have been public for a week are late; sealed ones never are", () => {
  const now = Date.parse("2026-11-25T12:00:00Z");
  const wait = (state: "sealed" | "open" | "prepared", since: string) =>
    readWordsWait({ state, since }, now);
  expect(wait("open", "2026-11-18T12:00:01Z").late).toBe(false);
  expect(wait("prepared", "2026-11-18T12:00:00Z")).toEqual({
    text: "Its words could have been public since Nov 18, 2026",
    late: true,
  });
  expect(wait("sealed", "2026-12-24T00:00:00Z")).toEqual({
    text: "Its words can be made public from Dec 24, 2026",
    late: false,
  });
});
