import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  appointment,
  confirmationOf,
  givenAgain,
  type SampleAppointment,
  sampleSigners,
  signaturesOf,
} from "../tests/sample-desk.ts";
import { entryOf, recordAt } from "../tests/sample-log.ts";
import { type SoftDeskKey, softDeskKey, verifyAct } from "../tests/soft-desk-key.ts";
import { deskKeyId } from "./act-signature.ts";
import { changeStatement, decisionStatement } from "./act-statement.ts";
import { type Day, daysAfter } from "./day.ts";
import { keyCode } from "./desk-keys.ts";
import type { Entry, EntryOf } from "./entry.ts";
import type { Commitment } from "./field.ts";
import { noSignedActs, type SignedActs, watchActs } from "./signed-acts.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const ports = { sha256, verifyAct };
const hex = "0123456789abcdef".repeat(4) as Commitment;
const start = "2026-11-01" as Day;
const on = (days: number) => daysAfter(start, days);
const { proposer, approver } = sampleSigners;

async function watched(entries: readonly Entry[], acts: SignedActs = noSignedActs, first = 0) {
  return await watchActs(
    ports,
    acts,
    entries.map((entry, at) => ({ index: first + at, entry })),
  );
}
const findingsOf = async (entries: readonly Entry[]) => (await watched(entries)).findings;

/** The first two wait for 7 days. */
const first = appointment({
  ...{ at: 1, key: approver, roles: ["approver"] },
  ...{ proposed: on(-3), decided: on(4) },
});
const second = appointment({
  ...{ at: 2, key: proposer, roles: ["reviewer"] },
  ...{ proposed: on(0), decided: on(7) },
});
const desk = [...first, ...second];
const byThem = appointment({
  ...{ at: 3, key: softDeskKey(), roles: ["intake"] },
  ...{ proposed: on(8), decided: on(11), by: approver },
});

const terms = {
  order: recordAt(9),
  request: 3,
  meeting: hex,
  places: ["FR", "UA-43"],
  from: on(12),
  until: on(13),
  reason: hex,
  law: sha256OfText("law"),
};
const signed = { proposer, approver, proposed: on(11), approved: on(12) };

function sha256OfText(text: string): Commitment {
  return hash("sha256", text) as Commitment;
}

/** @param changed of the entry, once it was signed */
function order(changed: object = {}, signers = signed, day = on(12)): Entry {
  const fields = { kind: "order-approved", day, ...terms, ...signaturesOf(terms, signers) };
  return entryOf(
    Object.fromEntries(
      Object.entries({ ...fields, ...changed }).filter(([, value]) => value !== undefined),
    ),
  );
}

function unconfirmed(entry: Entry): Entry {
  const fields = Object.entries(entry).filter(
    ([name]) => name !== "confirmation" && name !== "proposal",
  );
  return entryOf(Object.fromEntries(fields));
}

const proposalIn = (entry: Entry) => ("proposal" in entry ? entry.proposal : undefined);
const notSigned = (index: number) => [{ index, what: "order-not-signed" }];
const notConfirmed = (index: number) => [{ index, what: "change-not-confirmed" }];

test("a key is told by sixteen digits, and an order that two of them signed is counted", async () => {
  expect(keyCode(hex)).toBe("0123 4567 89ab cdef");
  const { acts, findings } = await watched([...desk, order()]);
  expect(findings).toEqual([]);
  expect(acts.orders).toEqual({ signed: 1, before: 0 });
  expect([...acts.keys.keys()]).toEqual(
    [approver, proposer].map(({ key }) => deskKeyId(sha256, key)),
  );
});

test("orders from before the first key are counted apart, and those after it have two signatures", async () => {
  const bare = order({ terms: undefined, proposal: undefined, approval: undefined });
  const { acts, findings } = await watched([bare, bare, ...desk, bare]);
  expect(acts.orders).toEqual({ signed: 0, before: 2 });
  expect(findings).toEqual(notSigned(6));
  // One that claims to be signed, though there was no key, is none of those.
  expect(await findingsOf([order()])).toEqual(notSigned(0));
});

