import { contentGaps } from "@graticule/desk/completeness";
import { buckets, demandKinds, grounds } from "@graticule/desk/demand";
import { deskRoles } from "@graticule/desk/staff";
import { z } from "zod";
import { placeCode } from "./problem.ts";
import { inertText, inertWords } from "./text.ts";

const moment = z.iso.datetime();
const uuid = z.uuid();

export const demandKind = z.enum(demandKinds);
export const ground = z.enum(grounds);
export const bucket = z.enum(buckets);
export const deskRole = z.enum(deskRoles);
export const contentGap = z.enum(contentGaps);

/** A place as somebody of the desk is named in the desk: never in public. */
export const colleague = z.object({ id: uuid, name: z.string() });
export type Colleague = z.infer<typeof colleague>;

/**
 * Why somebody may not do something; `closed`: nothing happens to it any more; `not-yet`: a step before it
 * is missing; `findings-not-fresh`: word for word those of an order before it.
 */
export const notAllowed = z.enum([
  "no-such-role",
  "typed-it-in",
  "liaison",
  "proposed-it",
  "approved-it",
  "too-new",
  "may-be-inside",
  "closed",
  "not-yet",
  "findings-not-fresh",
]);
export type NotAllowed = z.infer<typeof notAllowed>;

// Requests ---------------------------------------------------------------------------------------------

export const branch = z.enum(["court", "executive", "police", "other"]);
export const channel = z.enum(["post", "e-mail", "portal", "in-person", "telephone", "other"]);

