import { appellants } from "@graticule/desk/appeal";
import { z } from "zod";
import { requestReference } from "./desk.ts";
import { deskSignature } from "./desk-keys.ts";
import { day, moment, uuid } from "./formats.ts";
import { placeCode } from "./problem.ts";
import { inertWords } from "./text.ts";
import { publicOrderState } from "./transparency.ts";

/**
 * POST /api/appeals → 201. Needs no account. `by`: a refused person gives their join's credentials
 * (`Authorization: Bearer <key>`, `joinId`), a host what opens the management page (`code`);
 * everyone else is the public. 404: no such order. 409 `conflict`: the order is over, or an appeal
 * is decided that heard some of the same kind, or for the public any. The public is told so, by each
 * answer below as well, once the public log tells it: a day later.
 */
export const appealInput = z.object({
  orderId: uuid,
  by: z.enum(appellants),
  joinId: z.string().max(64).optional(),
  code: z.string().max(20).optional(),
  text: inertWords(4_000),
});
export type AppealInput = z.infer<typeof appealInput>;

/**
 * `url`: the private link to follow it, shown once; its fragment holds the secret. `dueOn`: the order
 * ends on that day if nobody has decided. Never the minute: it would tell when the session ends.
 */
export const appealMade = z.object({ url: z.url(), dueOn: day });
export type AppealMade = z.infer<typeof appealMade>;

/** POST /api/appeals/status `{secret}`: where the appeal stands. */
export const appealStatusInput = z.object({ secret: z.string().min(1).max(200) });
export const appealStatus = z.object({
  madeOn: day,
  /** Absent: it is destroyed, as are reasons that are absent though someone decided. */
  text: z.string().optional(),
  state: z.enum(["open", "upheld", "overturned", "not-decided-in-time", "order-over"]),
  /** The order ends on that day if nobody has decided. */
  dueOn: day,
  reasons: z.string().optional(),
  decidedOn: day.optional(),
});
export type AppealStatus = z.infer<typeof appealStatus>;

/**
 * GET /api/orders/:id: the public part of an order whose approval is in the public log; 404: there is
 * none. Never the meeting. `over`: once the public log says so, or its last day is over. `suspended`: it
 * has no effect at present: a restoration of the database suspended it, the public log stands still, or
 * none of its places is left, after the register or the list of disputed territories changed.
 * `ahead`: until its first day.
 */
export const publicOrder = z.object({
  id: uuid,
  places: z.array(placeCode),
  excepted: z.array(placeCode),
  from: day,
  until: day,
  authority: z.string().optional(),
  law: z.string().optional(),
  reason: z.string().optional(),
  /** Which of these two people took down from the public log; absent: none. */
  takenDown: z.enum(["authority", "law", "reason"]).array().optional(),
  state: publicOrderState,
});
export type PublicOrder = z.infer<typeof publicOrder>;

/** What was written in an appeal, by whom of the three and on which day. */
export const appealStatement = z.object({
  by: z.enum(appellants),
  on: day,
  text: z.string(),
});
/** Where the next ones of the public begin; absent: there are no more. */
const publicAfter = z.number().int().optional();

/** GET /api/desk/appeals, newest first. An order has up to three cases, one after another. */
export const appealCase = z.object({
  orderId: uuid,
  /** Which case of that order, from 1. */
  no: z.number().int(),
  request: requestReference,
  openedAt: moment,
  dueAt: moment,
  /** All of the refused, all of the host, then some of the public, each in order. */
  statements: z.array(appealStatement),
  publicAfter,
  /** How far the refused and the host are read, to be said with the decision. */
  readTo: z.number().int(),
  decision: z
    .object({
      outcome: z.enum(["upheld", "overturned"]),
      reasons: z.string(),
      at: moment,
      by: z.string(),
    })
    .optional(),
  mayDecide: z.union([
    z.literal("yes"),
    z.enum([
      "no-such-role",
      "typed-it-in",
      "liaison",
      "own-meeting",
      "proposed-it",
      "approved-it",
      "handled-it",
      "decided-it",
      "too-new",
      "closed",
    ]),
  ]),
});
export type AppealCase = z.infer<typeof appealCase>;

/** GET /api/desk/appeals/:orderId/:no/public?after=N */
export const moreStatements = z.object({ statements: z.array(appealStatement), publicAfter });
export type MoreStatements = z.infer<typeof moreStatements>;

/**
 * POST /api/desk/appeals/:orderId/decision → 204. 403 `no-desk-key`, `new-key` or `not-signed`: see
 * `signed`. 409 `conflict`: also if the case has grown.
 */
export const appealDecision = z.object({
  /** Of that case, read so far: as it was listed. */
  no: z.number().int().min(1).max(3),
  readTo: z.number().int().min(0),
  outcome: z.enum(["upheld", "overturned"]),
  reasons: inertWords(4_000),
  /**
   * By the caller's desk key, of the public log's statement of this decision (see
   * packages/ledger/src/act-statement.ts). `salt`: 32 random bytes in hexadecimal, of the commitment to
   * the reasons in it. An order that stands takes it; one that ends doesn't wait for a key.
   */
  signed: z
    .object({ salt: z.string().regex(/^[0-9a-f]{64}$/), signature: deskSignature })
    .optional(),
});
export type AppealDecision = z.infer<typeof appealDecision>;
