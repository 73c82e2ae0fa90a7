import type { LoggedEntry, Story } from "@graticule/api/transparency";
import { commitmentOf } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import { canonicalJson, type JsonValue } from "@graticule/ledger/encode";
import { sampleSigners } from "@graticule/ledger/tests/sample-desk";
import { entryOf } from "@graticule/ledger/tests/sample-log";
import { expect, test } from "vitest";
import { parseLoggedEntries } from "../entry/parsed-entry.ts";
import { sha256 } from "../verify/browser-crypto.ts";
import { groupEqual, viewStory } from "./story-view.ts";

const salt = "5a".repeat(32);
const order = "00000000-0000-4000-8000-000000000001";
const act = "00000000-0000-4000-8000-000000000002";
const meeting = "00".repeat(32);

type Says = Readonly<Record<string, unknown>> & { readonly kind: string };
interface Sample {
  readonly says: Says;
  readonly texts?: Readonly<Record<string, string>>;
  readonly gone?: readonly string[];
}

/** Entries of one request, numbered in order; texts get their commitments. */
function view(samples: readonly Sample[], state: Story["orders"][string] = "over") {
  const logged = samples.map(({ says, texts = {}, gone = [] }, index): LoggedEntry => {
    const openings = Object.entries(texts).map(([name, value]) => [name, { salt, value }] as const);
    const hidden = openings.map(([name, one]) => [name, commitmentOf(sha256, "text", one)]);
    const held = says["held"] as object | undefined;
    const fields = { day: "2026-11-25", ...says };
    const committed = Object.fromEntries(hidden);
    const entry = entryOf(
      held === undefined
        ? { ...fields, ...committed }
        : { ...fields, held: { ...held, ...committed } },
    );
    const shown = openings.map(([name, one]) => [name, gone.includes(name) ? "taken-down" : one]);
    return {
      index,
      leaf: canonicalJson(entry as unknown as JsonValue),
      texts: Object.fromEntries(shown),
    };
  });
  const story = { request: 1, through: "2026-11-24", orders: { [order]: state } };
  return viewStory(story, parseLoggedEntries(logged));
}

const received = {
  kind: "request-received",
  request: 1,
  branch: "court",
  demands: ["end-meeting"],
  meetings: [],
};
const approved = {
  kind: "order-approved",
  request: 1,
  order,
  meeting,
  places: ["AQ"],
  from: "2026-11-25",
  until: "2026-11-27",
};
const why = { reason: "It was not announced.", law: "Assembly Act" };

test("each demand is beside its answer", () => {
  const corrected = { ...received, kind: "request-corrected", demands: ["end-meeting", "other"] };
  const asked = [{ says: received, texts: { authority: "A court" } }, { says: corrected }];
  expect(view(asked)).toMatchObject({
    asker: { kind: "shown", text: "A court" },
    isCorrected: true,
    closed: undefined,
    demands: [{ demand: "end-meeting" }, { demand: "other" }],
  });
  const answers = [
    { demand: "end-meeting", answer: "refused", ground: "meetings-survive" },
    { demand: "other", answer: "refused", ground: "no-such-act" },
  ];
  const closed = { says: { kind: "request-closed", request: 1, outcome: "answered", answers } };
  expect(view([...asked, closed]).demands).toEqual(answers);
});

test("a meeting has its latest name, and a withdrawn name says so", () => {
  const name = (title: string, gone: readonly string[] = []): Sample => ({
    says: { kind: "meeting-named", meeting },
    texts: { title },
    gone,
  });
  const removed = { kind: "text-removed", entry: 0, text: "title", ground: "host-withdrew" };
  expect(view([{ says: received, texts: { authority: "A court" } }]).named).toEqual([]);
  expect(view([name("Old", ["title"]), { says: removed }]).named).toEqual([
    {
      index: 0,
      title: {
        kind: "absent",
        isFault: false,
        why: "Taken down. The host withdrew it, or the meeting was deleted.",
      },
    },
  ]);
  expect(view([name("Old", ["title"]), { says: removed }, name("New")]).named).toEqual([
    { index: 2, title: { kind: "shown", text: "New" } },
  ]);
});

test("an authority that may not be named shows its day, the sooner one, and later its name", () => {
  const sealed = { ...received, authority: { sealedUntil: "2027-01-31" } };
  const sooner = { ...received, kind: "request-corrected", sealedUntil: "2027-01-15" };
  expect(view([{ says: sealed }]).asker).toEqual({ kind: "sealed", until: "2027-01-31" });
  expect(view([{ says: sealed }, { says: sooner }]).asker).toEqual({
    kind: "sealed",
    until: "2027-01-15",
  });
  const opening = {
    says: { kind: "sealed-opened", entry: 9, salt, held: { kind: "request-told", request: 1 } },
    texts: { authority: "A ministry" },
  };
  expect(view([{ says: sealed }, opening]).asker).toEqual({ kind: "shown", text: "A ministry" });
});

test("a sender who isn't in the register has no name, and nothing is missing", () => {
  expect(view([{ says: received }]).asker).toEqual({ kind: "not-in-register" });
});

