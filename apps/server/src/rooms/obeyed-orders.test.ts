import { hash } from "node:crypto";
import { deskKeyId, statementText } from "@graticule/ledger/act-signature";
import {
  type DecisionTerms,
  decisionStatement,
  type OrderAct,
} from "@graticule/ledger/act-statement";
import type { Day } from "@graticule/ledger/day";
import type { DeskKeys } from "@graticule/ledger/desk-keys";
import type { Commitment } from "@graticule/ledger/field";
import type { ProposedChange } from "@graticule/ledger/signed-changes";
import { type SoftDeskKey, softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
import { expect, test } from "vitest";
import { ObeyedOrders, type OrderWithSignatures } from "./obeyed-orders.ts";
import type { Signers } from "./order-signers.ts";
import {
  commitmentToText,
  type OrderToSign,
  type SignedOrder,
  signing,
  statementOf,
} from "./signed-order.ts";
import type { StoredOrder } from "./store.ts";

const [reviewer, approver, appeals] = [softDeskKey(), softDeskKey(), softDeskKey()];
const today = "2026-11-30" as Day;
const hourMs = 3_600_000;
const from = Date.parse("2026-11-30T12:00:00Z");
const salt = "0a".repeat(32);

const toSign: OrderToSign = {
  id: "7b0f6a3e-6f0c-4c58-9c55-0d6f3a1b2c4d",
  ...{ request: 7, meeting: "0f".repeat(32), room: "m-1", authority: "a-1" },
  ...{ places: ["CN", "JP"], excepted: ["CN-BJ"] },
  ...{ from, until: from + hourMs, noticeMinutes: 0, sealedUntil: null },
  ...{ reason: "A reason", law: "An act", beyond: [], beyondWhy: null },
  findings: { procedure: "f", authority: "f", legality: "f", necessity: "f", rights: "f" },
  salts: { reason: salt, law: salt, beyondWhy: salt, terms: salt },
};

function signedBy(act: OrderAct, own: SoftDeskKey) {
  const challenge = hash("sha256", statementText(statementOf(act, toSign), today), "buffer");
  const signature = own.signChallenge(challenge, today, { origin: "https://meet.test" });
  return { ...signature, publicKey: own.key };
}

const signed = {
  ...toSign,
  proposal: signedBy("propose-order", reviewer),
  approval: signedBy("approve-order", approver),
  again: null,
  upheld: [],
};

const order: StoredOrder = {
  id: toSign.id,
  ...{ jurisdiction: ["CN", "JP"], excepted: ["CN-BJ"], from, until: from + hourMs },
  ...{ approvedAt: from, insideFrom: from, authority: null, law: null, sealedUntil: null },
};

/** As the log says. */
const keys: DeskKeys = new Map(
  Object.entries({ reviewer, approver, appeals }).map(([name, { key }]) => {
    const role = name as "reviewer" | "approver" | "appeals";
    const tenures = [{ role, since: "2026-11-01" as Day, until: undefined }];
    return [deskKeyId(signing.sha256, key), { key, tenures }];
  }),
);
type Signed = Pick<ProposedChange, "what" | "says">;
const says = "0c".repeat(32) as Commitment;
const confirmed: Signers["confirmed"] = new Map<string, Signed>([
  ...["first", "widened"].map((id) => [id, { what: "authority", says }] as const),
  ["ended", { what: "disputed-places", says }] as const,
]);
const obeyed = new ObeyedOrders({
  read: async () => ({ keys, restored: undefined, confirmed, signedTerms: new Map() }),
});
const register = { entered: ["first", "widened"], home: null, unlisted: [] };
const has = async (read: Omit<OrderWithSignatures, "register">): Promise<boolean> =>
  (await obeyed.find({ ...read, register })) !== undefined;

// Broken on purpose: isWithin answers true.
test.each<[string, Partial<StoredOrder>, boolean]>([
  ["what was signed", {}, true],
  ["less", { jurisdiction: ["JP"], from: from + 1, until: from + 2 }, true],
  ["more that it leaves out", { excepted: ["CN-BJ", "CN-SH"] }, true],
  ["another place", { jurisdiction: ["CN", "FR"] }, false],
  ["less that it leaves out", { excepted: [] }, false],
  ["an earlier start", { from: from - 1 }, false],
  ["a later end", { until: from + hourMs + 1 }, false],
  ["another order", { id: toSign.id.replace("7", "8") }, false],
])("an order with %s", async (_, change, isObeyed) => {
  expect(await has({ ...order, ...change, signed })).toBe(isObeyed);
});

test("an order that held is checked again once it reads otherwise", async () => {
  expect(await has({ ...order, signed })).toBe(true);
  expect(await has({ ...order, signed: { ...signed, reason: "Another" } })).toBe(false);
});

// Broken on purpose: what isSignedByTwo throws is thrown.
test("an order with anything else for a key or a signature is none, and the others are read", async () => {
  const { proposal, approval } = signed;
  for (const odd of [null, 7, "", {}, "AAAA"]) {
    const keyed = { ...signed, approval: { ...approval, publicKey: odd } };
    const said = { ...signed, proposal: { ...proposal, clientData: odd } };
    for (const one of [keyed, said]) {
      const read = { ...order, signed: one } as unknown as OrderWithSignatures;
      expect(await has(read)).toBe(false);
    }
  }
});

// Broken on purpose: `entered` isn't looked at.
test.each<[string, readonly string[]]>([
  ["that no one signed", ["forged", "widened"]],
  ["with a newer one that no one signed", ["first", "forged"]],
  ["by a change of another kind", ["ended", "widened"]],
])("no order of an authority's entry %s is obeyed", async (_, entered) => {
  expect(await obeyed.find({ ...order, signed, register: { ...register, entered } })).toBe(
    undefined,
  );
});

// Broken on purpose: every end of a dispute counts.
test("an order goes on to leave out a disputed place until two keys signed that the dispute is over", async () => {
  const found = async (
    places: readonly string[],
    change: string | null,
    home: string | null = null,
  ) => {
    const unlisted = places.map((place) => ({ place, change }));
    const one = await obeyed.find({ ...order, signed, register: { ...register, home, unlisted } });
    return one && [one.jurisdiction, one.excepted];
  };
  expect(await found(["CN"], "ended")).toEqual([["CN", "JP"], ["CN-BJ"]]);
  for (const change of [null, "forged", "first"]) {
    expect(await found(["CN"], change)).toEqual([["JP"], ["CN-BJ"]]);
    expect(await found(["CN-TW"], change)).toEqual([
      ["CN", "JP"],
      ["CN-BJ", "CN-TW"],
    ]);
    expect(await found(["CN"], change, "CN")).toEqual([["CN", "JP"], ["CN-BJ"]]);
    expect(await found(["FR"], change)).toEqual([["CN", "JP"], ["CN-BJ"]]);
    expect(await found(["CN", "JP"], change)).toBeUndefined();
  }
});

function upheld(own: SoftDeskKey, said: Partial<DecisionTerms> = {}) {
  const reasons = commitmentToText(salt, "Found so.");
  const terms = { order: order.id, case: 1, outcome: "upheld", reasons, ...said } as const;
  const decision = { ...own.sign(decisionStatement(terms), today), publicKey: own.key };
  return { case: 1, reasons, decision };
}

// Broken on purpose, one after the other: areDecisionsSigned and mayDecideAppeal answer true.
test.each<[string, SignedOrder["upheld"][number], boolean]>([
  ["the key of who decides appeals", upheld(appeals), true],
  ["no key", { ...upheld(appeals), decision: null }, false],
  ["a key for another order", upheld(appeals, { order: toSign.id.replace("7", "8") }), false],
  ["a key for another case", upheld(appeals, { case: 2 }), false],
  ["a key for the other outcome", upheld(appeals, { outcome: "overturned" }), false],
  [
    "a key for other reasons",
    { ...upheld(appeals), reasons: commitmentToText(salt, "Others") },
    false,
  ],
  ["the approver's key", upheld(approver), false],
  ["a key that the log doesn't know", upheld(softDeskKey()), false],
])("an order that stands after an appeal by %s", async (_, decided, isObeyed) => {
  const again = { ...signed, upheld: [decided] };
  expect(await has({ ...order, signed: again })).toBe(isObeyed);
});
