import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { eventOfStream } from "./event-of-stream.ts";

const refusal: Refusal = {
  decidedBy: "order",
  because: "ordered",
  place: "FR",
  sure: "sure",
  evidence: [],
};
const held: Held = { because: "sent-back", ask: false, sure: "sure", evidence: [] };

test("a removal carries its reason to the door", () => {
  expect(eventOfStream({ kind: "removed", refusal, status: 451 })).toEqual({
    kind: "refused",
    refusal,
  });
});

test("the first event says what holds now", () => {
  expect(eventOfStream({ kind: "state", admitted: true })).toEqual({ kind: "may-return" });
  expect(eventOfStream({ kind: "state", admitted: false, refusal })).toEqual({
    kind: "refused",
    refusal,
  });
  expect(eventOfStream({ kind: "state", admitted: false })).toBeUndefined();
});

test("someone moved back, or held by the first event, waits in the lobby", () => {
  expect(eventOfStream({ kind: "sent-back", held })).toEqual({ kind: "held", held });
  expect(eventOfStream({ kind: "state", admitted: false, held })).toEqual({ kind: "held", held });
});
