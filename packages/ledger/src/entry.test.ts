import { demandKinds, grounds } from "@graticule/desk/demand";
import type { PublicEntryKind } from "@graticule/desk/entry";
import { deskRoles } from "@graticule/desk/staff";
import fc from "fast-check";
import { expect, test } from "vitest";
import { entryOf, recordAt } from "../tests/sample-log.ts";
import { softDeskKey } from "../tests/soft-desk-key.ts";
import { fromUtf8, utf8 } from "./bytes.ts";
import { type Day, dayNumber, daysAfter, parseDay } from "./day.ts";
import { canonicalJson, type JsonValue } from "./encode.ts";
import { type EntryKind, entryKinds, readEntry, textNames } from "./entry.ts";
import { encodeEntry, readLeaf } from "./leaf.ts";

const day = "2026-11-25";
const hash = "0123456789abcdef".repeat(4);
const id = recordAt(0xabcdef);

const signer = softDeskKey();
const signed = signer.sign({ act: "approve-order" }, "2026-11-25" as Day);

/** One of each kind, with every field. */
const samples: { readonly [K in EntryKind]: { readonly [name: string]: unknown } } = {
  "request-received": {
    came: day,
    request: 17,
    authority: hash,
    branch: "police",
    demands: ["end-meeting", "end-meeting"],
    meetings: [hash],
  },
  "request-corrected": { request: 17, branch: "court", demands: [], meetings: [] },
  "repeated-requests": { request: 17, host: hash },
  "request-closed": {
    request: 17,
    outcome: "answered",
    answers: [
      { demand: "end-meeting", answer: "refused", ground: "meetings-survive" },
      { demand: "other", answer: "met" },
    ],
  },
  "demand-shown": {
    request: 17,
    demand: hash,
    translation: hash,
    language: "zh-Hant-HK",
    redacted: ["contact", "person"],
  },
  look: { request: 17, meeting: hash, ordinal: 2 },
  "order-approved": {
    request: 17,
    order: id,
    meeting: hash,
    places: ["HK", "UA-43"],
    from: day,
    until: "2026-12-02",
    look: "made",
    reason: hash,
    law: hash,
    terms: hash,
    proposal: signed,
    approval: signed,
  },
  "order-confirmed": { order: id, restored: 5, proposal: signed, approval: signed },
  "order-effect": { order: id },
  "contest-upheld": { order: id, because: "no-answer", people: "10-or-more" },
  "contest-denied": { order: id, times: "1-or-more" },
  "order-ended": { order: id, how: "appeal-not-decided" },
  "appeal-made": { order: id, case: 1, by: "public", due: day },
  "appeal-decided": {
    ...{ order: id, case: 2, by: "concerned", outcome: "overturned" },
    ...{ reasons: hash, decision: signed },
  },
  "change-proposed": { change: id, what: "geofeed", says: hash },
  "change-decided": {
    change: id,
    outcome: "alone",
    roles: ["approver", "intake"],
    key: signer.key,
    replaces: hash,
    confirmation: signed,
  },
  "platform-rule-lifted": { rule: id },
  "platform-rule-linked": { change: id, requests: [3, 17], review: "stands" },
  "staff-left": { roles: ["approver", "intake"], ended: hash },
  "authority-withdrawn": { authority: hash },
  "terms-act": {
    ...{ act: id, what: "end-meeting", meeting: hash, host: hash, requests: [3, 17] },
    ...{ reasons: hash, proposal: signed, approval: signed, third: signed, agreed: 3 },
  },
  "terms-review": { act: id, request: 17, outcome: "stands" },
  "outside-act": { what: hash, forcedBy: hash, on: "2026-11-01" },
  "operator-act": { act: id, what: "reset-link", step: "stopped" },
  "sources-changed": { digest: hash, serves: "everywhere", makers: hash },
  "place-named": { place: "TW", name: hash },
  "meeting-named": { meeting: hash, title: hash },
  "sealed-slot": { slot: 7, holds: hash },
  "sealed-opened": {
    entry: 5,
    salt: hash,
    held: { kind: "request-told", request: 17, authority: hash },
  },
  "text-removed": { entry: 5, text: "authority", ground: "court-order" },
  "entry-set-aside": { why: "not-sayable" },
  "log-gap": { since: day },
  restored: { since: day },
};
const sampleOf = (kind: EntryKind) => ({ kind, day, ...samples[kind] });
const whyOf = (value: unknown) => {
  const read = readEntry(value);
  return read.kind === "entry" ? "entry" : read.fault.why;
};

