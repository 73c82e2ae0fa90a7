import { expect, test } from "vitest";
import { toLocalField } from "../../i18n/time.ts";
import {
  beyondsOfDraft,
  codesOfOrder,
  faultsOfOrder,
  type Grounds,
  newOrderDraft,
  type OrderDraft,
  orderableMeetings,
  orderOf,
  outsideReach,
  togglePlace,
} from "./order-draft.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const hour = 3_600_000;
const day = 24 * hour;
const at = (offset: number): string => new Date(now + offset).toISOString();

const grounds: Grounds = {
  content: {
    authorityId: "00000000-0000-4000-8000-000000000010",
    branch: "court",
    channel: "post",
    receivedAt: at(-day),
    language: "en",
    legalBasis: { statute: "Act", provision: "section 1" },
    meetings: ["abc-defg-hij", "xyz-xyzx-xyz"],
    demands: [
      { kind: "end-meeting", verbatim: "End it.", meeting: 0 },
      { kind: "withhold-meeting", verbatim: "Withhold it.", meeting: 1 },
    ],
    originals: [],
    lengthStated: { kind: "hours", hours: 2 },
    placesStated: ["FR", "HK"],
  },
  answers: [null, null],
  namedMeetings: ["abc-defg-hij", "xyz-xyzx-xyz"].map((code) => ({
    code,
    state: "scheduled",
    occurrence: { from: at(2 * hour), until: at(4 * hour) },
    looks: [],
    mayLook: "not-yet",
    recommendation: "findings-decide",
  })),
  authorityDetail: {
    id: "00000000-0000-4000-8000-000000000010",
    name: "A court",
    reach: ["FR", "US-CA"],
  },
};

const finding = "Looked at, and written down.";
const written: OrderDraft = {
  ...newOrderDraft(grounds, now),
  reason: "For a stated reason.",
  findings: {
    procedure: finding,
    authority: finding,
    legality: finding,
    necessity: finding,
    rights: finding,
  },
};

test("it starts with what was asked: the meeting, its one session, the places within reach, the length", () => {
  expect(beyondsOfDraft(written, grounds)).toEqual([]);
  const order = orderOf(written, grounds, now);
  expect(order).toMatchObject({
    meeting: 1,
    places: ["FR"],
    from: at(2 * hour),
    until: at(4 * hour),
    law: "Act, section 1",
  });
  expect(order).not.toHaveProperty("sealedUntil");
  expect(order).not.toHaveProperty("beyondWhy");
});

test("two days that were asked for start as two days, not seven", () => {
  const content = { ...grounds.content, lengthStated: { kind: "hours", hours: 48 } as const };
  const [first] = grounds.namedMeetings;
  if (first === undefined) throw new Error("no meeting");
  const open = { ...first, occurrence: { from: at(-hour) } };
  const draft = newOrderDraft({ ...grounds, content, namedMeetings: [open, open] }, now);
  expect(Date.parse(draft.until) - Date.parse(draft.from)).toBe(2 * day);
});

test("what exceeds the demand, or contradicts the head count, is not sent without a reason", () => {
  const wider: OrderDraft = {
    ...written,
    places: [...written.places, { kind: "place", code: "US-CA" }],
  };
  expect(beyondsOfDraft(wider, grounds)).toEqual(["places"]);
  expect(faultsOfOrder(wider, grounds, now)).toEqual(["beyondWhy"]);
  const reasoned = { ...wider, beyondWhy: " A second letter asks for it. " };
  expect(orderOf(reasoned, grounds, now)?.beyondWhy).toBe("A second letter asks for it.");
  const by = { id: "00000000-0000-4000-8000-000000000011", name: "Ann" };
  const looks = [{ ordinal: 1, bucket: "fewer-than-10" as const, at: at(0), by }];
  const seen = {
    ...grounds,
    namedMeetings: grounds.namedMeetings.map((one) => ({ ...one, looks })),
  };
  expect(faultsOfOrder(written, seen, now)).toEqual(["beyondWhy"]);
});

