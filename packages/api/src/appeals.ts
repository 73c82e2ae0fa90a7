import { z } from "zod";
import { placeCode } from "./problem.ts";
import { inertWords } from "./text.ts";

const moment = z.iso.datetime();

/**
 * POST /api/appeals → 201. Nobody needs an account. `by`: a person who was refused gives their join's
 * credentials (`Authorization: Bearer <key>`, `joinId`), a host what opens the management page
 * (`code`); everybody else is the public. 404 where there is no such order, 409 `conflict` where its
 * appeal is decided.
 */
export const appealInput = z.object({
  orderId: z.uuid(),
  by: z.enum(["refused", "host", "public"]),
  joinId: z.string().max(64).optional(),
  code: z.string().max(20).optional(),
  text: inertWords(4_000),
});
export type AppealInput = z.infer<typeof appealInput>;

/** `url`: the private link to follow it, shown once; its fragment holds the secret. */
export const appealMade = z.object({ url: z.url(), dueAt: moment });
export type AppealMade = z.infer<typeof appealMade>;

/** POST /api/appeals/status `{secret}`: where the appeal stands. */
export const appealStatusInput = z.object({ secret: z.string().min(1).max(200) });
export const appealStatus = z.object({
  madeOn: z.iso.date(),
  text: z.string(),
  state: z.enum(["open", "upheld", "overturned", "not-decided-in-time", "order-over"]),
  /** When the order ends by itself if nobody has decided. */
  dueAt: moment,
  reasons: z.string().optional(),
  decidedAt: moment.optional(),
});
export type AppealStatus = z.infer<typeof appealStatus>;

/** GET /api/orders/:id: what everybody may know of an order in force, to appeal against it. Never the meeting. */
export const publicOrder = z.object({
  id: z.uuid(),
  places: z.array(placeCode),
  excepted: z.array(placeCode),
  from: z.iso.date(),
  until: z.iso.date(),
  authority: z.string().optional(),
  law: z.string().optional(),
  reason: z.string().optional(),
  state: z.enum(["in-force", "over"]),
});
export type PublicOrder = z.infer<typeof publicOrder>;

/** GET /api/desk/appeals, newest first. */
export const appealCase = z.object({
  orderId: z.uuid(),
  request: z.object({ id: z.uuid(), number: z.number().int() }),
  openedAt: moment,
  dueAt: moment,
  statements: z.array(
    z.object({ by: z.enum(["refused", "host", "public"]), on: z.iso.date(), text: z.string() }),
  ),
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
    z.enum(["no-such-role", "typed-it-in", "liaison", "proposed-it", "approved-it", "closed"]),
  ]),
});
export type AppealCase = z.infer<typeof appealCase>;

/** POST /api/desk/appeals/:orderId/decision → 204 */
export const appealDecision = z.object({
  outcome: z.enum(["upheld", "overturned"]),
  reasons: inertWords(4_000),
});
