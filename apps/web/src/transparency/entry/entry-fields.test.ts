import { groundTexts } from "@graticule/desk/demand-texts";
import { canonicalJson, type JsonValue } from "@graticule/ledger/encode";
import { entryOf } from "@graticule/ledger/tests/sample-log";
import { expect, test } from "vitest";
import { entryFieldsOf } from "./entry-fields.ts";

const hash = "0a".repeat(32);
const id = "00000000-0000-4000-8000-000000000001";
const day = "2026-11-25";

function said(fields: object): readonly string[] {
  return entryFieldsOf(entryOf({ day, ...fields })).map(
    ({ name, values }) =>
      `${name}: ${values.map((value) => canonicalJson(Object.values(value)[1] as JsonValue)).join(" ")}`,
  );
}

test("every field of an order is put into words, except its texts", () => {
  const until = "2026-11-27";
  const order = { kind: "order-approved", request: 2, order: id, meeting: hash, places: ["AQ"] };
  expect(said({ ...order, from: day, until, reason: hash, law: hash })).toEqual([
    'Day: "Nov 25, 2026"',
    "Request: 2",
    `Meeting: "${hash}"`,
    `Order: "${id}"`,
    'Places: "Antarctica"',
    'From: "Nov 25, 2026"',
    'Until: "Nov 27, 2026"',
  ]);
});

test("answers are listed with their grounds", () => {
  const answers = [{ demand: "end-meeting", answer: "refused", ground: "meetings-survive" }];
  expect(said({ kind: "request-closed", request: 2, outcome: "answered", answers })).toContain(
    `Answers: "End a meeting: refused. ${groundTexts["meetings-survive"]}"`,
  );
});

test("what would change is one word, and an outside act is a text", () => {
  expect(said({ kind: "change-proposed", change: id, what: "staff", says: hash })).toContain(
    'What: "who works at the desk"',
  );
  const outside = { kind: "outside-act", what: hash, forcedBy: hash, on: day };
  expect(said(outside)).toEqual(['Day: "Nov 25, 2026"', 'On: "Nov 25, 2026"']);
});

test("a slot says its position among those of its day, and nothing of its content", () => {
  expect(said({ kind: "sealed-slot", slot: 3, holds: hash })).toEqual([
    'Day: "Nov 25, 2026"',
    'Slot: "4 of 8 of that day"',
    `What it holds: "${hash}"`,
  ]);
});