/** What came, as it was typed in. Texts stay as they came, made inert; everything optional can be missing. */
export const requestContent = z.object({
  authorityId: uuid,
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
  placesAsked: inertText(500).optional(),
  durationAsked: inertText(200).optional(),
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

export const findings = z.object({
  procedure: inertWords(4_000),
  authority: inertWords(4_000),
  legality: inertWords(4_000),
  necessity: inertWords(4_000),
  rights: inertWords(4_000),
});
export type Findings = z.infer<typeof findings>;

/** What an order would be: never wider than the request, the authority's reach, or one occurrence. */
export const orderInput = z.object({
  /** Index into the request's meetings. */
  meeting: z.number().int().min(0).max(49),
  places: z.array(placeCode).min(1).max(300),
  from: moment,
  until: moment,
  /** For whom is inside when it takes effect. */
  noticeMinutes: z.number().int().min(0).max(10),
  reason: inertText(500),
  law: inertText(500),
  /** Delays authority, law and reason; only where the request forbids notice. */
  sealedUntil: moment.optional(),
  findings,
});
export type OrderInput = z.infer<typeof orderInput>;

export const orderState = z.enum([
  "proposed",
  "not-approved",
  "approved",
  "in-force",
  "lifted",
  "overturned",
  "lapsed",
]);

export const deskOrder = orderInput.extend({
  id: uuid,
  state: orderState,
  /** Disputed places inside its places, which it leaves out. */
  excepted: z.array(placeCode),
  /**
   * Of one that was approved: what it reaches now. Less than was approved where a place was listed as
   * disputed since, or left the reach of its authority; nothing: it has no effect.
   */
  reaches: z.object({ places: z.array(placeCode), excepted: z.array(placeCode) }).optional(),
  proposedBy: colleague,
  proposedAt: moment,
  approvedBy: colleague.optional(),
  approvedAt: moment.optional(),
  endedAt: moment.optional(),
  why: z.string().optional(),
  /** An appeal is open until then. */
  appealDueAt: moment.optional(),
  /** Answered to who asks now. */
  mayApprove: z.union([z.literal("yes"), notAllowed]),
  mayLift: z.union([z.literal("yes"), notAllowed]),
});
export type DeskOrder = z.infer<typeof deskOrder>;

/** One step of the record, the oldest first. */
export const requestStep = z.object({
  at: moment,
  kind: z.string(),
  by: colleague,
  text: z.string().optional(),
});

export const requestSummary = z.object({
  id: uuid,
  /** `17`: how it is called, also in public. */
  number: z.number().int(),
  state: requestState,
  authority: z.string(),
  reference: z.string().optional(),
  receivedAt: moment,
  /** The next clock that runs: receipt 1 h, answer 72 h or a court's own term. */
  due: z.object({ what: z.enum(["receipt", "answer"]), at: moment }).optional(),
  gaps: z.array(contentGap),
  authenticity: z.enum(["open", "confirmed", "failed"]),
  demands: z.number().int(),
  order: orderState.optional(),
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
  /** Somebody asked for a second look, and waits for a second person. */
  secondLookAskedBy: colleague.optional(),
  mayLook: z.union([z.literal("yes"), notAllowed]),
  recommendation: z.enum(["no-action", "findings-decide"]),
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
  /** A liaison to its authority who typed it in reads what they typed, and nothing that became of it. */
  shown: z.enum(["all", "what-you-typed"]),
  content: requestContent,
  authorityDetail: z.object({
    id: uuid,
    name: z.string(),
    /** The whole reach as codes of countries and single subdivisions, the shortest way to say it. */
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
  termsActs: z.array(
    z.object({ id: uuid, kind: z.string(), on: z.iso.date(), reviewed: z.boolean() }),
  ),
  /** What the page may offer to who asks now, with the reason where it may not. */
  may: z.object({
    correct: z.union([z.literal("yes"), notAllowed]),
    callBack: z.union([z.literal("yes"), notAllowed]),
    begin: z.union([z.literal("yes"), notAllowed]),
    answer: z.union([z.literal("yes"), notAllowed]),
    propose: z.union([z.literal("yes"), notAllowed]),
    close: z.union([z.literal("yes"), notAllowed]),
  }),
  /** The answer to the authority, drafted: whether and since when there is effect; never a number. */
  draft: z.string(),
});
export type RequestView = z.infer<typeof requestView>;

/**
 * POST /api/desk/requests/:id/acts → the request as it is then. 409 `conflict` where somebody was
 * faster; 403 `forbidden` with the reason in `detail` for whoever may not.
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
  z.object({ kind: z.literal("propose"), order: orderInput }),
  z.object({ kind: z.literal("approve"), orderId: uuid }),
  z.object({ kind: z.literal("decline"), orderId: uuid, why: inertWords(1_000) }),
  z.object({ kind: z.literal("lift"), orderId: uuid, why: inertWords(1_000) }),
  /** Every demand has its answer: the letter goes back, and the request is closed. */
  z.object({ kind: z.literal("close"), text: inertWords(20_000) }),
]);
export type RequestAct = z.infer<typeof requestAct>;

// Two people -------------------------------------------------------------------------------------------

export const instrument = z.object({ place: placeCode, citation: inertText(500) });

export const authorityInput = z.object({
  /** Widens or changes this one; absent: a new one. */
  series: uuid.optional(),
  name: inertText(200),
  territory: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("country"), home: placeCode }),
    z.object({ kind: z.literal("state"), home: placeCode }),
    z.object({ kind: z.literal("union"), members: z.array(placeCode).min(1).max(60) }),
  ]),
  instruments: z.array(instrument).max(20),
  contact: inertText(500),
});
export type AuthorityInput = z.infer<typeof authorityInput>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * POST /api/desk/changes → the change: what one proposes and another confirms. What only takes roles of
 * the desk away takes one person, and is done at once (`alone`).
 */
export const changeInput = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("staff"),
    /** Their e-mail address; they have an account, a second factor, and are no administrator. */
    email: z.email().max(254),
    roles: z.array(deskRole).max(5),
    liaisonTo: z.array(uuid).max(50),
  }),
  z.object({ kind: z.literal("authority"), authority: authorityInput }),
  z.object({
    kind: z.literal("disputed-places"),
    add: z.array(placeCode).max(50),
    remove: z.array(placeCode).max(50),
    source: inertText(300),
  }),
  /** The operator's own location data that wait; the register names their digest. */
  z.object({ kind: z.literal("geofeed"), digest: sha256 }),
]);
export type ChangeInput = z.infer<typeof changeInput>;