test.each(["terms", "proposal", "approval"])(
  "an order without its %s is not signed",
  async (name) => {
    expect(await findingsOf([...desk, order({ [name]: undefined })])).toEqual(notSigned(4));
  },
);

test.each<[string, object]>([
  ["another order", { order: recordAt(8) }],
  ["another request", { request: 4 }],
  ["another meeting", { meeting: sha256OfText("meeting") }],
  ["more places", { places: ["DE", "FR", "UA-43"] }],
  ["an earlier beginning", { from: on(11) }],
  ["a later end", { until: on(14) }],
  ["another reason", { reason: sha256OfText("reason") }],
  ["another law", { law: hex }],
  ["other terms", { terms: sha256OfText("terms") }],
  ["going beyond", { beyond: ["places"], beyondWhy: hex }],
])("what two people signed does not hold for %s", async (_, changed) => {
  expect(await findingsOf([...desk, order(changed)])).toEqual(notSigned(4));
});

test("two signatures are of two keys, each with its role, and one is no other's", async () => {
  const both = softDeskKey();
  const appointed = appointment({
    ...{ at: 3, key: both, roles: ["approver", "reviewer"] },
    ...{ proposed: on(0), decided: on(7) },
  });
  const all = [...appointed, ...desk];
  const by = (signers: object) => findingsOf([...all, order({}, { ...signed, ...signers })]);
  expect(await by({})).toEqual([]);
  expect(await by({ proposer: both })).toEqual([]);
  expect(await by({ approver: both })).toEqual([]);
  expect(await by({ proposer: both, approver: both })).toEqual(notSigned(6));
  expect(await by({ proposer: approver, approver: both })).toEqual(notSigned(6));
  expect(await by({ proposer: both, approver: proposer })).toEqual(notSigned(6));
  expect(await by({ proposer: softDeskKey() })).toEqual(notSigned(6));
  expect(await by({ approver: softDeskKey() })).toEqual(notSigned(6));
  const { proposal, approval } = signaturesOf(terms, signed);
  const swapped = order({ proposal: approval, approval: proposal });
  expect(await findingsOf([...all, swapped])).toEqual(notSigned(6));
});

test("a new approver signs nothing for three days, by the log's days", async () => {
  const newer = softDeskKey();
  const appointed = appointment({
    ...{ at: 3, key: newer, roles: ["approver"] },
    ...{ proposed: on(8), decided: on(10), by: approver },
  });
  const by = { ...signed, approver: newer };
  const enteredOn = async (days: number, approved = days) =>
    await findingsOf([
      ...desk,
      ...appointed,
      order({}, { ...by, approved: on(approved) }, on(days)),
    ]);
  expect(await enteredOn(12)).toEqual(notSigned(6));
  expect(await enteredOn(12, 13)).toEqual(notSigned(6));
  expect(await enteredOn(13)).toEqual([]);
  expect(await enteredOn(13, 12)).toEqual([]);
});

test("signatures are of the day by a clock that is some hours off at most, and a proposal comes first", async () => {
  const signedOn = async (proposed: number, approved: number) =>
    await findingsOf([
      ...desk,
      order({}, { ...signed, proposed: on(proposed), approved: on(approved) }),
    ]);
  for (const [proposed, approved] of [
    [9, 12],
    [12, 11],
    [13, 12],
    [14, 13],
  ] as const) {
    expect([proposed, approved, await signedOn(proposed, approved)]).toEqual([
      proposed,
      approved,
      [],
    ]);
  }
  for (const [proposed, approved] of [
    [8, 12],
    [14, 12],
    [11, 10],
    [12, 14],
  ] as const) {
    expect([proposed, approved, await signedOn(proposed, approved)]).toEqual([
      proposed,
      approved,
      notSigned(4),
    ]);
  }
});

test("each of the two signatures is checked", async () => {
  const other = signaturesOf({ ...terms, request: 4 }, signed);
  for (const name of ["proposal", "approval"] as const) {
    expect(await findingsOf([...desk, order({ [name]: other[name] })])).toEqual(notSigned(4));
  }
});

