import { createHash } from "node:crypto";
import { groundTexts } from "@graticule/desk/demand-texts";
import type { Day } from "@graticule/ledger/day";
import { canonicalJson, type JsonValue } from "@graticule/ledger/encode";
import type { Commitment } from "@graticule/ledger/field";
import {
  appointment,
  confirmationOf,
  sampleSigners,
  signaturesOf,
} from "@graticule/ledger/tests/sample-desk";
import { entryOf } from "@graticule/ledger/tests/sample-log";
import { softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
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

const codeOf = (key: string): string => {
  const id = createHash("sha256").update(Buffer.from(key, "base64url")).digest("hex");
  return [0, 4, 8, 12].map((at) => id.slice(at, at + 4)).join("\u00a0");
};

test("an order says which two keys signed it and when, and leaves the signatures to its bytes", () => {
  const terms = {
    ...{
      order: id,
      request: 2,
      meeting: hash as Commitment,
      places: ["AQ"],
      from: day,
      until: day,
    },
    ...{ reason: hash as Commitment, law: hash as Commitment },
  };
  const { proposer, approver } = sampleSigners;
  const on = { proposed: "2026-11-24" as Day, approved: "2026-11-25" as Day };
  const signed = signaturesOf(terms, { proposer, approver, ...on });
  const fields = said({ kind: "order-approved", ...terms, ...signed });
  expect(fields.filter((one) => /^(Proposed|Approved)/.test(one))).toEqual([
    `Proposed: "with desk key ${codeOf(proposer.key)} on Nov 24, 2026"`,
    `Approved: "with desk key ${codeOf(approver.key)} on Nov 25, 2026"`,
  ]);
  expect(fields.join()).not.toContain(signed.approval.signature);
});

test("a confirmation names the entry of the restore, and the two keys", () => {
  const { proposer, approver } = sampleSigners;
  const on = { proposed: "2026-11-24" as Day, approved: "2026-11-25" as Day };
  const order = {
    ...{ order: id, request: 2, meeting: hash as Commitment, places: ["AQ"] },
    ...{ from: day, until: day, reason: hash as Commitment, law: hash as Commitment },
  };
  expect(said(confirmationOf(order, 12, { proposer, approver, ...on })).slice(1)).toEqual([
    `Order: "${id}"`,
    "Restore: 12",
    `Proposed: "with desk key ${codeOf(proposer.key)} on Nov 24, 2026"`,
    `Approved: "with desk key ${codeOf(approver.key)} on Nov 25, 2026"`,
  ]);
});

test("an appointment says the code of the key, and the roles that it has now", () => {
  const { proposer, approver } = sampleSigners;
  const newer = softDeskKey();
  const decided = (roles: Parameters<typeof appointment>[0]["roles"]) => {
    const days = { proposed: day as Day, decided: day as Day };
    const given = { at: 1, key: newer, by: approver, roles, ...days };
    return said(appointment(given)[1]);
  };
  expect(decided(["approver", "intake"]).slice(2)).toEqual([
    `Proposed: "with desk key ${codeOf(proposer.key)} on Nov 25, 2026"`,
    'Outcome: "confirmed by a second person"',
    'Roles: "approver and intake"',
    `Desk key: "${codeOf(newer.key)}"`,
    `Confirmed: "with desk key ${codeOf(approver.key)} on Nov 25, 2026"`,
  ]);
  expect(decided([])).toContain('Roles: "nothing"');
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
