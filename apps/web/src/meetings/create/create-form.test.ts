import type { RuleInput } from "@graticule/api/rules";
import { expect, test } from "vitest";
import { openDraft } from "../../rules/rule-draft.ts";
import { newSchedule } from "../schedule/schedule-draft.ts";
import {
  asksForVouching,
  faultsOf,
  startingDraft,
  startingRule,
  toMeetingInput,
  vouchingOf,
} from "./create-form.ts";

const now = Date.parse("2026-11-24T12:20:00Z");
const rule: RuleInput = {
  deny: [{ kind: "place", code: "DE" }],
  allow: "everyone",
  onDoubt: "hold",
  matches: "probable",
};
type NewMeeting = Parameters<typeof toMeetingInput>[0];

const meeting: NewMeeting = {
  title: " Seminar ",
  schedule: newSchedule(now, "UTC"),
  rule: openDraft,
  entry: "open",
  encryption: "end-to-end",
  vouched: "yes",
};
const held = (mode: "default" | "locked") => ({ mode, rule, setAt: "2026-11-01T00:00:00.000Z" });

test("a new meeting starts with the account's default, if it has one", () => {
  expect(startingRule({ version: 1, held: held("default") }).kind).toBe("account");
  expect(startingRule({ version: 0 })).toEqual({ kind: "none" });
  expect(startingRule(undefined)).toEqual({ kind: "unknown" });
  expect(startingDraft({ kind: "account", rule })).toMatchObject({
    mode: "except",
    onDoubt: "hold",
  });
});

test("a locked account rule is not a default: it holds beside the meeting's own", () => {
  expect(startingRule({ version: 1, held: held("locked") })).toEqual({ kind: "none" });
});

test("what the page shows is what the meeting gets, also if that is no rule", () => {
  expect(toMeetingInput(meeting, { kind: "account", rule })).toEqual({
    title: "Seminar",
    rule: null,
    door: { entry: "open" },
    encryption: "end-to-end",
  });
  const kept = { ...meeting, rule: startingDraft({ kind: "account", rule }) };
  expect(toMeetingInput(kept, { kind: "account", rule }).rule).toEqual(rule);
});

test("if the default can't be read and nothing was chosen, the server decides", () => {
  expect(toMeetingInput(meeting, { kind: "unknown" })).not.toHaveProperty("rule");
  const chosen = { ...meeting, rule: startingDraft({ kind: "account", rule }) };
  expect(toMeetingInput(chosen, { kind: "unknown" }).rule).toEqual(rule);
});

test("every part of the form says what is missing", () => {
  const faulty = {
    ...meeting,
    title: "  ",
    schedule: { ...meeting.schedule, when: "once", startsAt: "" },
    rule: { ...openDraft, mode: "only" },
  } as const;
  expect(faultsOf(faulty, now)).toEqual({
    title: true,
    schedule: "start-missing",
    rule: "needs-allow",
  });
  expect(faultsOf(meeting, now)).toEqual({ title: false, schedule: undefined, rule: undefined });
});

test("keys are vouched for if there are keys and a lobby, unless that was turned off", () => {
  const lobby: NewMeeting = { ...meeting, entry: "lobby" };
  expect(vouchingOf(meeting)).toBe("needs-lobby");
  expect(vouchingOf(lobby)).toBe("possible");
  expect(vouchingOf({ ...lobby, encryption: "off" })).toBe("no-keys");
  expect(asksForVouching(lobby)).toBe(true);
  for (const other of [
    meeting,
    { ...lobby, encryption: "off" },
    { ...lobby, vouched: "no" },
  ] as const) {
    expect(asksForVouching(other)).toBe(false);
  }
});
