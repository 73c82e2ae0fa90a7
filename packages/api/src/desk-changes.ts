import { listedUnions } from "@graticule/desk/reach";
import { z } from "zod";
import { colleague, deskRole } from "./desk.ts";
import { deskSignature, toSign } from "./desk-keys.ts";
import { day, moment, uuid } from "./formats.ts";
import { placeCode } from "./problem.ts";
import { requestSummary } from "./requests.ts";
import { bracketableText, inertText, quotableText } from "./text.ts";

export const instrument = z.object({ place: placeCode, citation: quotableText(500) });

export const authorityInput = z.object({
  /** Widens or changes this one; absent: a new one. */
  series: uuid.optional(),
  name: quotableText(200),
  territory: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("country"), home: placeCode }),
    z.object({ kind: z.literal("state"), home: placeCode }),
    /** One of a closed, dated list: it names no members of its own. */
    z.object({ kind: z.literal("union"), union: z.enum(listedUnions) }),
  ]),
  instruments: z.array(instrument).max(20),
  contact: inertText(500),
});
export type AuthorityInput = z.infer<typeof authorityInput>;

export const staffChangeInput = z.object({
  kind: z.literal("staff"),
  /**
   * E-mail address of an account with a second factor, and no administrator; verified where mail
   * goes out. They make a desk key before the change takes effect.
   */
  email: z.email().max(254),
  roles: z.array(deskRole).max(5),
  liaisonTo: z.array(uuid).max(50),
  /**
   * They make a new desk key, which takes the place of theirs once it is confirmed: for a key that is
   * lost, or that another may have. Someone else proposes it, and an approver other than them confirms
   * it.
   */
  newKey: z.boolean().optional(),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * POST /api/desk/changes → the change: one proposes, another confirms, and both sign. Giving up one's own roles
 * takes effect at once (`alone`). Taking another's waits for an approver who is neither of the two;
 * without one, and from an administrator, it takes effect after 7 days unless the member declines.
 */
export const changeInput = z.discriminatedUnion("kind", [
  staffChangeInput,
  z.object({ kind: z.literal("authority"), authority: authorityInput }),
  z.object({
    kind: z.literal("disputed-places"),
    add: z.array(placeCode).max(50),
    remove: z.array(placeCode).max(50),
    source: bracketableText(300),
  }),
  /** The operator's own location data that wait; the register names their digest. */
  z.object({ kind: z.literal("geofeed"), digest: sha256 }),
]);
export type ChangeInput = z.infer<typeof changeInput>;

const mayDecide = z.union([
  z.literal("yes"),
  z.enum([
    ...(["no-such-role", "proposed-it", "signed-it", "about-you", "too-new", "new-key"] as const),
    ...(["only-approver", "not-proposed", "no-key-yet", "not-signed"] as const),
    ...([
      "is-liaison",
      "proposer-is-liaison",
      "appointed-since",
      "brought-back",
      "closed",
    ] as const),
  ]),
]);

export const deskChange = z.object({
  id: uuid,
  kind: z.enum(["staff", "authority", "disputed-places", "platform-rule", "geofeed"]),
  /** In one English sentence: what would be. */
  says: z.string(),
  /** Of a change that gives someone a role: who it is, while they have an account. */
  about: z
    .object({
      email: z.string(),
      emailVerified: z.boolean(),
      /** SHA-256 of the desk key by which they will sign, in hexadecimal; absent: they have made none yet. */
      key: z.string().optional(),
      /** Of an open change: SHA-256 of their present key, if that one takes its place. */
      replaces: z.string().optional(),
    })
    .optional(),
  /** Of the staff: what they would hold, ascending. */
  roles: z.array(deskRole).optional(),
  proposedBy: colleague,
  proposedAt: moment,
  /** `lifted`: of a rule of the whole service, before anyone decided. */
  state: z.enum(["open", "confirmed", "declined", "withdrawn", "waited", "alone", "lifted"]),
  decidedBy: colleague.optional(),
  decidedAt: moment.optional(),
  /** When it takes effect by itself; absent: never without a second person. */
  waitsUntil: moment.optional(),
  /** Who signed the proposal: who made it, or another member of the desk for an administrator. */
  proposalSignedBy: colleague.optional(),
  /** Whether the caller may sign the proposal, without which no one can confirm it. */
  mayPropose: mayDecide,
  mayConfirm: mayDecide,
  /** What the caller signs: the proposal, or its confirmation. Absent: they may do neither now. */
  toSign: toSign.optional(),
  /** It never takes effect then. */
  mayDecline: mayDecide,
  /** Of a rule of the whole service around requests of authorities whose territory it touches. */
  review: z
    .object({
      /** Numbers of those that the public log names. */
      requests: z.array(z.number().int()),
      state: z.enum(["waits", "stands", "reversed"]),
      mayReview: z.boolean(),
    })
    .optional(),
});
export type DeskChange = z.infer<typeof deskChange>;

/** POST /api/desk/changes/:id/review → the change: a third person's look at a rule. */
export const ruleReview = z.object({ outcome: z.enum(["stands", "reversed"]) });

/**
 * POST /api/desk/changes/:id/proposal → the change, its proposal signed. 403 `not-signed`: the caller's
 * desk key did not sign its `toSign`.
 */
export const changeProposal = z.object({ signature: deskSignature });

/** POST /api/desk/changes/:id/decision → the change */
export const changeDecision = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("confirmed"), signature: deskSignature }),
  z.object({ outcome: z.enum(["declined", "withdrawn"]) }),
]);