test.each(entryKinds)("an entry of the kind %s survives its leaf", (kind) => {
  const entry = entryOf(sampleOf(kind));
  const leaf = encodeEntry(entry);
  expect(readLeaf(leaf)).toEqual({ kind: "entry", entry });
  expect(fromUtf8(leaf)).toBe(canonicalJson(sampleOf(kind) as JsonValue));
  // Readers compare with this one. Broken on purpose: without `inOrder` no entry comes back.
  expect(JSON.stringify(entry)).toBe(fromUtf8(leaf));
});

test("the log can express whatever the desk writes for the public", () => {
  const written: Readonly<Record<PublicEntryKind, true>> = {
    "request-received": true,
    "request-corrected": true,
    "repeated-requests": true,
    "request-closed": true,
    "demand-shown": true,
    look: true,
    "order-approved": true,
    "order-confirmed": true,
    "order-effect": true,
    "contest-upheld": true,
    "contest-denied": true,
    "order-ended": true,
    "appeal-made": true,
    "appeal-decided": true,
    "change-proposed": true,
    "change-decided": true,
    "platform-rule-lifted": true,
    "platform-rule-linked": true,
    "staff-left": true,
    "authority-withdrawn": true,
    "terms-act": true,
    "terms-review": true,
    "outside-act": true,
    "operator-act": true,
    "sources-changed": true,
    "place-named": true,
    restored: true,
    "meeting-named": true,
    "text-removed": true,
  };
  const own = ["sealed-slot", "sealed-opened", "entry-set-aside", "log-gap"];
  expect(new Set([...Object.keys(written), ...own])).toEqual(new Set(entryKinds));
  for (const demand of demandKinds) {
    expect(whyOf({ ...sampleOf("request-received"), demands: [demand] })).toBe("entry");
  }
  for (const ground of grounds) {
    const answers = [{ demand: "withhold-meeting", answer: "refused", ground }];
    expect(whyOf({ ...sampleOf("request-closed"), answers })).toBe("entry");
  }
  expect(whyOf({ ...sampleOf("staff-left"), roles: [...deskRoles].sort() })).toBe("entry");
});

test("a host withdraws a title, and nothing else in the log", () => {
  const removed = { ...sampleOf("text-removed"), ground: "host-withdrew" };
  expect(whyOf({ ...removed, text: "title" })).toBe("entry");
  for (const text of textNames.filter((name) => name !== "title")) {
    expect(whyOf({ ...removed, text })).toBe("contradiction");
  }
});

/** What must not be expressible, wherever anyone would put it. */
const unsayable: readonly unknown[] = [
  ...[
    "Ana Kovač",
    "participant-7",
    "guest_3f9a2b",
    "ana@example.org",
    "192.0.2.7",
    "2001:db8::7",
    "::1",
  ],
  ...[
    "Board meeting of 25 November",
    "2026-11-25T09:30:00Z",
    "2026-11-25 09:30",
    "09:30",
    "abc-defg-hij",
  ],
  ...[
    "fewer-than-10",
    "a few",
    "7 seats",
    "France",
    "FR-IDF1",
    "fr",
    "FR ",
    "https://example.org/",
    "",
    " ",
  ],
  ...[
    { name: "Ana" },
    { count: 3 },
    ["Ana", "Boris"],
    null,
    true,
    3.5,
    -1,
    Number.MAX_VALUE,
    "x".repeat(10_000),
  ],
  ...[
    `${hash}\n`,
    hash.toUpperCase(),
    hash.slice(1),
    id.toUpperCase(),
    id.replace("-4", "-1"),
    `{${id}}`,
  ],
];

