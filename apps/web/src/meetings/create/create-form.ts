import type { AccountRule } from "@graticule/api/account";
import type { MeetingDoor } from "@graticule/api/hosting";
import type { Encryption, MeetingInput } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import {
  type DraftFault,
  faultOf,
  openDraft,
  type RuleDraft,
  sameRule,
  toDraft,
  toRuleInput,
} from "../../rules/rule-draft.ts";
import {
  type ScheduleDraft,
  type ScheduleFault,
  scheduleFault,
  toSchedule,
} from "../schedule/schedule-draft.ts";

/** Where the rule comes from that a new meeting starts with. `unknown`: it could not be read. */
export type StartingRule =
  | { readonly kind: "account"; readonly rule: RuleInput }
  | { readonly kind: "service"; readonly rule: RuleInput }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

export function startingRule(account: AccountRule | undefined): StartingRule {
  if (account === undefined) return { kind: "unknown" };
  const { held, serviceDefault } = account;
  if (held?.mode === "default") return { kind: "account", rule: held.rule };
  return serviceDefault === undefined
    ? { kind: "none" }
    : { kind: "service", rule: serviceDefault };
}

export function startingDraft(start: StartingRule): RuleDraft {
  return start.kind === "account" || start.kind === "service" ? toDraft(start.rule) : openDraft;
}

/** A new meeting while it is written. */
export interface NewMeeting {
  readonly title: string;
  readonly schedule: ScheduleDraft;
  readonly rule: RuleDraft;
  readonly entry: MeetingDoor["entry"];
  readonly encryption: Encryption;
  /** Hosts are to say whose keys are believed, where that is possible: see `vouchingOf`. */
  readonly vouched: "yes" | "no";
}

/** Whether keys can be vouched for: there are some, and a host lets people in one by one, who is the one to do it. */
export function vouchingOf({
  encryption,
  entry,
}: Pick<NewMeeting, "encryption" | "entry">): "possible" | "needs-lobby" | "no-keys" {
  if (encryption === "off") return "no-keys";
  return entry === "lobby" ? "possible" : "needs-lobby";
}

export const isVouched = (meeting: NewMeeting): boolean =>
  vouchingOf(meeting) === "possible" && meeting.vouched === "yes";

export interface NewMeetingFaults {
  readonly title: boolean;
  readonly schedule: ScheduleFault | undefined;
  readonly rule: DraftFault | undefined;
}

export function faultsOf(meeting: NewMeeting, now: number): NewMeetingFaults {
  return {
    title: meeting.title.trim() === "",
    schedule: scheduleFault(meeting.schedule, now),
    rule: faultOf(meeting.rule),
  };
}

/**
 * What is sent. The rule is always said, also that there is none, so that the meeting gets what the
 * page showed; only where the default could not be read and nothing was chosen, the server copies it.
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
