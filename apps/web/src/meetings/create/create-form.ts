import type { AccountRule } from "@graticule/api/account";
import type { MeetingDoor } from "@graticule/api/hosting";
import type { Encryption, MeetingInput } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import {
  faultOf,
  openDraft,
  type RuleDraft,
  sameRule,
  toDraft,
  toRuleInput,
} from "../../rules/rule-draft.ts";
import {
  newSchedule,
  type ScheduleDraft,
  scheduleFault,
  toSchedule,
} from "../schedule/schedule-draft.ts";
import { usual } from "./make-meeting.ts";

/** Where the rule comes from that a new meeting starts with. `unknown`: it could not be read. */
export type StartingRule =
  | { readonly kind: "account"; readonly rule: RuleInput }
  | { readonly kind: "none" | "unknown" };

export function startingRule(account: AccountRule | undefined): StartingRule {
  if (account === undefined) return { kind: "unknown" };
  const { held } = account;
  return held?.mode === "default" ? { kind: "account", rule: held.rule } : { kind: "none" };
}

export function startingDraft(start: StartingRule): RuleDraft {
  return "rule" in start ? toDraft(start.rule) : openDraft;
}

/** A new meeting while it is written, without its rule. */
export interface MeetingForm {
  readonly title: string;
  readonly schedule: ScheduleDraft;
  readonly entry: MeetingDoor["entry"];
  readonly encryption: Encryption;
  /** Whether hosts vouch for keys, where they can: see `vouchingOf`. */
  readonly vouched: "yes" | "no";
}

/** As the form begins: at a time. */
export const newMeeting = (now: number, timeZone: string): MeetingForm => ({
  title: "",
  schedule: { ...newSchedule(now, timeZone), when: "once" },
  ...usual,
  vouched: "yes",
});

type NewMeeting = MeetingForm & { readonly rule: RuleDraft };

/** Whether keys can be vouched for: only where there are any, and a host lets people in one by one. */
export function vouchingOf({
  encryption,
  entry,
}: Pick<MeetingForm, "encryption" | "entry">): "possible" | "needs-lobby" | "no-keys" {
  if (encryption === "off") return "no-keys";
  return entry === "lobby" ? "possible" : "needs-lobby";
}

export const asksForVouching = (meeting: MeetingForm): boolean =>
  vouchingOf(meeting) === "possible" && meeting.vouched === "yes";

export const faultsOf = (meeting: NewMeeting, now: number) => ({
  title: meeting.title.trim() === "",
  schedule: scheduleFault(meeting.schedule, now),
  rule: faultOf(meeting.rule),
});

/**
 * What is sent. It always has a rule, or null for none, so that the meeting gets what the page showed.
 * Only where the default could not be read and nothing was chosen, the server copies it.
 */
export function toMeetingInput(meeting: NewMeeting, start: StartingRule): MeetingInput {
  const untouched = start.kind === "unknown" && sameRule(meeting.rule, openDraft);
  return {
    title: meeting.title.trim(),
    ...toSchedule(meeting.schedule),
    ...(untouched ? {} : { rule: toRuleInput(meeting.rule) ?? null }),
    door: { entry: meeting.entry },
    encryption: meeting.encryption,
  };
}