export const deskChange = z.object({
  id: uuid,
  kind: z.enum(["staff", "authority", "disputed-places", "platform-rule", "geofeed"]),
  /** In one English sentence: what would be. */
  says: z.string(),
  proposedBy: colleague,
  proposedAt: moment,
  state: z.enum(["open", "confirmed", "declined", "withdrawn", "waited", "alone"]),
  decidedBy: colleague.optional(),
  decidedAt: moment.optional(),
  /** When it takes effect by itself; absent: never without a second person. */
  waitsUntil: moment.optional(),
  mayConfirm: z.union([
    z.literal("yes"),
    z.enum(["no-such-role", "proposed-it", "too-new", "closed"]),
  ]),
});
export type DeskChange = z.infer<typeof deskChange>;

/** POST /api/desk/changes/:id/decision → the change */
export const changeDecision = z.object({ outcome: z.enum(["confirmed", "declined", "withdrawn"]) });

export const registeredAuthority = z.object({
  id: uuid,
  series: uuid,
  name: z.string(),
  kind: z.enum(["country", "state", "union"]),
  home: placeCode.optional(),
  contact: z.string(),
  /** The shortest way to say its reach, and what it owes to instruments. */
  reach: z.array(placeCode),
  instruments: z.array(instrument),
  enteredAt: moment,
  withdrawnAt: moment.optional(),
});
export type RegisteredAuthority = z.infer<typeof registeredAuthority>;

export const staffMember = colleague.extend({
  email: z.email(),
  roles: z.array(deskRole),
  liaisonTo: z.array(uuid),
  secondFactor: z.boolean(),
  /** When they can approve for the first time, if that is to come. */
  approvesFrom: moment.optional(),
});
export type StaffMember = z.infer<typeof staffMember>;

export const shortage = z.enum(["no-intake", "no-call-back", "no-orders", "no-appeals"]);

/** GET /api/desk: who asks, what the desk can't do, and what waits. */
export const deskOverview = z.object({
  you: staffMember.extend({
    /** Whether this session is surely outside a jurisdiction can't be said here; see each order. */
    sessionEndsAt: moment,
  }),
  shortages: z.array(shortage),
  requests: z.array(requestSummary),
  openChanges: z.number().int(),
  openAppeals: z.number().int(),
  openReports: z.number().int(),
});
export type DeskOverview = z.infer<typeof deskOverview>;

/** GET /api/desk/register: everybody of the desk may read it. */
export const deskRegister = z.object({
  authorities: z.array(registeredAuthority),
  disputed: z.array(z.object({ place: placeCode, source: z.string(), since: z.iso.date() })),
  staff: z.array(staffMember),
  /** Those that are open, and the newest of those that are decided. */
  changes: z.array(deskChange),
  /** The operator's own location data are not taken in: they would move somebody into an order's places. */
  geofeed: z.object({ digest: sha256, says: z.string() }).optional(),
});
export type DeskRegister = z.infer<typeof deskRegister>;

/**
 * GET /api/admin/staff: what the administrator may know of the desk. POST /api/admin/staff-changes
 * proposes (as a change of kind `staff`), POST …/:id/withdrawal takes back → the change.
 */
export const deskStaff = z.object({
  staff: z.array(staffMember),
  changes: z.array(deskChange),
  shortages: z.array(shortage),
});
export type DeskStaff = z.infer<typeof deskStaff>;

// What hosts are told ----------------------------------------------------------------------------------

/** GET /api/meetings/:code/manage/notices (as …/manage), newest first. */
export const hostNotice = z.object({
  id: z.number().int(),
  at: moment,
  kind: z.enum([
    "request-answered",
    "request-returned",
    "request-rejected",
    "order-began",
    "order-ended",
    "appeal-decided",
    "terms-act",
  ]),
  /** Absent while it is sealed. */
  authority: z.string().optional(),
  law: z.string().optional(),
  reason: z.string().optional(),
  sealedUntil: moment.optional(),
  /** What was demanded and what was answered. */
  demands: z.array(z.object({ kind: demandKind, answer: z.string(), ground: ground.optional() })),
  places: z.array(placeCode),
  excepted: z.array(placeCode),
  from: moment.optional(),
  until: moment.optional(),
  /** Of an end: how. Of a rejected request: its ground. */
  how: z.string().optional(),
  /** The order to appeal against; absent: nothing was ordered. */
  orderId: uuid.optional(),
});
export type HostNotice = z.infer<typeof hostNotice>;
