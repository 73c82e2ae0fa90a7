import { z } from "zod";
import { demandKind, ground } from "./desk.ts";
import { moment, uuid } from "./formats.ts";
import { placeCode } from "./problem.ts";

/** GET /api/meetings/:code/manage/notices (as …/manage), newest first. */
export const hostNotice = z.object({
  id: z.number().int(),
  at: moment,
  kind: z.enum([
    "request-received",
    "request-corrected",
    "request-answered",
    "request-returned",
    "request-rejected",
    "order-began",
    "order-ended",
    "appeal-decided",
    "terms-act",
  ]),
  /** The request's number in the public log. */
  request: z.number().int().optional(),
  /** Absent while it is sealed; of a request without a seal: the sender is not in the register. */
  authority: z.string().optional(),
  law: z.string().optional(),
  reason: z.string().optional(),
  sealedUntil: moment.optional(),
  /**
   * What was demanded and what was answered; without `answer`: not yet. Of a corrected request that
   * no longer names the meeting: none.
   */
  demands: z.array(
    z.object({ kind: demandKind, answer: z.string().optional(), ground: ground.optional() }),
  ),
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