test("a text that was taken down shows why; one missing without an entry is a fault", () => {
  const asked = { says: received, texts: { authority: "A court" }, gone: ["authority"] };
  const removal = { kind: "text-removed", entry: 0, text: "authority", ground: "court-order" };
  expect(view([asked, { says: removal }]).asker).toMatchObject({
    kind: "absent",
    isFault: false,
    why: expect.stringContaining("court ordered"),
  });
  expect(view([asked]).asker).toMatchObject({ kind: "absent", isFault: true });
});

test("an order has its days, reasons, days of effect, appeals and end", () => {
  const whole = [
    { says: approved, texts: why },
    { says: { kind: "order-effect", order } },
    { says: { kind: "order-effect", order, day: "2026-11-26" } },
    { says: { kind: "contest-upheld", order, because: "support", people: "1-or-more" } },
    { says: { kind: "contest-upheld", order, because: "support", people: "10-or-more" } },
    { says: { kind: "contest-denied", order, times: "1-or-more", day: "2026-11-26" } },
    // Within a day they come in any order.
    { says: { kind: "appeal-decided", order, outcome: "upheld", case: 1, by: "public" } },
    { says: { kind: "appeal-made", order, case: 2, by: "concerned" } },
    { says: { kind: "appeal-made", order, case: 1, by: "public" } },
    {
      says: {
        kind: "appeal-decided",
        order,
        outcome: "overturned",
        day: "2026-11-26",
        case: 2,
        by: "concerned",
      },
    },
    { says: { kind: "order-ended", order, how: "overturned", day: "2026-11-26" } },
  ];
  const [one] = view(whole).orders;
  expect(one).toMatchObject({
    state: "over",
    effects: ["2026-11-25", "2026-11-26"],
    upheld: ["2026-11-25"],
    denied: ["2026-11-26"],
    reason: { kind: "shown", text: why.reason },
    law: { kind: "shown", text: why.law },
    appeals: [
      { made: { entry: { case: 1 } }, decided: { entry: { outcome: "upheld" } } },
      { made: { entry: { case: 2 } }, decided: { entry: { outcome: "overturned" } } },
    ],
    ended: { entry: { how: "overturned" } },
  });
});

// Broken on purpose: by its days alone, an order that a restoration suspended is in force.
test.each(["ahead", "suspended", "in-force", "over"] as const)(
  "an order is %s where the log says so, as its entries alone don't tell",
  (state) => {
    expect(view([{ says: approved, texts: why }], state).orders[0]?.state).toBe(state);
  },
);

test("law and reason of a sealed order come from what opened it", () => {
  const until = { sealedUntil: "2026-12-31" };
  const sealed = { says: { ...approved, law: until, reason: until } };
  expect(view([sealed]).orders[0]?.law).toMatchObject({ kind: "absent", isFault: false });
  const opening = {
    says: { kind: "sealed-opened", entry: 9, salt, held: { kind: "order-told", order } },
    texts: why,
  };
  expect(view([sealed, opening]).orders[0]?.law).toEqual({ kind: "shown", text: why.law });
});

// Broken on purpose: by the entry that links it, it happened on the day of the request.
test("an act that was linked later is one act of its own day, with the reviewer's finding", () => {
  const about = { kind: "terms-act", act, what: "end-meeting", host: meeting };
  const acts = [
    { says: { ...about, day: "2026-11-20", requests: [] } },
    { says: { ...about, on: "2026-11-20", requests: [1] } },
    { says: { kind: "terms-review", act, request: 1, outcome: "reversed" } },
  ];
  expect(view(acts).acts).toMatchObject([{ act: { index: 0 }, review: "reversed" }]);
  expect(view(acts.slice(0, 1)).acts).toEqual([]);
  // Broken on purpose: by reviews alone, an act by three waits for one for ever.
  const third = sampleSigners.approver.sign({ act: "approve-terms" }, "2026-11-25" as Day);
  const [, later] = acts;
  const byThree = { says: { ...about, requests: [1], third } };
  expect(view([byThree]).acts).toMatchObject([{ review: "approved" }]);
  const removal = { ...about, what: "remove-participant", requests: [1] };
  // Broken on purpose: by signatures alone, the first waits.
  for (const [agreed, review] of [
    [3, "approved"],
    [2, undefined],
  ] as const) {
    expect(view([{ says: { ...removal, agreed } }]).acts).toMatchObject([{ review }]);
  }
  // Who signed knew of no later request.
  expect(
    view([{ says: { ...byThree.says, requests: [2] } }, ...(later ? [later] : [])]).acts,
  ).toMatchObject([{ review: undefined }]);
});

test("nothing is invented for what is missing", () => {
  expect(view([{ says: { kind: "look", request: 1, meeting, ordinal: 1 } }])).toMatchObject({
    received: undefined,
    demands: [],
    words: undefined,
    orders: [],
    acts: [],
  });
});

test("equal demands with equal answers are told once, with how often", () => {
  const refused = { demand: "end-meeting", answer: "refused", ground: "meetings-survive" } as const;
  const other = { demand: "end-meeting", answer: "returned" } as const;
  expect(groupEqual([refused, other, refused])).toEqual([
    { ...refused, times: 2 },
    { ...other, times: 1 },
  ]);
});
