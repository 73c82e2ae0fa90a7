import type { PublicEntry, PublicEntryKind } from "@graticule/desk/entry";
import { opens } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import { entryKinds } from "@graticule/ledger/entry";
import { encodeEntry } from "@graticule/ledger/leaf";
import { softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
import { textsOf } from "@graticule/ledger/text";
import { expect, test } from "vitest";
import { sha256, splitTexts, type Translated, translate } from "./translate.ts";

const id = "3f0c6a52-8a7e-4d3c-9b1f-0a6d5e4c3b2a";
const hash = "ab".repeat(32);
const day = "2026-11-25" as Day;
const member = softDeskKey();
const signature = member.sign({ act: "any" }, day);

/** One of each kind: a missing kind doesn't compile. */
const samples: { readonly [K in PublicEntryKind]: Extract<PublicEntry, { readonly kind: K }> } = {
  "request-received": {
    kind: "request-received",
    came: day,
    request: 7,
    authority: "Ministry of Tests",
    branch: "court",
    demands: ["withhold-meeting", "withhold-meeting"],
    meetings: [hash],
  },
  "request-corrected": {
    kind: "request-corrected",
    request: 7,
    branch: "police",
    demands: ["other"],
    meetings: [],
  },
  "repeated-requests": { kind: "repeated-requests", request: 7, host: hash },
  "request-closed": {
    kind: "request-closed",
    request: 7,
    outcome: "answered",
    answers: [
      { demand: "withhold-meeting", answer: "met" },
      { demand: "end-meeting", answer: "refused", ground: "meetings-survive" },
    ],
  },
  "demand-shown": {
    kind: "demand-shown",
    request: 7,
    demand: "End it, ⟦person⟧",
    translation: "Now",
    language: "en",
    redacted: ["person"],
  },
  look: { kind: "look", request: 7, meeting: hash, ordinal: 2 },
  "order-approved": {
    kind: "order-approved",
    request: 7,
    order: id,
    meeting: hash,
    places: ["UA-43", "FR"],
    from: "2026-11-25",
    until: "2026-12-02",
    reason: "A reason",
    look: "none",
    law: "Test Act",
    terms: hash,
    proposal: signature,
    approval: { ...signature, key: "cd".repeat(32) },
  },
  "order-confirmed": {
    kind: "order-confirmed",
    order: id,
    restored: 5,
    proposal: signature,
    approval: { ...signature, key: "cd".repeat(32) },
  },
  "order-effect": { kind: "order-effect", order: id },
  "contest-upheld": { kind: "contest-upheld", order: id, because: "support", people: "1-or-more" },
  "contest-denied": { kind: "contest-denied", order: id, times: "10-or-more" },
  "order-ended": { kind: "order-ended", order: id, how: "lifted" },
  "appeal-made": { kind: "appeal-made", order: id, case: 1, by: "public", due: day },
  "appeal-decided": {
    kind: "appeal-decided",
    order: id,
    case: 2,
    by: "concerned",
    outcome: "upheld",
    reasons: hash,
    decision: signature,
  },
  "change-proposed": { kind: "change-proposed", change: id, what: "staff", says: "Somebody…" },
  "change-decided": {
    kind: "change-decided",
    change: id,
    outcome: "confirmed",
    roles: ["reviewer", "intake"],
    key: member.key,
    replaces: hash,
    confirmation: signature,
  },
  "platform-rule-lifted": { kind: "platform-rule-lifted", rule: id },
  "platform-rule-linked": {
    kind: "platform-rule-linked",
    change: id,
    requests: [7],
    review: "waits",
  },
  "staff-left": { kind: "staff-left", roles: ["reviewer", "intake"], ended: hash },
  "authority-withdrawn": { kind: "authority-withdrawn", authority: "Ministry of Tests" },
  "terms-act": {
    kind: "terms-act",
    act: id,
    what: "end-meeting",
    meeting: hash,
    host: hash,
    requests: [9, 7, 9],
    reasons: hash,
    proposal: signature,
    approval: { ...signature, key: "cd".repeat(32) },
  },
  "terms-review": { kind: "terms-review", act: id, request: 7, outcome: "stands" },
  "outside-act": {
    kind: "outside-act",
    what: "A server was taken",
    forcedBy: "A court",
    on: "2026-11-20",
  },
  "operator-act": {
    kind: "operator-act",
    act: id,
    what: "key-added",
    step: "announced",
  },
  "sources-changed": {
    kind: "sources-changed",
    digest: hash,
    serves: "in-part",
    makers: "One; Other",
  },
  "place-named": { kind: "place-named", place: "TW", name: "Formosa" },
  restored: { kind: "restored", since: "2026-11-01" },
  "meeting-named": { kind: "meeting-named", meeting: hash, title: "A talk on herons" },
  "text-removed": { kind: "text-removed", entry: 4, text: "authority", ground: "court-order" },
};

function translated(entry: PublicEntry): Translated & { readonly openings: object } {
  const { kind, body, texts } = splitTexts(entry);
  const openings = new Map(
    [...texts].map(([name, value], at) => [name, { salt: `0${at}`.repeat(32), value }]),
  );
  return { ...translate({ kind, day, body, texts: openings }), openings };
}

test.each(Object.values(samples))("the log can record $kind", (sample) => {
  const { entry, sealed } = translated(sample);
  expect(entry).toMatchObject({ kind: sample.kind, day });
  expect(sealed).toBeUndefined();
  // No free text is in a leaf; each text can be checked against it.
  const leaf = Buffer.from(encodeEntry(entry)).toString("utf8");
  const { texts } = splitTexts(sample);
  expect([...textsOf(entry).keys()].sort()).toEqual([...texts.keys()].sort());
  for (const [at, [name, value]] of [...texts].entries()) {
    expect(leaf).not.toContain(value);
    const commitment = textsOf(entry).get(name);
    const opening = { salt: `0${at}`.repeat(32), value };
    expect(commitment && opens(sha256, "text", { commitment, opening })).toBe(true);
  }
});

test("the desk records every kind of the log but the log's own", () => {
  const ours = entryKinds.filter(
    (kind) => !kind.startsWith("sealed-") && kind !== "entry-set-aside" && kind !== "log-gap",
  );
  expect(Object.keys(samples).sort()).toEqual([...ours].sort());
});

test("lists without an order of their own are sorted, without duplicates", () => {
  expect(translated(samples["order-approved"]).entry).toMatchObject({ places: ["FR", "UA-43"] });
  expect(translated(samples["staff-left"]).entry).toMatchObject({ roles: ["intake", "reviewer"] });
  expect(translated(samples["terms-act"]).entry).toMatchObject({ requests: [7, 9] });
});

test("what a law delays is not in the entry, and is what a sealed slot will hold", () => {
  const received = translated({ ...samples["request-received"], sealedUntil: "2026-12-24" });
  expect(received.entry).toMatchObject({ authority: { sealedUntil: "2026-12-24" } });
  expect(received.sealed).toMatchObject({
    until: "2026-12-24",
    content: {
      kind: "request-told",
      request: 7,
      authority: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
  const approved = translated({ ...samples["order-approved"], sealedUntil: "2026-12-24" });
  expect(textsOf(approved.entry).size).toBe(0);
  expect(approved.sealed?.content).toMatchObject({ kind: "order-told", order: id });
});

test("a seal until an hour of today lasts until the day is over, one until an earlier day seals nothing", () => {
  const today = translated({ ...samples["request-received"], sealedUntil: day });
  expect(today.sealed?.until).toBe(day);
  expect(textsOf(today.entry).size).toBe(0);
  const told = translated({ ...samples["request-received"], sealedUntil: "2026-11-24" });
  expect(told.sealed).toBeUndefined();
  expect(textsOf(told.entry).size).toBe(1);
});

test("of more requests than an entry can name, the newest are named", () => {
  const requests = Array.from({ length: 700 }, (_, at) => at + 1);
  const { entry } = translated({ ...samples["terms-act"], requests });
  expect(entry).toMatchObject({ requests: requests.slice(200) });
});

test("what the log can't express is rejected before it is recorded", () => {
  const wrong = { ...samples["terms-review"], outcome: "Ana Unmistakable" };
  expect(() => translated(wrong)).toThrow(/bad-field \(outcome\)/);
  const twoYears = { ...samples["request-received"], sealedUntil: "2028-11-25" };
  expect(() => translated(twoYears)).toThrow(/contradiction/);
});