test("no field accepts a person, a title, an address, a minute, a number of people, or any text", () => {
  for (const kind of entryKinds) {
    for (const field of Object.keys(samples[kind])) {
      for (const value of unsayable) {
        const given = { ...sampleOf(kind), [field]: value };
        const why = field === "language" && value === "fr" ? "entry" : "bad-field";
        expect([kind, field, value, whyOf(given)]).toEqual([kind, field, value, why]);
        const listed = { ...sampleOf(kind), [field]: [value] };
        expect([kind, field, [value], whyOf(listed)]).toEqual([kind, field, [value], "bad-field"]);
      }
    }
  }
});

test("nor does a signature hold any of it", () => {
  for (const name of Object.keys(signed)) {
    for (const value of unsayable) {
      const approval = { ...signed, [name]: value };
      expect([name, value, whyOf({ ...sampleOf("order-approved"), approval })]).toEqual([
        name,
        value,
        "bad-field",
      ]);
    }
  }
  expect(whyOf({ ...sampleOf("order-approved"), approval: { ...signed, name: "Ana" } })).toBe(
    "bad-field",
  );
});

test("unforeseen texts fare no better", () => {
  const field = fc
    .constantFrom(...entryKinds)
    .chain((kind) =>
      fc.record({ kind: fc.constant(kind), field: fc.constantFrom(...Object.keys(samples[kind])) }),
    );
  fc.assert(
    fc.property(field, fc.string({ unit: "grapheme", maxLength: 100 }), ({ kind, field }, text) => {
      const is = (form: RegExp) => form.test(text);
      fc.pre(!is(/^[0-9a-f]{64}$/) && !is(/^[a-z-]{2,20}$/) && !is(/^2\d{3}-/) && !is(/^[A-Z]{2}/));
      expect(whyOf({ ...sampleOf(kind), [field]: text })).toBe("bad-field");
      expect(whyOf({ ...sampleOf(kind), [field]: [text] })).toBe("bad-field");
    }),
  );
});

const optionalFields = [
  ...["terms-act meeting", "demand-shown translation", "restored since"],
  ...["sources-changed makers", "place-named name", "request-received authority"],
];
/** Entries from when an order had one case, and 72 hours, name none. */
const ofCases = [
  "request-received came",
  "appeal-made due",
  "order-approved look",
  ...["appeal-made", "appeal-decided"].flatMap((kind) => [`${kind} case`, `${kind} by`]),
];
/** Nor did entries from before there were desk keys. */
const ofKeys = [
  ...["terms", "proposal", "approval"].map((name) => `order-approved ${name}`),
  ...["restored", "proposal", "approval"].map((name) => `order-confirmed ${name}`),
  ...["reasons", "decision"].map((name) => `appeal-decided ${name}`),
  ...["reasons", "proposal", "approval", "third", "agreed"].map((name) => `terms-act ${name}`),
  ...["roles", "key", "replaces", "confirmation"].map((name) => `change-decided ${name}`),
  "staff-left ended",
];

