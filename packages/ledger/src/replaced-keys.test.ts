import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { appointment, sampleSigners, signaturesOf } from "../tests/sample-desk.ts";
import { entryOf, recordAt } from "../tests/sample-log.ts";
import { softDeskKey, verifyAct } from "../tests/soft-desk-key.ts";
import { type Day, daysAfter } from "./day.ts";
import type { Entry } from "./entry.ts";
import type { Commitment } from "./field.ts";
import { noSignedActs, watchActs } from "./signed-acts.ts";

/** Desk keys that end: another takes their place, or their holder leaves. */

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const hex = "0123456789abcdef".repeat(4) as Commitment;
const on = (days: number) => daysAfter("2026-11-01" as Day, days);
const { proposer, approver } = sampleSigners;

async function watched(entries: readonly Entry[]) {
  const indexed = entries.map((entry, index) => ({ index, entry }));
  return await watchActs({ sha256, verifyAct }, noSignedActs, indexed);
}
const findingsOf = async (entries: readonly Entry[]) => (await watched(entries)).findings;
const notSigned = (index: number) => [{ index, what: "order-not-signed" }];
const notConfirmed = (index: number) => [{ index, what: "change-not-confirmed" }];

const other = softDeskKey();
const newer = softDeskKey();
const desk = [
  ...appointment({
    ...{ at: 1, key: approver, roles: ["approver"] },
    ...{ proposed: on(-3), decided: on(4) },
  }),
  ...appointment({
    ...{ at: 2, key: proposer, roles: ["reviewer"] },
    ...{ proposed: on(0), decided: on(7) },
  }),
];
/** With another approver. */
const three = [
  ...desk,
  ...appointment({
    ...{ at: 3, key: other, roles: ["approver"] },
    ...{ proposed: on(-3), decided: on(4) },
  }),
];

const terms = {
  ...{ order: recordAt(9), request: 3, meeting: hex, places: ["FR"] },
  ...{ from: on(12), until: on(13), reason: hex, law: hex },
};
/** An order that was entered and approved on this day. */
function later(day: number, signers: object = {}, proposed = day): Entry {
  const signed = { proposer, approver, proposed: on(proposed), approved: on(day), ...signers };
  return entryOf({
    kind: "order-approved",
    day: on(day),
    ...terms,
    ...signaturesOf(terms, signed),
  });
}

const instead = (changed: object = {}) =>
  appointment({
    ...{ at: 4, key: newer, roles: ["reviewer"] as const, instead: proposer, proposer: other },
    ...{ proposed: on(12), decided: on(13), by: approver, ...changed },
  });

test("a key that takes another's place signs nothing for three days, and the other nothing more", async () => {
  const replaced = [...three, ...instead()];
  const { acts, findings } = await watched([...replaced, later(16, { proposer: newer })]);
  expect([findings, acts.orders.signed]).toEqual([[], 1]);
  // By a clock some hours off, no more.
  expect(await findingsOf([...replaced, later(15, { proposer: newer })])).toEqual([]);
  expect(await findingsOf([...replaced, later(14, { proposer: newer })])).toEqual(notSigned(8));
  expect(await findingsOf([...replaced, later(14)])).toEqual([]);
  expect(await findingsOf([...replaced, later(15)])).toEqual(notSigned(8));
  // Whatever day a proposal names; what was approved before stays.
  expect(await findingsOf([...replaced, later(15, {}, 12)])).toEqual(notSigned(8));
  expect(await findingsOf([...three, later(12), ...instead()])).toEqual([]);
  // An approver's key, too.
  const roles = ["approver"] as const;
  const signers = { proposer, by: other };
  const approvers = [...three, ...instead({ roles, instead: approver, ...signers })];
  expect(await findingsOf([...approvers, later(14)])).toEqual(notSigned(8));
  expect(await findingsOf([...approvers, later(15, { approver: newer })])).toEqual(notSigned(8));
  expect(await findingsOf([...approvers, later(16, { approver: newer })])).toEqual([]);
});

test("a key takes another's place by the word of a third, or after seven days", async () => {
  const roles = ["approver"] as const;
  const held = { proposer, by: other };
  expect(await findingsOf([...three, ...instead({ roles, instead: approver, ...held })])).toEqual(
    [],
  );
  // Not of the key that is lost, nor of the new one: neither proposes it, and neither confirms it.
  for (const own of [approver, newer]) {
    for (const one of [{ by: own }, { proposer: own }]) {
      const forged = instead({ roles, instead: approver, ...held, ...one });
      expect(await findingsOf([...three, ...forged])).toEqual(notConfirmed(7));
    }
  }
  const waited = (proposed: number) =>
    instead({ roles, instead: approver, by: undefined, proposed: on(proposed) });
  expect(await findingsOf([...three, ...waited(6)])).toEqual([]);
  expect(await findingsOf([...three, ...waited(7)])).toEqual(notConfirmed(7));
  const [proposal, decision] = waited(6);
  const alone = entryOf({ ...decision, outcome: "alone" });
  expect(await findingsOf([...three, proposal, alone])).toEqual(notConfirmed(7));
  // Nor does anyone end another's alone.
  const ending = entryOf({ ...decision, outcome: "alone", roles: [] });
  expect(await findingsOf([...three, proposal, ending])).toEqual(notConfirmed(7));
  // What it replaces is signed; what was not confirmed replaces nothing.
  const [asked, given] = instead();
  for (const replaces of [other.id, undefined]) {
    const { replaces: _, ...rest } = given as { readonly replaces?: string };
    const forged = entryOf({ ...rest, ...(replaces && { replaces }) });
    expect(await findingsOf([...three, asked, forged, later(16)])).toEqual(notConfirmed(7));
  }
});

test("only a key in force is replaced, once, and only by one that is new", async () => {
  const again = instead({ at: 5, key: softDeskKey() });
  expect(await findingsOf([...three, ...instead(), ...again])).toEqual(notConfirmed(9));
  expect(await findingsOf([...three, ...instead({ instead: softDeskKey() })])).toEqual(
    notConfirmed(7),
  );
  expect(await findingsOf([...three, ...instead({ key: other })])).toEqual(notConfirmed(7));
  const [asked, given] = instead();
  const keyless = Object.entries(given).filter(([name]) => name !== "key");
  const bare = entryOf(Object.fromEntries(keyless));
  expect(await findingsOf([...three, asked, bare, later(16)])).toEqual(notConfirmed(7));
  const back = appointment({
    ...{ at: 5, key: proposer, roles: ["reviewer"] },
    ...{ proposed: on(14), decided: on(15), by: approver },
  });
  expect(await findingsOf([...three, ...instead(), ...back])).toEqual(notConfirmed(9));
});

test("whose account is deleted left the desk: the entry ends their key", async () => {
  const left = (ended?: string) =>
    entryOf({
      ...{ kind: "staff-left", day: on(12), roles: ["reviewer"] },
      ...(ended === undefined ? {} : { ended }),
    });
  expect(await findingsOf([...desk, left(proposer.id), later(14)])).toEqual(notSigned(5));
  expect(await findingsOf([...desk, left(proposer.id), later(12)])).toEqual([]);
  for (const one of [left(), left(other.id)]) {
    expect(await findingsOf([...desk, one, later(14)])).toEqual([]);
  }
});