export const registeredAuthority = z.object({
  id: uuid,
  series: uuid,
  name: z.string(),
  kind: z.enum(["country", "state", "union"]),
  home: placeCode.optional(),
  /** Of a union. Absent: an old one that named its own members, and can demand nothing. */
  union: z.enum(listedUnions).optional(),
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
  emailVerified: z.boolean(),
  roles: z.array(deskRole),
  liaisonTo: z.array(uuid),
  secondFactor: z.boolean(),
  /** SHA-256 of their desk key, in hexadecimal. */
  key: z.string().optional(),
  /** When they can approve for the first time, if that is to come. */
  approvesFrom: moment.optional(),
  /** When they can decide an appeal for the first time, if that is to come. */
  hearsFrom: moment.optional(),
  /** When their desk key signs for the first time, if that is to come: three days after its entry. */
  signsFrom: moment.optional(),
  /** Their roles came back with a restored database, and make no order until they are given again. */
  isBroughtBack: z.boolean(),
});
export type StaffMember = z.infer<typeof staffMember>;

export const shortage = z.enum([
  "no-intake",
  "no-call-back",
  "no-refusals",
  "no-orders",
  "no-sources",
  "no-appeals",
]);

/** GET /api/desk: the caller, what the desk can't do, and what waits. */
export const deskOverview = z.object({
  you: staffMember.extend({
    /** Whether this session is surely outside a jurisdiction can't be said here; see each order. */
    sessionEndsAt: moment,
  }),
  shortages: z.array(shortage),
  requests: z.array(requestSummary),
  openChanges: z.number().int(),
  openAppeals: z.number().int(),
  /** Contests that the caller can answer. */
  openContests: z.number().int(),
  openReports: z.number().int(),
});
export type DeskOverview = z.infer<typeof deskOverview>;

/** GET /api/desk/register: everyone of the desk may read it. */
export const deskRegister = z.object({
  authorities: z.array(registeredAuthority),
  disputed: z.array(z.object({ place: placeCode, source: z.string(), since: day })),
  staff: z.array(staffMember),
  /** Those that are open, and the newest of those that are decided. */
  changes: z.array(deskChange),
  /** The operator's location data that wait: they would move someone into an order's places. */
  geofeed: z.object({ digest: sha256, says: z.string() }).optional(),
});
export type DeskRegister = z.infer<typeof deskRegister>;

/** GET /api/admin/staff. POST /api/admin/staff-changes proposes; POST …/:id/withdrawal. */
export const deskStaff = z.object({
  staff: z.array(staffMember),
  changes: z.array(deskChange),
  shortages: z.array(shortage),
  /** How many reports of abuse wait: never what one says. */
  openReports: z.number().int(),
});
export type DeskStaff = z.infer<typeof deskStaff>;

/**
 * GET /api/account/proposed-roles: roles of the desk for which the caller was proposed. POST …/:id/key
 * with a new desk key → 204: accepted. 403 `wrong-password`: it isn't the caller's;
 * `not-signed`: the key did not sign this.
 */
export const ownProposal = z.object({
  /** Of the change. */
  id: uuid,
  roles: z.array(deskRole),
  proposedAt: moment,
  /**
   * `has-key`: nothing is left to do. `verify-first`: mail goes out here, and their address is not
   * verified. `make-key`: they make a desk key, and sign `toSign` with it.
   */
  next: z.enum(["has-key", "verify-first", "make-key"]),
  toSign: toSign.optional(),
  /** With `has-key`: SHA-256 of the key by which they will sign. */
  key: sha256.optional(),
  /** With `has-key`: when it takes effect by itself; absent: never without a second person. */
  waitsUntil: moment.optional(),
  /** SHA-256 of their present key, whose place a new one takes. */
  replaces: sha256.optional(),
});
export type OwnProposal = z.infer<typeof ownProposal>;