test("an extra field, a missing one, another kind and another day are refused", () => {
  for (const kind of entryKinds) {
    expect(whyOf({ ...sampleOf(kind), seats: 7 })).toBe("unknown-field");
    expect(whyOf({ ...sampleOf(kind), minute: "09:30" })).toBe("unknown-field");
    expect(whyOf(JSON.parse(`{"__proto__":1,${JSON.stringify(sampleOf(kind)).slice(1)}`))).toBe(
      "unknown-field",
    );
    for (const bad of [
      "2026-11-25T00:00:00Z",
      "2026-02-29",
      "2026-13-01",
      "26-11-25",
      "1999-12-31",
      20_261_125,
      null,
    ]) {
      expect(whyOf({ ...sampleOf(kind), day: bad })).toBe("bad-field");
    }
    for (const field of ["day", ...Object.keys(samples[kind])]) {
      const { [field]: _, ...less } = sampleOf(kind) as { readonly [name: string]: unknown };
      const mayLack = [...optionalFields, ...ofCases, ...ofKeys].includes(`${kind} ${field}`);
      expect([kind, field, whyOf(less)]).toEqual([
        kind,
        field,
        mayLack ? "entry" : "missing-field",
      ]);
    }
  }
  for (const other of [
    null,
    [],
    "look",
    1,
    {},
    { kind: "seat-removed", day },
    { kind: ["look"], day },
  ]) {
    expect(whyOf(other)).toBe("unknown-kind");
  }
});

test("a language is given by its tag, with a script and a region at most", () => {
  const told = (language: unknown) => whyOf({ ...sampleOf("demand-shown"), language });
  for (const good of ["fr", "yue", "sr-Latn", "es-419", "pt-BR"]) expect(told(good)).toBe("entry");
  const bad = ["FR", "fr-fr", "french", "en-x-ana", "en-Latn-GB-scouse", "en-", "en-GB\n"];
  for (const one of bad) expect(told(one)).toBe("bad-field");
});

test("lists that are no sequence are sorted, without repetition, and bounded, so they can't spell anything", () => {
  const refused: readonly (readonly [EntryKind, object])[] = [
    ["order-approved", { places: ["UA-43", "HK"] }],
    ["order-approved", { places: ["HK", "HK"] }],
    ["order-approved", { beyond: ["length", "advice"], beyondWhy: hash }],
    ["staff-left", { roles: ["intake", "approver"] }],
    ["terms-act", { requests: [17, 3] }],
    ["request-received", { demands: Array.from({ length: 51 }, () => "other") }],
    ["request-received", { meetings: Array.from({ length: 51 }, () => hash) }],
    ["look", { ordinal: 3 }],
    ["sealed-slot", { slot: 8 }],
    ["look", { request: 0 }],
    ["sealed-opened", { held: { kind: "nothing", note: "a" } }],
    ["sealed-opened", { held: { kind: "request-existed", authority: hash } }],
    ["sealed-opened", { held: { kind: "request-existed", country: "US-CA" } }],
    [
      "sealed-opened",
      { held: { kind: "request-told", request: 17, authority: { sealedUntil: "2027-01-01" } } },
    ],
  ];
  for (const [kind, change] of refused)
    expect(whyOf({ ...sampleOf(kind), ...change })).toBe("bad-field");
});

test("fields that can't be true together are a contradiction", () => {
  const sealed = (sealedUntil: string) => ({ sealedUntil });
  const refused: readonly (readonly [EntryKind, object])[] = [
    ["request-received", { authority: sealed("2027-11-27") }],
    ["request-received", { authority: sealed("2026-11-24") }],
    ["request-received", { meetings: [hash, hash] }],
    ["order-approved", { until: "2026-12-03" }],
    ["order-approved", { until: "2026-11-24" }],
    ["order-approved", { places: [] }],
    // Going beyond needs a reason, and a reason needs going beyond.
    ["order-approved", { beyond: ["length"] }],
    ["order-approved", { beyondWhy: hash }],
    ["order-approved", { beyond: [], beyondWhy: hash }],
    ["order-approved", { law: sealed("2027-01-01") }],
    ["terms-act", { what: "suspend-account" }],
    ["terms-act", { what: "reinstate-account" }],
    ["terms-act", { on: "2026-11-26" }],
    ["outside-act", { on: "2026-11-26" }],
  ];
  for (const [kind, change] of refused)
    expect(whyOf({ ...sampleOf(kind), ...change })).toBe("contradiction");
  expect(whyOf({ ...sampleOf("request-received"), authority: sealed("2027-11-26") })).toBe("entry");
  const beyond = { beyond: ["advice", "length", "places"], beyondWhy: hash };
  expect(whyOf({ ...sampleOf("order-approved"), ...beyond })).toBe("entry");
  const both = { reason: sealed("2027-01-01"), law: sealed("2027-01-01") };
  expect(whyOf({ ...sampleOf("order-approved"), ...both })).toBe("entry");
});