// Was []: nothing was checked before the first key.
test("a change that claims to be confirmed before there is any key is not", async () => {
  const [proposal, decision] = byThem;
  const { key: _, roles: __, ...bare } = decision as EntryOf<"change-decided">;
  expect(await findingsOf([proposal, entryOf(bare)])).toEqual(notConfirmed(1));
  expect(await findingsOf([proposal, unconfirmed(entryOf(bare))])).toEqual([]);
});

test("a change is confirmed by a key that was an approver's for three days, over exactly what it gives", async () => {
  const third = softDeskKey();
  const given: SampleAppointment = {
    ...{ at: 3, key: third, roles: ["intake"] },
    ...{ proposed: on(8), decided: on(11), by: approver },
  };
  const decided = (changed: object, by: SampleAppointment = given) => {
    const [proposal, decision] = appointment(by);
    return findingsOf([...desk, proposal, entryOf({ ...decision, ...changed })]);
  };
  expect(await decided({})).toEqual([]);
  expect(await decided({ roles: ["intake", "reviewer"] })).toEqual(notConfirmed(5));
  expect(await decided({ key: softDeskKey().key })).toEqual(notConfirmed(5));
  expect(await decided({ change: recordAt(4) })).toEqual(notConfirmed(5));
  expect(await decided({ day: on(10) })).toEqual([]);
  expect(await decided({ day: on(13) })).toEqual(notConfirmed(5));
  // What was confirmed once is confirmed once.
  expect(await findingsOf([...desk, second[1]])).toEqual(notConfirmed(4));
  expect(await decided({}, { ...given, by: proposer })).toEqual(notConfirmed(5));
  expect(await decided({}, { ...given, by: third })).toEqual(notConfirmed(5));
  // Nor by one who proposed it, nor by anyone without a key that signs.
  expect(await decided({}, { ...given, proposer: null })).toEqual(notConfirmed(5));
  for (const one of [approver, third, softDeskKey()]) {
    expect(await decided({}, { ...given, proposer: one })).toEqual(notConfirmed(5));
  }
  const otherwise = appointment({ ...given, roles: ["intake", "reviewer"] })[1];
  expect(await decided({ proposal: proposalIn(otherwise) })).toEqual(notConfirmed(5));
  const [proposal, decision] = appointment(given);
  expect(await findingsOf([...desk, proposal, unconfirmed(decision)])).toEqual(notConfirmed(5));
  const told = appointment(given).map((one) =>
    one.kind === "change-proposed" ? { ...one, says: sha256OfText("says") } : one,
  );
  expect(await findingsOf([...desk, ...told])).toEqual(notConfirmed(5));
  // Two days after the appointment of the approver, or of the member who proposes.
  const newer = appointment({
    ...{ at: 5, key: third, roles: ["approver", "intake"] },
    ...{ proposed: on(3), decided: on(10) },
  });
  for (const one of [{ by: third }, { proposer: third }]) {
    const early = appointment({ ...given, ...one, key: softDeskKey(), decided: on(11) });
    expect(await findingsOf([...desk, ...newer, ...early])).toEqual(notConfirmed(7));
  }
  // Of any other kind, too.
  const change = recordAt(5);
  const what = "authority";
  const bySigners = (more: object = {}) => ({
    proposal: proposer.sign(
      changeStatement("propose-change", { change, what, says: hex, ...more }),
      on(11),
    ),
    confirmation: approver.sign(
      changeStatement("confirm-change", { change, what, says: hex, ...more }),
      on(11),
    ),
  });
  const other = [
    entryOf({ kind: "change-proposed", day: on(11), change, what, says: hex }),
    entryOf({
      ...{ kind: "change-decided", day: on(11), change, outcome: "confirmed" },
      ...bySigners(),
    }),
  ];
  expect(await findingsOf([...desk, ...other])).toEqual([]);
  const bare = other.map(unconfirmed);
  expect(await findingsOf([...desk, ...bare])).toEqual(notConfirmed(5));
  // There was no key to confirm it with.
  expect(await findingsOf(bare)).toEqual([]);
  // It gives no key any role, even if it is signed.
  const gives = { roles: ["approver", "reviewer"], key: third.key };
  const [proposedOther, decidedOther] = other;
  const giving = entryOf({ ...decidedOther, ...gives, ...bySigners(gives) });
  expect(await findingsOf([...desk, proposedOther as Entry, giving])).toEqual(notConfirmed(5));
});

