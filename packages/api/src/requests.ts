import { z } from "zod";
import {
  bucket,
  colleague,
  contentGap,
  demandKind,
  ground,
  permit,
  recommendation,
} from "./desk.ts";
import { deskSignature } from "./desk-keys.ts";
import { day, moment, uuid, writtenTexts } from "./formats.ts";
import { deskOrder, orderDraft, orderInput, orderState } from "./orders.ts";
import { placeCode } from "./problem.ts";
import { demandWords, wordsSpan, wordsWait } from "./public-words.ts";
import { inertText, inertWords } from "./text.ts";

export const branch = z.enum(["court", "executive", "police", "other"]);
export const channel = z.enum(["post", "e-mail", "portal", "in-person", "telephone", "other"]);

/** As typed in; texts are made inert, and all that is optional can be missing. */
export const requestContent = z.object({
  /** Absent: the sender is not in the register, and can only be rejected. */
  authorityId: uuid.optional(),
  /** The name that a sender gives who is not in the register; only the desk reads it. */
  sender: inertText(200).optional(),
  branch,
  office: inertText(200).optional(),
  receivedAt: moment,
  channel,
  instrument: inertText(200).optional(),
  reference: inertText(200).optional(),
  legalBasis: z
    .object({
      statute: inertText(200),
      provision: inertText(200),
      url: z.url().max(500).optional(),
    })
    .optional(),
  reasons: inertWords(8_000).optional(),
  /** Codes of the meetings that it names, as intake found them; each is named once. */
  meetings: z.array(z.string().regex(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/)).max(50),
  demands: z
    .array(
      z.object({
        kind: demandKind,
        /** In the authority's own words. */
        verbatim: inertWords(4_000),
        /** Index into `meetings`; absent: of none, or of all. */
        meeting: z.number().int().min(0).max(49).optional(),
      }),
    )
    .min(1)
    .max(50),
  /**
   * Where and how long, in its own words, and `…Stated` as far as an order can be compared with it.
   */
  placesAsked: inertText(500).optional(),
  placesStated: z.array(placeCode).min(1).max(300).optional(),
  durationAsked: inertText(200).optional(),
  lengthStated: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("without-end") }),
      z.object({ kind: z.literal("hours"), hours: z.number().int().min(1).max(87_840) }),
      z.object({ kind: z.literal("until"), until: moment }),
    ])
    .optional(),
  redress: inertText(1_000).optional(),
  tellEffectTo: inertText(300).optional(),
  /** It forbids to tell, until then and by this law; at most a year. */
  forbidsNotice: z.object({ until: moment, law: inertText(300) }).optional(),
  /** A court's own term for the answer. */
  answerBy: moment.optional(),
  /** BCP 47. */
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
    .max(35),
  /** SHA-256 of each original file, in lower-case hexadecimal; the files stay with the operator. */
  originals: z
    .array(z.object({ name: inertText(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .max(20),
  translation: inertWords(20_000).optional(),
});
export type RequestContent = z.infer<typeof requestContent>;

export const requestState = z.enum([
  "received",
  "under-review",
  "returned",
  "rejected",
  "answered",
]);

/** One step of the record, the oldest first. */
export const requestStep = z.object({
  at: moment,
  kind: z.string(),
  by: colleague,
  text: z.string().optional(),
});

/** The next clock of a request that runs: receipt 1 h, answer 72 h or a court's own term. */
export const requestDue = z.object({ what: z.enum(["receipt", "answer"]), at: moment });

export const requestSummary = z.object({
  id: uuid,
  /** `17`: how it is called, also in public. */
  number: z.number().int(),
  state: requestState,
  /** As the register has it or, where the sender is not in it, as the sender gives it. */
  authority: z.string(),
  inRegister: z.boolean(),
  reference: z.string().optional(),
  receivedAt: moment,
  due: requestDue.optional(),
  gaps: z.array(contentGap),
  authenticity: z.enum(["open", "confirmed", "failed"]),
  demands: z.number().int(),
  order: orderState.optional(),
  wordsWait: wordsWait.optional(),
});
export type RequestSummary = z.infer<typeof requestSummary>;

/** What is known of a meeting that a request names, to decide about one occurrence of it. */
export const namedMeeting = z.object({
  code: z.string(),
  /** `gone`: deleted since. */
  state: z.enum(["running", "scheduled", "idle", "ended", "gone"]),
  /** The occurrence that runs now or comes next; an order can be for this one alone. */
  occurrence: z.object({ from: moment, until: moment.optional() }).optional(),
  looks: z.array(z.object({ ordinal: z.number().int(), bucket, at: moment, by: colleague })),
  /** Someone asked for a second look, and waits for a second person. */
  secondLookAskedBy: colleague.optional(),
  mayLook: permit,
  recommendation,
});
export type NamedMeeting = z.infer<typeof namedMeeting>;

export const demandAnswer = z.object({
  answer: z.enum(["met", "narrowed", "refused", "not-handled-here"]),
  ground: ground.optional(),
  by: colleague,
  at: moment,
});

/** GET /api/desk/requests/:id */
export const requestView = requestSummary.extend({
  /** A liaison to its authority reads only what they typed in themselves. */
  shown: z.enum(["all", "what-you-typed"]),
  /** Once its texts are destroyed, a mark in place of each, and neither codes nor a link. */
  content: requestContent,
  /** They end a year after the request is closed and its orders are over. */
  texts: writtenTexts,
  authorityDetail: z.object({
    /** Absent: not in the register. */
    id: uuid.optional(),
    name: z.string(),
    /** Its reach in the fewest codes of countries and subdivisions. */
    reach: z.array(placeCode),
  }),
  typedBy: z.array(colleague),
  alike: z.array(z.object({ id: uuid, number: z.number().int(), because: z.string() })),
  /** A host on whom this authority made three requests or more in 30 days is named. */
  repeated: z.boolean(),
  /** By demand, in order; null: not answered yet. */
  answers: z.array(demandAnswer.nullable()),
  namedMeetings: z.array(namedMeeting),
  orders: z.array(deskOrder),
  steps: z.array(requestStep),
  /** Acts under the terms of service on the same meeting or host within the windows. */
  termsActs: z.array(z.object({ id: uuid, kind: z.string(), on: day, reviewed: z.boolean() })),
  /** What the page may offer to the caller, with the reason where it may not. */
  may: z.object({
    correct: permit,
    callBack: permit,
    begin: permit,
    answer: permit,
    propose: permit,
    close: permit,
    /** Returned or rejected. */
    sendBack: permit,
  }),
  words: demandWords,
  /** A draft of the answer: whether and since when there is effect; never a number. */
  draft: z.string(),
});
export type RequestView = z.infer<typeof requestView>;

/**
 * POST /api/desk/requests/:id/acts. 409 `conflict`: someone was faster. 403: reason in `detail`.
 */
export const requestAct = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("correct"), content: requestContent }),
  /** Called back over a contact that was found independently. */
  z.object({
    kind: z.literal("call-back"),
    outcome: z.enum(["authentic", "not-authentic"]),
    how: inertWords(1_000),
  }),
  z.object({ kind: z.literal("begin-review") }),
  /** Incomplete: goes back with what is missing, and is counted. */
  z.object({ kind: z.literal("return"), text: inertWords(8_000) }),
  z.object({
    kind: z.literal("reject"),
    ground: z.enum(["not-authentic", "not-an-authority", "duplicate", "withdrawn"]),
    text: inertWords(8_000),
  }),
  /** The first look, or where it was taken, the asking for a second one. */
  z.object({ kind: z.literal("look"), meeting: z.number().int().min(0).max(49) }),
  /** Another person agrees, and it is taken. */
  z.object({ kind: z.literal("second-look"), meeting: z.number().int().min(0).max(49) }),
  /** `ground` for a withholding that is refused; every other demand has its own. */
  z.object({
    kind: z.literal("answer-demand"),
    demand: z.number().int().min(0).max(49),
    answer: z.enum(["met", "narrowed", "refused", "not-handled-here"]),
    ground: ground.optional(),
  }),
  z.object({
    kind: z.literal("propose"),
    order: orderInput,
    draft: orderDraft,
    signature: deskSignature,
  }),
  z.object({ kind: z.literal("approve"), orderId: uuid, signature: deskSignature }),
  /** After the database was restored: the first of two people, then the second. */
  z.object({ kind: z.literal("propose-again"), orderId: uuid, signature: deskSignature }),
  z.object({ kind: z.literal("approve-again"), orderId: uuid, signature: deskSignature }),
  z.object({ kind: z.literal("decline"), orderId: uuid, why: inertWords(1_000) }),
  z.object({ kind: z.literal("lift"), orderId: uuid, why: inertWords(1_000) }),
  /** Every demand has its answer: the letter goes back, and the request is closed. */
  z.object({ kind: z.literal("close"), text: inertWords(20_000) }),
  /** What the public shall not read of a closed request, beside what it never reads. */
  z.object({ kind: z.literal("prepare-words"), spans: z.array(wordsSpan).max(500) }),
  /** Another person than who prepared them. */
  z.object({ kind: z.literal("publish-words"), wordsId: uuid }),
  z.object({ kind: z.literal("decline-words"), wordsId: uuid, why: inertWords(1_000) }),
]);
export type RequestAct = z.infer<typeof requestAct>;