test("an order can be for a meeting that an open demand asks to withhold, and for no other", () => {
  const answered = {
    answer: "refused" as const,
    at: at(0),
    by: { id: "00000000-0000-4000-8000-000000000011", name: "Ann" },
  };
  expect(orderableMeetings(grounds)).toEqual([1]);
  expect(faultsOfOrder({ ...written, meeting: 0 }, grounds, now)).toEqual(["meeting"]);
  const closed = { ...grounds, answers: [null, answered] };
  expect(orderableMeetings(closed)).toEqual([]);
  expect(faultsOfOrder(written, closed, now)).toEqual(["meeting"]);
  // A demand that names none covers them all.
  const demands = [{ kind: "withhold-meeting" as const, verbatim: "Withhold them." }];
  const all = { ...grounds, content: { ...grounds.content, demands }, answers: [null] };
  expect(orderableMeetings(all)).toEqual([0, 1]);
});

test("a session without an end is limited to seven days", () => {
  const [first] = grounds.namedMeetings;
  if (first === undefined) throw new Error("no meeting");
  const open = { ...first, occurrence: { from: at(-hour) } };
  const content = { ...grounds.content, lengthStated: undefined };
  const draft = newOrderDraft({ ...grounds, content, namedMeetings: [open, open] }, now);
  expect(Date.parse(draft.until) - Date.parse(draft.from)).toBe(7 * day);
});

test("places outside the authority's territory are named, also within a group", () => {
  const wide = togglePlace(written, { kind: "group", id: "EU" });
  expect(outsideReach(wide, grounds.authorityDetail.reach)).toContain("DE");
  expect(outsideReach(wide, grounds.authorityDetail.reach)).not.toContain("FR");
  expect(faultsOfOrder(wide, grounds, now)).toEqual(["outside", "beyondWhy"]);
  expect(orderOf(wide, grounds, now)).toBeUndefined();
});

test("a part of a country is within the country's reach, but not the other way round", () => {
  const part: OrderDraft = { ...written, places: [{ kind: "place", code: "FR-IDF" }] };
  expect(outsideReach(part, ["FR"])).toEqual([]);
  const whole: OrderDraft = { ...written, places: [{ kind: "place", code: "US" }] };
  expect(outsideReach(whole, ["US-CA"])).toEqual(["US"]);
});

test("a place is toggled in and out", () => {
  const twice = togglePlace(written, { kind: "place", code: "FR" });
  expect(codesOfOrder(twice)).toEqual([]);
});

test("an order that is too long, already over or without findings is not sent", () => {
  const faults = (change: Partial<OrderDraft>) =>
    faultsOfOrder({ ...written, ...change }, grounds, now);
  expect(faults({ from: "2026-11-25T00:00", until: "2026-12-02T00:01" })).toEqual([
    "from",
    "beyondWhy",
  ]);
  expect(faults({ from: "2026-11-20T00:00", until: "2026-11-20T01:00" })).toEqual(["from"]);
  expect(faults({ findings: { ...written.findings, rights: " " } })).toEqual(["findings"]);
  expect(faults({ noticeMinutes: "11" })).toEqual(["noticeMinutes"]);
  expect(faults({ sealedUntil: "2028-01-01T00:00" })).toEqual(["sealedUntil"]);
});

test("an order from the minute a session opened starts with it, not before", () => {
  const opening = at(2 * hour + 17_431);
  const [first, second] = grounds.namedMeetings;
  if (first === undefined || second === undefined) throw new Error("unreachable");
  const opened = {
    ...grounds,
    namedMeetings: [first, { ...second, occurrence: { from: opening } }],
  };
  const why = { ...written, beyondWhy: "It opened late." };
  expect(orderOf({ ...why, from: toLocalField(opening) }, opened, now)?.from).toBe(opening);
  expect(orderOf({ ...why, from: toLocalField(at(hour)) }, opened, now)?.from).toBe(at(hour));
});
