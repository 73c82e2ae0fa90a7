import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { appointment, sampleSigners } from "../tests/sample-desk.ts";
import { entryOf, recordAt } from "../tests/sample-log.ts";
import { type SoftDeskKey, softDeskKey, verifyAct } from "../tests/soft-desk-key.ts";
import { termsStatement } from "./act-statement.ts";
import { type Day, daysAfter } from "./day.ts";
import type { Entry } from "./entry.ts";
import type { Commitment } from "./field.ts";
import { noSignedActs, watchActs } from "./signed-acts.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const hex = "0123456789abcdef".repeat(4) as Commitment;
const other = "f".repeat(64) as Commitment;
const on = (days: number) => daysAfter("2026-11-01" as Day, days);

const [sam, tia, uma, ada] = [softDeskKey(), softDeskKey(), softDeskKey(), softDeskKey()];
const desk = [
  ...(["safety", "safety", "appeals"] as const).flatMap((role, at) =>
    appointment({
      ...{ at, key: [sam, tia, uma][at] ?? sam, roles: [role] },
      ...{ proposed: on(0), decided: on(7) },
    }),
  ),
  ...appointment({
    ...{ at: 4, key: ada, roles: ["approver", "reviewer"] },
    ...{ proposed: on(0), decided: on(7) },
  }),
];

const terms = {
  ...{ act: recordAt(9), what: "end-meeting", host: hex, meeting: hex, reasons: hex },
} as const;

interface By {
  readonly proposal?: SoftDeskKey | undefined;
  readonly approval?: SoftDeskKey | undefined;
  readonly third?: SoftDeskKey;
  /** On which the proposal was signed. */
  readonly day?: Day;
}

/** @param said of the entry, once it was signed */
function act(said: object = {}, by: By = {}): Entry {
  const { proposal, approval, third, day = on(12) } = { proposal: sam, approval: tia, ...by };
  const approves = termsStatement("approve-terms", terms);
  const fields = {
    ...{ kind: "terms-act", day: on(12), ...terms, requests: [] },
    proposal: proposal?.sign(termsStatement("propose-terms", terms), day),
    approval: approval?.sign(approves, on(12)),
    third: third?.sign(approves, on(12)),
    ...said,
  };
  return entryOf(JSON.parse(JSON.stringify(fields)));
}

async function findingsOf(...entries: readonly Entry[]) {
  const indexed = [...desk, ...entries].map((entry, index) => ({ index, entry }));
  const { findings } = await watchActs({ sha256, verifyAct }, noSignedActs, indexed);
  return findings.map(({ index, what }) => `${index - desk.length} ${what}`);
}

const bare = { reasons: undefined, proposal: undefined, approval: undefined };
const not = ["0 terms-act-not-signed"];

test("what ends a meeting or closes an account is signed by two keys, around a request by three", async () => {
  expect(await findingsOf(act())).toEqual([]);
  expect(await findingsOf(act({}, { third: uma }))).toEqual([]);
  expect(await findingsOf(act({}, { approval: uma, third: tia }))).toEqual([]);
  expect(await findingsOf(act(bare))).toEqual(not);
  const closed = { ...bare, what: "suspend-account", meeting: undefined };
  expect(await findingsOf(act(closed))).toEqual(not);
});

test("what opens an account, or is done about one participant, needs no key", async () => {
  for (const what of ["mute-participant", "remove-participant"])
    expect(await findingsOf(act({ ...bare, what }))).toEqual([]);
  const opens = { ...bare, what: "reinstate-account", meeting: undefined };
  expect(await findingsOf(act(opens))).toEqual([]);
});

test("the log tells of an act again for a later request, without its signatures, once it was signed", async () => {
  const again = { ...bare, requests: [3] };
  expect(await findingsOf(act(), act(again))).toEqual([]);
  expect(await findingsOf(act(), act({ ...again, act: recordAt(8) }))).toEqual([
    "1 terms-act-not-signed",
  ]);
});

test("an act from before the first key has no signature", async () => {
  const entries = [act(bare), ...desk, act({ ...bare, requests: [3] })];
  const indexed = entries.map((entry, index) => ({ index, entry }));
  expect((await watchActs({ sha256, verifyAct }, noSignedActs, indexed)).findings).toEqual([]);
});

// Broken on purpose, one after the other: isTermsActSigned without isSignedBy, maySign answers true, and without the
// comparison of ids.
test.each<[string, object, By?]>([
  ["against another meeting", { meeting: other }],
  ["against another host", { host: other }],
  ["of another kind", { what: "suspend-account", meeting: undefined }],
  ["with another reason", { reasons: other }],
  ["of another number", { act: recordAt(8) }],
  ["without its approval", { approval: undefined }],
  ["without its proposal", { proposal: undefined }],
  ["by one key twice", {}, { approval: sam }],
  ["by one key twice as third", {}, { third: sam }],
  ["proposed by who decides appeals", {}, { proposal: uma }],
  ["approved by an approver of orders", {}, { approval: ada }],
  ["by a key that the log doesn't know", {}, { approval: sampleSigners.approver }],
  ["by a third key that the log doesn't know", {}, { third: softDeskKey() }],
  ["proposed by a key that was too new", {}, { day: on(7) }],
  ["approved on another day", { day: on(15) }],
])("an act %s is not signed", async (_, said, by) => {
  expect(await findingsOf(act(said, by))).toEqual(not);
});

// Broken on purpose: `restored` not looked at → no finding; the approvals' keys, or the proposal's, left out.
test("after a restore, those who sign an act were all given roles since", async () => {
  const restored = entryOf({ kind: "restored", day: on(11), since: on(11) });
  const given = [sam, tia, uma].flatMap((key, at) =>
    appointment({
      ...{ at: 10 + at, key, roles: [key === uma ? "appeals" : "safety"], by: ada, proposer: tia },
      ...{ proposed: on(11), decided: on(11) },
    }),
  );
  const [ofSam, ofTia, ofUma] = [given.slice(0, 2), given.slice(2, 4), given.slice(4)];
  const three = act({}, { third: uma });
  const findings = async (since: readonly Entry[], signed = act()) =>
    (await findingsOf(restored, ...since, signed)).map((one) => one.replace(/^\d+ /, ""));
  expect(await findings([...ofSam, ...ofTia])).toEqual([]);
  expect(await findings(given, three)).toEqual([]);
  for (const since of [[], ofSam, ofTia, [...ofSam, ...ofUma]])
    expect(await findings(since)).toEqual(["terms-act-not-signed"]);
  expect(await findings([...ofSam, ...ofTia], three)).toEqual(["terms-act-not-signed"]);
  // What was signed before it stands, also told again.
  expect(await findingsOf(act(), restored, act({ ...bare, requests: [3] }))).toEqual([]);
});
