import { expect, test } from "vitest";
import { checklistOf, type StepInputs, type StepKey, type StepState } from "./checklist.ts";

const by = { id: "00000000-0000-4000-8000-000000000001", name: "Amina" };
const at = "2026-11-24T12:00:00Z";

const demand = { kind: "withhold-meeting", verbatim: "Withhold it.", meeting: 0 } as const;
const content: StepInputs["content"] = {
  authorityId: "00000000-0000-4000-8000-000000000010",
  branch: "court",
  channel: "post",
  receivedAt: at,
  language: "en",
  meetings: ["abc-defg-hij"],
  demands: [demand],
  originals: [],
};
const meeting: StepInputs["namedMeetings"][number] = {
  code: "abc-defg-hij",
  state: "running",
  looks: [],
  mayLook: "yes",
  recommendation: "findings-decide",
};
const reviewed: StepInputs = {
  state: "under-review",
  gaps: [],
  authenticity: "confirmed",
  content,
  answers: [null],
  namedMeetings: [meeting],
  orders: [],
};

const statesOf = (view: StepInputs): Readonly<Partial<Record<StepKey, StepState>>> =>
  Object.fromEntries(checklistOf(view).map(({ key, state }) => [key, state]));

test("before the review, only the steps ahead of it are to do", () => {
  const view: StepInputs = {
    ...reviewed,
    state: "received",
    gaps: ["office"],
    authenticity: "open",
  };
  expect(statesOf(view)).toEqual({
    complete: "now",
    authentic: "now",
    review: "now",
    look: "waits",
    order: "waits",
    demands: "waits",
    letter: "waits",
  });
});

test("a head count and an order wait until the request is complete and called back", () => {
  expect(statesOf(reviewed)).toMatchObject({ look: "now", order: "now" });
  expect(statesOf({ ...reviewed, gaps: ["redress"] })).toMatchObject({
    look: "waits",
    order: "waits",
  });
  expect(statesOf({ ...reviewed, authenticity: "open" })).toMatchObject({ look: "waits" });
});

test("there is no head count while no meeting is running", () => {
  const view: StepInputs = { ...reviewed, namedMeetings: [{ ...meeting, state: "scheduled" }] };
  expect(statesOf(view)).toMatchObject({ look: "stopped", order: "now" });
});

test("a demand that is always refused needs neither head count nor order", () => {
  const view: StepInputs = {
    ...reviewed,
    content: { ...content, demands: [{ ...demand, kind: "end-meeting" }] },
  };
  expect(statesOf(view)).toMatchObject({ look: "stopped", order: "stopped", demands: "now" });
});

test("the answer is sent once every demand has its own", () => {
  const refused = { answer: "refused", ground: "not-necessary", by, at } as const;
  const two = { ...content, demands: [demand, demand] };
  expect(statesOf({ ...reviewed, content: two, answers: [refused, null] })).toMatchObject({
    demands: "now",
    letter: "waits",
  });
  expect(statesOf({ ...reviewed, answers: [refused] })).toMatchObject({
    order: "stopped",
    demands: "done",
    letter: "now",
  });
  expect(statesOf({ ...reviewed, answers: [refused], state: "answered" })).toMatchObject({
    letter: "done",
  });
});

test("a request that was sent back leaves nothing to do", () => {
  const view: StepInputs = { ...reviewed, state: "returned", gaps: ["office"] };
  expect(checklistOf(view).filter(({ state }) => state === "now" || state === "waits")).toEqual([]);
});