test("a proposal names a day on which its key signs, and counts while that key is in force", async () => {
  const given = { at: 4, key: softDeskKey(), roles: ["intake"] as const, proposed: on(11) };
  const [asked, decided] = appointment({ ...given, decided: on(13), by: approver });
  const proposedOn = (day: number) =>
    proposalIn(appointment({ ...given, decided: on(day), by: approver })[1]);
  const by = (day: number, before: readonly Entry[] = []) =>
    findingsOf([...desk, ...before, asked, entryOf({ ...decided, proposal: proposedOn(day) })]);
  for (const day of [9, 13, 14]) expect(await by(day)).toEqual([]);
  for (const day of [8, 15]) expect(await by(day)).toEqual(notConfirmed(5));
  const left = (day: number) =>
    entryOf({ kind: "staff-left", day: on(day), roles: ["reviewer"], ended: proposer.id });
  expect(await by(11, [left(11)])).toEqual(notConfirmed(6));
  expect(await by(11, [left(12)])).toEqual([]);
});

test("what no one confirmed was public for seven days, and gives nothing else", async () => {
  const waited = (proposed: Day, decided: Day) =>
    appointment({ at: 1, key: approver, roles: ["approver"], proposed, decided });
  expect(await findingsOf(waited(on(0), on(7)))).toEqual([]);
  expect(await findingsOf(waited(on(0), on(6)))).toEqual(notConfirmed(1));
  expect(await findingsOf(waited(on(0), on(7)).slice(1))).toEqual(notConfirmed(0));
  // The key counts for nothing, so neither does what it confirms and signs.
  const early = [...waited(on(1), on(7)), ...second, ...byThem, order()];
  expect((await findingsOf(early)).map(({ index }) => index)).toEqual([1, 5, 6]);
  expect(await findingsOf([...desk, ...byThem])).toEqual([]);
});

test("a later change of a key replaces its roles, and alone one only gives up", async () => {
  const given = { at: 3, key: proposer, proposed: on(11), decided: on(12), by: approver };
  const moved = appointment({ ...given, roles: ["intake"] });
  const later = order({}, { ...signed, proposed: on(14), approved: on(14) }, on(14));
  expect(await findingsOf([...desk, ...moved, later])).toEqual(notSigned(6));
  // What was proposed before stays proposed.
  expect(await findingsOf([...desk, ...moved, order()])).toEqual([]);
  const [proposal, decision] = appointment({ ...given, roles: [] });
  const alone = (roles: readonly string[]) => {
    return [...desk, proposal, entryOf({ ...unconfirmed(decision), outcome: "alone", roles })];
  };
  expect(await findingsOf([...alone([]), later])).toEqual(notSigned(6));
  expect(await findingsOf(alone(["approver"]))).toEqual(notConfirmed(5));
  // A key that has left doesn't come back.
  const gone = appointment({ ...given, at: 4, key: approver, roles: [] });
  const back = appointment({
    ...{ at: 5, key: approver, roles: ["approver"] },
    ...{ proposed: on(5), decided: on(12) },
  });
  const returned = order({}, { ...signed, approved: on(14) }, on(14));
  expect(await findingsOf([...desk, ...gone, ...back, returned])).toEqual([
    ...[...notConfirmed(7), ...notSigned(8)],
  ]);
});

test("a change that was declined or withdrawn gives no key any role", async () => {
  for (const outcome of ["declined", "withdrawn"]) {
    const [proposal, decision] = first;
    const none = [proposal, entryOf({ ...decision, outcome })];
    expect(await findingsOf([...none, ...second, ...byThem])).toEqual(notConfirmed(5));
  }
});

const until = on(40);
const sealed = { reason: { sealedUntil: until }, law: { sealedUntil: until } };
const told = (fields: object = {}) =>
  entryOf({
    ...{ kind: "sealed-opened", day: until, entry: 1, salt: hex },
    held: {
      kind: "order-told",
      order: terms.order,
      law: terms.law,
      reason: terms.reason,
      ...fields,
    },
  });