test("a leaf is canonical JSON and nothing else: no white space, no other order, no name twice", () => {
  const text = fromUtf8(encodeEntry(entryOf(sampleOf("look")))) ?? "";
  const whyOfLeaf = (leaf: Uint8Array) => {
    const read = readLeaf(leaf);
    return read.kind === "entry" ? "entry" : read.fault.why;
  };
  expect(whyOfLeaf(utf8(text))).toBe("entry");
  const notCanonical = [
    ...[` ${text}`, `${text}\n`, text.replace(":", ": "), text.replace("look", "l\\u006fok")],
    ...[
      text.replace('"request":17', '"request":17.0'),
      text.replace('"request":17', '"request":1.7e1'),
    ],
    ...[text.replace("{", '{"kind":"look",'), JSON.stringify(sampleOf("look"))],
  ];
  for (const one of notCanonical)
    expect([one, whyOfLeaf(utf8(one))]).toEqual([one, "not-canonical"]);
  for (const one of ["", "{", `${text}${text}`, `\ufeff${text}`])
    expect(whyOfLeaf(utf8(one))).toBe("not-json");
  expect(whyOfLeaf(Uint8Array.of(0xff))).toBe("not-json");
  expect(whyOfLeaf(utf8(`"${"a".repeat(20_000)}"`))).toBe("too-long");
  expect(whyOfLeaf(utf8("[".repeat(16_000)))).toBe("not-json");
  expect(() => encodeEntry({ ...entryOf(sampleOf("look")), seats: 7 } as never)).toThrow(TypeError);
});

test("the largest entries have a leaf", () => {
  const origin = `https://${"a".repeat(247)}.test:65535`;
  const longest = softDeskKey("rsa").sign({ act: "approve-order" }, "2026-11-25" as Day, origin);
  const many = (length: number, of: (at: number) => unknown) =>
    Array.from({ length }, (_, at) => of(at));
  const hashAt = (at: number) => at.toString(16).padStart(64, "0");
  const largest: readonly (readonly [EntryKind, object])[] = [
    [
      "request-received",
      { meetings: many(50, hashAt), demands: many(50, () => "limit-other-meetings") },
    ],
    [
      "order-approved",
      {
        places: many(600, (at) => `AA-${(at + 1000).toString(36).toUpperCase().padStart(3, "0")}`),
        proposal: longest,
        approval: longest,
        ...{ beyond: ["advice", "length", "places"], beyondWhy: hash },
      },
    ],
    ["terms-act", { requests: many(500, (at) => 2_147_483_000 + at) }],
    [
      "request-closed",
      {
        answers: many(50, () => ({
          demand: "limit-other-meetings",
          answer: "not-handled-here",
          ground: "nothing-handed-over",
        })),
      },
    ],
  ];
  for (const [kind, change] of largest) {
    const leaf = encodeEntry(entryOf({ ...sampleOf(kind), ...change }));
    expect(leaf.length).toBeLessThan(16_384);
  }
});

test("days are days of the calendar", () => {
  expect(parseDay("2028-02-29")).toBe("2028-02-29");
  expect(parseDay("2100-02-29")).toBeUndefined();
  const from = parseDay("2027-12-31") ?? expect.fail();
  expect(daysAfter(from, 1)).toBe("2028-01-01");
  expect(dayNumber(daysAfter(from, 366)) - dayNumber(from)).toBe(366);
});
