import { z } from "zod";
import { colleague } from "./desk.ts";
import { moment, uuid } from "./formats.ts";

/** POST /api/desk/text-removals → 201: proposes to take down a text of the public log. */
export const textRemovalInput = z.object({
  /** The place in the log of the entry that tells it. */
  entry: z.number().int().min(0),
  text: z.enum([
    ...(["authority", "reason", "law", "says", "what", "forcedBy"] as const),
    ...(["demand", "translation", "title", "beyondWhy"] as const),
    ...(["makers", "name"] as const),
  ]),
  ground: z.enum(["court-order", "unlawful", "personal-data", "mistake"]),
});
export type TextRemovalInput = z.infer<typeof textRemovalInput>;

export const textRemovalMade = z.object({ id: uuid });

/** GET /api/desk/text-removals: those that wait for another person. */
export const textRemoval = textRemovalInput.extend({
  id: uuid,
  /** The text that would go, as everyone still reads it. */
  says: z.string(),
  proposedBy: colleague,
  proposedAt: moment,
  mayConfirm: z.enum(["yes", "no-such-role", "proposed-it", "too-new"]),
  mayDecline: z.boolean(),
});
export type TextRemoval = z.infer<typeof textRemoval>;

/** POST /api/desk/text-removals/{id}/decision → 204. Confirmed, the text is gone for good. */
export const textRemovalDecision = z.object({ outcome: z.enum(["confirmed", "declined"]) });

/** GET /log/text/{entry}/{name}.json: the opening of the text's commitment. */
export const logText = z.object({ salt: z.string(), value: z.string() });