test("while a law delays the reason the signatures wait, and are checked once it is told", async () => {
  const before = await watched([...desk, order(sealed)]);
  expect(before.findings).toEqual([]);
  expect(before.acts.orders).toEqual({ signed: 0, before: 0 });
  expect([...before.acts.sealed.keys()]).toEqual([terms.order]);
  // An audit that resumes checks what an earlier one left.
  const after = await watched([told()], before.acts, 5);
  expect(after.findings).toEqual([]);
  expect(after.acts).toMatchObject({ orders: { signed: 1, before: 0 }, sealed: new Map() });
  const other = await watched([told({ law: hex })], before.acts, 5);
  expect(other.findings).toEqual(notSigned(4));
  // What needs no reason to be checked is checked at once.
  expect(await findingsOf([...desk, order({ ...sealed, approval: undefined })])).toEqual(
    notSigned(4),
  );
  expect(await findingsOf([...desk, order({ ...sealed, terms: undefined })])).toEqual(notSigned(4));
  expect(await findingsOf([...desk, told()])).toEqual([]);
});

/** The desk, an order, a restore, and both members appointed again: the confirmation is entry 10. */
const restored = entryOf({ kind: "restored", day: on(12), since: on(12) });
const given = givenAgain({ at: 3, proposer, approver, on: on(12) });
const today = { ...signed, proposed: on(12) };
const again = (changed: object = {}, { about = 5, of = terms, by = today } = {}) =>
  entryOf(
    Object.fromEntries(
      Object.entries({ ...confirmationOf(of, about, by), ...changed }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  );
const notConfirmedAgain = (index: number) => [{ index, what: "confirmation-not-signed" }];

test("after a restore two keys that were given roles since sign all of the order once more", async () => {
  const back = [...desk, order(), restored, ...given];
  const found = (entry: Entry, before: readonly Entry[] = back) => findingsOf([...before, entry]);
  expect(await found(again())).toEqual([]);
  for (const changed of [
    { proposal: undefined },
    { approval: undefined },
    { proposal: undefined, approval: undefined },
    { restored: undefined },
    { order: recordAt(8) },
    { day: on(14) },
    { proposal: signaturesOf(terms, today).proposal },
    { approval: signaturesOf(terms, today).approval },
  ]) {
    expect([changed, await found(again(changed))]).toEqual([changed, notConfirmedAgain(10)]);
  }
  // Other places than were approved, or after another restore.
  expect(await found(again({}, { of: { ...terms, places: ["FR"] } }))).toEqual(
    notConfirmedAgain(10),
  );
  expect(await found(again({ restored: 5 }, { about: 4 }))).toEqual(notConfirmedAgain(10));
  expect(await found(again({}, { about: 4 }))).toEqual(notConfirmedAgain(10));
  expect(await findingsOf([...back, restored, again()])).toEqual(notConfirmedAgain(11));
  expect(await findingsOf([...back, restored, ...given, again()])).toEqual(notConfirmedAgain(15));
  expect(await findingsOf([...back, restored, ...given, again({}, { about: 10 })])).toEqual([]);
  // One key twice, or in the wrong roles.
  for (const by of [
    { ...today, approver: proposer },
    { ...today, proposer: approver },
    { ...today, proposer: approver, approver: proposer },
  ]) {
    expect(await found(again({}, { by }))).toEqual(notConfirmedAgain(10));
  }
});

test("no confirmation rests on a role from before a restore, nor on what someone gave up alone", async () => {
  for (const one of [0, 2]) {
    const before = [...desk, order(), restored, ...given.slice(one, one + 2)];
    expect(await findingsOf([...before, again()])).toEqual(notConfirmedAgain(8));
  }
  const [proposal, decision] = given.slice(2) as [Entry, Entry];
  const alone = entryOf({ ...unconfirmed(decision), outcome: "alone" });
  const back = [...desk, order(), restored, ...given.slice(0, 2), proposal, alone];
  expect(await findingsOf([...back, again()])).toEqual(notConfirmedAgain(10));
});

// Broken on purpose: maySign without isInForce.
test("what was proposed again counts while the key that signed it is in force", async () => {
  const back = [...desk, order(), restored, ...given];
  const left = (day: number) =>
    entryOf({ kind: "staff-left", day: on(day), roles: ["reviewer"], ended: proposer.id });
  const late = again({ day: on(14) }, { by: { ...today, approved: on(14) } });
  expect(await findingsOf([...back, late])).toEqual([]);
  expect(await findingsOf([...back, left(13), late])).toEqual([]);
  expect(await findingsOf([...back, left(12), late])).toEqual(notConfirmedAgain(11));
});

test("only a signed order that isn't over can be confirmed again", async () => {
  const bad = [...desk, order({ until: on(14) }), restored, ...given, again()];
  expect((await findingsOf(bad)).map(({ index }) => index)).toEqual([4, 10]);
  expect(await findingsOf([...desk, restored, ...given, again({}, { about: 4 })])).toEqual(
    notConfirmedAgain(9),
  );
  expect(await findingsOf([...desk, order(), ...given, again()])).toEqual(notConfirmedAgain(9));
  // From before there were keys, nothing is signed.
  const bare = { restored: undefined, proposal: undefined, approval: undefined };
  expect(await findingsOf([restored, again(bare)])).toEqual([]);
  expect(await findingsOf([...desk, order(), restored, ...given, again(bare)])).toEqual(
    notConfirmedAgain(10),
  );
  // What is over isn't kept.
  const later = { ...terms, order: recordAt(8), from: on(20), until: on(21) };
  const by = { ...signed, proposed: on(15), approved: on(15) };
  const next = entryOf({
    kind: "order-approved",
    day: on(15),
    ...later,
    ...signaturesOf(later, by),
  });
  const { acts } = await watched([...desk, order(), next]);
  expect([...acts.standing.keys()]).toEqual([recordAt(8)]);
});

test("the confirmation of a sealed order is checked once its reason is told, in the order's time or later", async () => {
  const back = [...desk, order(sealed), restored, ...given];
  const before = await watched([...back, again()]);
  expect(before.findings).toEqual([]);
  expect((await watched([told()], before.acts, 11)).findings).toEqual([]);
  const other = await watched([told({ law: hex })], before.acts, 11);
  expect(other.findings).toEqual([...notSigned(4), ...notConfirmedAgain(10)]);
  const wrong = await watched([...back, again({}, { of: { ...terms, places: ["FR"] } })]);
  expect(wrong.findings).toEqual([]);
  expect((await watched([told()], wrong.acts, 11)).findings).toEqual(notConfirmedAgain(10));
  const early = { ...(told() as object), day: on(12) };
  const first = [...desk, order(sealed), restored, ...given.slice(0, 2), entryOf(early)];
  expect(await findingsOf([...first, ...given.slice(2), again()])).toEqual([]);
});

test("an audit that ends anywhere and resumes finds the same", async () => {
  const bad = order({ order: recordAt(7), request: 5 });
  const all = [
    order({ terms: undefined, proposal: undefined, approval: undefined }),
    ...desk,
    order(sealed),
    bad,
    restored,
    ...given,
    again({}, { about: 7 }),
    again({}, { about: 6 }),
    told({ law: hex }),
  ];
  const whole = await watched(all);
  expect(whole.findings.map(({ index }) => index)).toEqual([6, 13, 5, 12]);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: all.length }), async (cut) => {
      const one = await watched(all.slice(0, cut));
      const other = await watched(all.slice(cut), one.acts, cut);
      expect(other.acts).toEqual(whole.acts);
      expect([...one.findings, ...other.findings]).toEqual(whole.findings);
    }),
  );
});

