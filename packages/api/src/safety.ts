import { z } from "zod";
import { deskSignature, toSign } from "./desk-keys.ts";
import { day, moment, uuid, writtenTexts } from "./formats.ts";
import { inertText, inertWords } from "./text.ts";

const code = z.string().regex(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/);

/**
 * GET /api/joins/:joinId/receipt with `Authorization: Bearer <key>`: proof for a later report that
 * this page was inside. It names nobody and is not stored. 409 `conflict`: not inside.
 */
export const insideReceipt = z.object({ receipt: z.string() });

/** POST /api/reports → 204, for everyone. A wrong receipt counts as none. */
export const reportInput = z.object({
  code,
  what: z.enum(["harassment", "threat", "sexual", "child-safety", "spam", "other"]),
  text: inertWords(4_000),
  receipt: z.string().max(500).optional(),
  /** On behalf of a government, court or police: the desk answers that. */
  fromState: z.boolean(),
  /**
   * Absent: the report is about the meeting. Counts only if the reporter was inside, is no state,
   * and this identity is inside; else the report is about the meeting.
   */
  participant: z.object({ identity: z.string().min(1).max(200), name: inertText(80) }).optional(),
});
export type ReportInput = z.infer<typeof reportInput>;

const readers = z.enum(["someone", "no-one"]);

/** GET /api/reports: whether anyone can read a report now. In a service's first days none can. */
export const reportReaders = z.object({ people: readers, states: readers });
export type ReportReaders = z.infer<typeof reportReaders>;

export const termsActKind = z.enum([
  "end-meeting",
  "suspend-account",
  "reinstate-account",
  "mute-participant",
  "remove-participant",
]);

export const report = z.object({
  id: uuid,
  /** Absent: the meeting is deleted. */
  code: code.optional(),
  on: day,
  what: reportInput.shape.what,
  /** Once it is destroyed, a mark. */
  text: z.string(),
  /** They end a year after its outcome and the last step of an act that rests on it. */
  texts: writtenTexts,
  inside: z.boolean(),
  fromState: z.boolean(),
  outcome: z.enum(["no-action", "acted", "to-the-desk"]).optional(),
  /** The name of the participant; absent: it names none, or the sitting is over. */
  participant: z.string().optional(),
  /** Acts that can still rest on it: one of each kind, for 30 days. */
  supports: z.array(termsActKind.exclude(["reinstate-account"])),
});
export type Report = z.infer<typeof report>;

/** Of an act that is to be: its id, and the salt of the commitment to its reason, as both are signed. */
export const termsActDraft = z.object({
  id: uuid.regex(/^[0-9a-f-]+$/),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TermsActDraft = z.infer<typeof termsActDraft>;

/**
 * POST /api/safety/acts → 201: all acts under the terms of service begin here. `mute-participant`
 * and `remove-participant` act as soon as their entry is published, for this sitting, on the one whom
 * the report names; others take two people, and so do these after the participants of three reports
 * in a session. What ends a meeting or closes an account is signed. 403 `forbidden`: `no-desk-key`,
 * `new-key`, `not-signed`, `brought-back` (a role from before a restore, where it is signed), `no-report-from-inside` (from a state, closed, or not from
 * inside), `report-too-old`, `report-used`, `nobody-reported` (or the sitting is over), `is-host`.
 * 409 `conflict`: not inside.
 */
export const termsActInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mute-participant"), reportId: uuid, reason: inertText(1_000) }),
  z.object({ kind: z.literal("remove-participant"), reportId: uuid, reason: inertText(1_000) }),
  z.object({
    kind: z.enum(["end-meeting", "suspend-account"]),
    reportId: uuid,
    reason: inertText(1_000),
    draft: termsActDraft,
    signature: deskSignature,
  }),
  z.object({ kind: z.literal("reinstate-account"), actId: uuid, reason: inertText(1_000) }),
]);
export type TermsActInput = z.infer<typeof termsActInput>;

/**
 * POST /api/safety/act-drafts → what its proposer signs. Nothing is recorded: the draft goes back with
 * the act and the signature. 404: there is no such report, or its meeting is gone.
 */
export const termsActToDraft = z.object({
  kind: z.enum(["end-meeting", "suspend-account"]),
  reportId: uuid,
  reason: inertText(1_000),
});
export type TermsActToDraft = z.infer<typeof termsActToDraft>;
export const draftedTermsAct = z.object({ draft: termsActDraft, toSign });
export type DraftedTermsAct = z.infer<typeof draftedTermsAct>;

export const termsAct = z.object({
  id: uuid,
  kind: termsActKind,
  /** Once it is destroyed, a mark. */
  reason: z.string(),
  /** As those of its report. */
  texts: writtenTexts,
  reportId: uuid.optional(),
  proposedAt: moment,
  proposedBy: z.string(),
  approvals: z.array(z.object({ review: z.enum(["second", "third"]), by: z.string(), at: moment })),
  /** Numbers of the requests in whose windows it falls: then it takes a third person. */
  requests: z.array(z.number().int()),
  /** `waits-for-log`: enough people agree, and it begins once its entry is published. */
  state: z.enum([
    "waits-for-second",
    "waits-for-third",
    "waits-for-log",
    "in-effect",
    "withdrawn",
    "reversed",
  ]),
  /**
   * `own-meeting`: it is about the caller's own meeting or account. `near-request`: a liaison to any authority, or involved in
   * a request that names it. `brought-back`, `proposal-brought-back`: as of an order, where it would be signed, and of all but
   * reinstating. `role-lost`: someone who agreed to it no longer holds the role for that.
   */
  mayApprove: z.union([
    z.literal("yes"),
    z.enum([
      "no-such-role",
      "own-meeting",
      "proposed-it",
      "approved-it",
      "near-request",
      "closed",
      "report-too-old",
      "brought-back",
      "proposal-brought-back",
      "role-lost",
    ]),
  ]),
  /** What the caller signs to approve it, and the salt of the commitment to its reason in it; absent: nothing. */
  signing: z.object({ toSign, salt: z.string() }).optional(),
});
export type TermsAct = z.infer<typeof termsAct>;

/**
 * POST /api/safety/acts/:id/decision → the act; `approve` takes effect once enough have. `signature`: of
 * the act's `toSign`, if it has one.
 */
export const termsDecision = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("approve"), signature: deskSignature.optional() }),
  z.object({ kind: z.literal("withdraw") }),
]);
/** POST /api/safety/acts/:id/reviews → the act: for an act that came before a request. */
export const termsReviewInput = z.object({
  request: z.number().int(),
  outcome: z.enum(["stands", "reversed"]),
  reasons: inertText(1_000),
});

/** POST /api/safety/outside-acts → 201: what a court forced the operator to do elsewhere. */
export const outsideActInput = z.object({
  what: inertText(1_000),
  forcedBy: inertText(300),
  on: day.refine((day) => day >= "2000", "This day is too long ago."),
  code: code.optional(),
});
export const outsideAct = outsideActInput
  .omit({ code: true })
  .extend({ id: uuid, enteredAt: moment });

/** GET /api/safety, for the desk. Members without this role see only reports from a state. */
export const safetyOverview = z.object({
  reports: z.array(report),
  acts: z.array(termsAct),
  outsideActs: z.array(outsideAct),
});
export type SafetyOverview = z.infer<typeof safetyOverview>;

/** POST /api/safety/reports/:id/outcome → 204; 409 `conflict` where it has one. */
export const reportOutcome = z.object({ outcome: z.enum(["no-action", "to-the-desk"]) });
