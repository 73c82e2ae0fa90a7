import type { DeskChange } from "@graticule/api/desk-changes";
import type { DeskOrder, OrderInput } from "@graticule/api/orders";
import { type ActStatement, deskKeyId, statementText } from "@graticule/ledger/act-signature";
import {
  changeStatement,
  type OrderAct,
  orderAgainStatement,
  orderStatement,
} from "@graticule/ledger/act-statement";
import { commitmentOf } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import type { Commitment } from "@graticule/ledger/field";
import { softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
import { expect, test } from "vitest";
import { sha256 } from "../../transparency/verify/browser-crypto.ts";
import { compareChange, compareDraft, compareOrder, compareOrderAgain } from "./shown-to-sign.ts";

const id = "7b0f6a3e-6f0c-4c58-9c55-0d6f3a1b2c4d";
const now = Date.parse("2026-11-30T22:00:00Z");
const ana = softDeskKey();
const today = "2026-11-30" as Day;
const salts = {
  reason: "a1".repeat(32),
  law: "b2".repeat(32),
  beyondWhy: "c3".repeat(32),
  terms: "d4".repeat(32),
};
const digest = "0f".repeat(32) as Commitment;

const order: OrderInput = {
  meeting: 0,
  places: ["UA-43", "FR"],
  // In UTC it is the day before.
  from: "2026-12-01T01:30:00+02:00",
  until: "2026-12-02T12:00:00Z",
  noticeMinutes: 0,
  reason: "It is forbidden there",
  law: "Meetings Act, section 3",
  findings: { procedure: "", authority: "", legality: "", necessity: "", rights: "" },
  beyondWhy: "The request names no end",
};

const text = (salt: string, value: string) => commitmentOf(sha256, "text", { salt, value });

const shown = { ...order, beyond: ["places", "length"] };

/** As the service words it. */
const terms = {
  order: id,
  request: 7,
  meeting: digest,
  places: ["FR", "UA-43"],
  from: "2026-11-30",
  until: "2026-12-02",
  reason: text(salts.reason, order.reason),
  law: text(salts.law, order.law),
  beyond: ["length", "places"],
  beyondWhy: text(salts.beyondWhy, order.beyondWhy ?? ""),
  terms: digest,
};
function statement(act: OrderAct, more: object = {}): ActStatement {
  return { ...orderStatement(act, terms), ...more };
}

const drafted = (more: object = {}, day = today, written = order) =>
  compareDraft(
    {
      draft: { id, salts },
      toSign: statementText(statement("propose-order", more), day),
    },
    { request: 7, order: written, beyond: ["places", "length"], now },
  );

const approved = (more: object = {}) =>
  compareOrder(
    {
      ...shown,
      ...{ id, salts },
      toSign: statementText(statement("approve-order", more), today),
    } as unknown as DeskOrder,
    { request: 7, now },
  );

const confirmed = (more: object = {}, confirmation: object = { restoredEntry: 12 }) => {
  const said = { ...orderAgainStatement("approve-order-again", terms, 12), ...more };
  const toSign = statementText(said, today);
  const read = { ...shown, id, salts, toSign, confirmation } as unknown as DeskOrder;
  return compareOrderAgain("approve-order-again", read, { request: 7, now });
};

test("what the form says may be signed, and what the page of an order shows", () => {
  expect(drafted()).toBe("same");
  expect(approved()).toBe("same");
  expect(confirmed()).toBe("same");
});

test("an order is confirmed again after the restore that the page names, and in the part that it offers", () => {
  expect(confirmed({ restored: 13 })).toBe("another");
  expect(confirmed({}, { restoredEntry: 13 })).toBe("another");
  expect(confirmed({}, {})).toBe("another");
  expect(confirmed({ act: "propose-order-again" })).toBe("another");
  expect(confirmed({ act: "approve-order" })).toBe("another");
});

const another: [string, object][] = [
  ["another act", { act: "confirm-change" }],
  ["another order", { order: id.replace("7", "8") }],
  ["another request", { request: 8 }],
  ["more places", { places: ["FR", "UA", "UA-43"] }],
  ["fewer places", { places: ["FR"] }],
  ["an earlier start", { from: "2026-11-29" }],
  ["a later end", { until: "2026-12-03" }],
  ["other things beyond what was asked", { beyond: ["advice", "length"] }],
  ["nothing beyond what was asked", { beyond: [] }],
  ["something that the page doesn't know of", { also: "everything" }],
];

test.each(another)("%s is not signed", (_, more) => {
  expect(drafted(more)).toBe("another");
  expect(approved(more)).toBe("another");
  expect(confirmed(more)).toBe("another");
});

test.each([
  ["reason", { reason: text(salts.reason, "Because") }],
  ["law", { law: text(salts.law, "Another act") }],
  ["text under another text's salt", { law: text(salts.reason, order.law) }],
  ["why", { beyondWhy: text(salts.beyondWhy, "No why") }],
])("another %s than was written is not signed", (_, more) => {
  expect(drafted(more)).toBe("another");
  expect(approved(more)).toBe("another");
  expect(confirmed(more)).toBe("another");
});

test("a reason that no one wrote is not signed", () => {
  const { beyondWhy: _, ...without } = order;
  expect(drafted({}, today, without)).toBe("another");
  const unexplained = { ...without, beyond: [], id, salts } as unknown as DeskOrder;
  const toSign = statementText(statement("approve-order"), today);
  expect(compareOrder({ ...unexplained, toSign }, { request: 7, now })).toBe("another");
});

test("what is of another day is not signed; two clocks may differ by one", () => {
  expect(drafted({}, "2026-12-01" as Day)).toBe("same");
  expect(drafted({}, "2026-12-02" as Day)).toBe("not-yet");
  // A real difference is one on any day.
  expect(drafted({ request: 8 }, "2026-12-02" as Day)).toBe("another");
});

test("what the service doesn't say yet is no other thing", () => {
  const of = (more: object) =>
    compareOrder({ ...shown, id, ...more } as unknown as DeskOrder, { request: 7, now });
  expect(of({ salts })).toBe("not-yet");
  expect(of({ toSign: statementText(statement("approve-order"), today) })).toBe("not-yet");
  const change = { id, kind: "staff", about: { key: ana.id } } as unknown as DeskChange;
  expect(compareChange(change, now)).toBe("not-yet");
});

test.each(["", "7", "null", "[]", "{", '{"act": "approve-order"}'])(
  "%s is not signed",
  (toSign) => {
    const read = { ...shown, id, salts, toSign } as unknown as DeskOrder;
    expect(compareOrder(read, { request: 7, now })).toBe("another");
  },
);

test("what is not written canonically is not signed", () => {
  const toSign = statementText(statement("approve-order"), today);
  const shows = (said: string) =>
    compareOrder({ ...shown, id, salts, toSign: said } as unknown as DeskOrder, {
      request: 7,
      now,
    });
  expect(shows(toSign)).toBe("same");
  expect(shows(`${toSign} `)).toBe("another");
  expect(shows(toSign.replace("{", '{"act":"lift",'))).toBe("another");
});

// Broken on purpose, each alone: roles are not compared; another kind may have a key.
test("of a change its own is signed, for the roles and the key whose code the page shows", () => {
  const ofRoles = { change: id, what: "staff", says: digest, roles: ["intake"] };
  let act = "confirm-change";
  const shows = (change: object, more: object = {}) => {
    const said = changeStatement("confirm-change", { ...ofRoles, key: ana.key, ...more });
    const toSign = statementText({ ...said, act }, today);
    const about = { key: deskKeyId(sha256, ana.key) };
    const shown = { id, kind: "staff", about, roles: ["intake"], toSign, ...change };
    return compareChange(shown as unknown as DeskChange, now);
  };
  expect(shows({})).toBe("same");
  expect(shows({ id: id.replace("7", "8") })).toBe("another");
  expect(shows({ roles: ["intake", "reviewer"] })).toBe("another");
  expect(shows({}, { key: softDeskKey().key })).toBe("another");
  expect(shows({}, { key: "" })).toBe("another");
  // Nor in the place of another key than the page shows.
  const about = { key: deskKeyId(sha256, ana.key), replaces: softDeskKey().id };
  const { replaces } = about;
  expect(shows({ about }, { replaces })).toBe("same");
  expect(shows({ about }, { replaces: softDeskKey().id })).toBe("another");
  expect(shows({ about })).toBe("another");
  expect(shows({}, { replaces })).toBe("another");
  // Who may propose it signs the proposal, and who may confirm it that.
  expect(shows({ mayPropose: "yes" })).toBe("another");
  act = "propose-change";
  expect(shows({ mayPropose: "yes" })).toBe("same");
  expect(shows({ mayPropose: "signed-it" })).toBe("another");
  act = "confirm-change";
  // It takes roles.
  expect(shows({ about: undefined })).toBe("same");
  const other = { kind: "geofeed", about: undefined, roles: undefined };
  const said = { what: "geofeed", roles: undefined, key: undefined };
  expect(shows(other, said)).toBe("same");
  expect(shows(other, { ...said, key: ana.key })).toBe("another");
  expect(shows(other, { ...said, roles: ["approver"] })).toBe("another");
});