const appeals = softDeskKey();
const decider = appointment({
  ...{ at: 6, key: appeals, roles: ["appeals"] },
  ...{ proposed: on(0), decided: on(7) },
});
const decided = { order: terms.order, case: 2, outcome: "upheld", reasons: hex } as const;

/** @param said of the entry, once it was signed; @param by undefined: no one signed */
function decision(said: object = {}, by: SoftDeskKey | undefined = appeals, day = on(13)): Entry {
  const signature = by?.sign(decisionStatement(decided), day);
  const fields = { kind: "appeal-decided", day, ...decided, by: "concerned", decision: signature };
  return entryOf(JSON.parse(JSON.stringify({ ...fields, ...said })));
}

const decidedBy = (...entry: Parameters<typeof decision>) =>
  findingsOf([...desk, ...decider, order(), decision(...entry)]);
const notDecided = [{ index: 7, what: "decision-not-signed" }];
const unsigned = { decision: undefined };

test("an order that stands after an appeal has the signature of who decided so; one that ends needs none", async () => {
  expect(await decidedBy()).toEqual([]);
  expect(await decidedBy(unsigned)).toEqual(notDecided);
  expect(await decidedBy({ ...unsigned, outcome: "overturned" })).toEqual([]);
  // If it has one, it is of this decision.
  expect(await decidedBy({ outcome: "overturned" })).toEqual(notDecided);
  // From before the first key.
  expect(await findingsOf([decision(unsigned)])).toEqual([]);
});

