import { z } from "zod";
import { beyond, colleague, permit } from "./desk.ts";
import { toSign } from "./desk-keys.ts";
import { moment, uuid } from "./formats.ts";
import { placeCode } from "./problem.ts";
import { inertText, inertWords } from "./text.ts";

export const findings = z.object({
  procedure: inertWords(4_000),
  authority: inertWords(4_000),
  legality: inertWords(4_000),
  necessity: inertWords(4_000),
  rights: inertWords(4_000),
});
export type OrderFindings = z.infer<typeof findings>;

/** What an order would be: never wider than the authority's reach, one occurrence, or 7 days. */
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
  /** Needed where it goes against the advice after a look, or beyond what was asked. Public. */
  beyondWhy: inertText(500).optional(),
});
export type OrderInput = z.infer<typeof orderInput>;

const salt = z.string().regex(/^[0-9a-f]{64}$/);

/** Of the commitments to an order's texts, and to its terms. */
export const orderSalts = z.object({ reason: salt, law: salt, beyondWhy: salt, terms: salt });

/**
 * POST /api/desk/requests/:id/order-drafts with an `orderInput` → what its proposer signs. Nothing is
 * recorded: the draft goes back with the order and the signature.
 */
export const orderDraft = z.object({
  /** Of the order that is to be: as the database writes it, since it is signed. */
  id: uuid.regex(/^[0-9a-f-]+$/),
  salts: orderSalts,
});
export type OrderDraftId = z.infer<typeof orderDraft>;
export const draftedOrder = z.object({ draft: orderDraft, toSign });
export type DraftedOrder = z.infer<typeof draftedOrder>;

export const orderState = z.enum([
  "proposed",
  "not-approved",
  "waits-for-log",
  "approved",
  "suspended",
  "in-force",
  "lifted",
  "overturned",
  "lapsed",
]);

export const deskOrder = orderInput.extend({
  id: uuid,
  state: orderState,
  beyond: z.array(beyond),
  /** Disputed places inside its places, which it leaves out. */
  excepted: z.array(placeCode),
  /** Once approved: what it still reaches, without places disputed since or beyond its reach. */
  reaches: z.object({ places: z.array(placeCode), excepted: z.array(placeCode) }).optional(),
  proposedBy: colleague,
  proposedAt: moment,
  approvedBy: colleague.optional(),
  approvedAt: moment.optional(),
  endedAt: moment.optional(),
  why: z.string().optional(),
  /** An appeal is open until then. */
  appealDueAt: moment.optional(),
  /** Of the caller. */
  mayApprove: permit,
  /**
   * What the caller signs, if they may approve it or confirm it again; with the salts to check its
   * commitments by.
   */
  toSign: toSign.optional(),
  salts: orderSalts.optional(),
  mayLift: permit,
  /**
   * The database was restored after it was approved: it has no effect until one person confirms it
   * as it was proposed, and another as it was approved.
   */
  confirmation: z
    .object({
      restoredAt: moment,
      /** Where the public log says so: what is signed names it. */
      restoredEntry: z.number().int().min(0).optional(),
      proposedBy: colleague.optional(),
      mayPropose: permit,
      mayApprove: permit,
    })
    .optional(),
});
export type DeskOrder = z.infer<typeof deskOrder>;