// Broken on purpose, one after the other: isDecisionSigned without isSignedBy, and mayDecideAppeal answers true.
test.each<[string, ...Parameters<typeof decision>]>([
  ["of another case", { case: 1 }],
  ["of another order", { order: recordAt(8) }],
  ["with other reasons", { reasons: terms.law }],
  ["without reasons", { reasons: undefined }],
  ["by the approver", {}, approver],
  ["by the proposer", {}, proposer],
  ["by a key that the log doesn't know", {}, softDeskKey()],
  ["of another day", { day: on(16) }],
  ["by a key that is too new", {}, appeals, on(8)],
])("a decision %s is not signed", async (_, ...entry) => {
  expect(await decidedBy(...entry)).toEqual(notDecided);
});

test("who made an order doesn't decide an appeal against it, whatever their roles, nor while its reason is sealed", async () => {
  const every = appointment({
    ...{ at: 7, key: approver, roles: ["appeals", "approver"] },
    ...{ proposed: on(8), decided: on(11), by: approver },
  });
  const sealed = { sealedUntil: on(20) };
  for (const said of [{}, { reason: sealed, law: sealed }]) {
    const before = [...desk, ...decider, ...every, order(said)];
    const late = decision({}, approver, on(15));
    expect(await findingsOf([...before, late])).toEqual([{ ...notDecided[0], index: 9 }]);
    expect(await findingsOf([...before, decision()])).toEqual([]);
  }
});

// Broken on purpose, each alone: makersOf without the confirmations, of a standing order and of a sealed one; decides
// without days.
test("nor does who confirmed it again, or who has heard appeals for less than three days", async () => {
  const every = appointment({
    ...{ at: 7, key: appeals, roles: ["appeals", "reviewer"] },
    ...{ proposed: on(13), decided: on(13), by: approver },
  });
  const by = { ...today, proposer: appeals };
  const confirmed = again({}, { by, about: 7 });
  for (const said of [{}, sealed]) {
    const before = [...desk, ...decider, order(said), restored, ...given, ...every];
    expect(await findingsOf([...before, confirmed])).toEqual([]);
    expect(await findingsOf([...before, decision()])).toEqual([]);
    expect(await findingsOf([...before, confirmed, decision()])).toEqual([
      { ...notDecided[0], index: 15 },
    ]);
  }
  // A member of long ago who is new in this role.
  const late = appointment({
    ...{ at: 7, key: proposer, roles: ["appeals", "reviewer"] },
    ...{ proposed: on(10), decided: on(10), by: approver },
  });
  const other = { ...signed, proposer: softDeskKey() };
  const third = appointment({
    at: 8,
    key: other.proposer,
    roles: ["reviewer"],
    proposed: on(0),
    decided: on(7),
  });
  const before = [...desk, ...late, ...third, order({}, other)];
  expect(await findingsOf([...before, decision({}, proposer, on(12))])).toEqual([
    { ...notDecided[0], index: 9 },
  ]);
  expect(await findingsOf([...before, decision({}, proposer, on(13))])).toEqual([]);
});
