import { z } from "zod";

/** POST /api/desk/text-removals → 201: proposes that a text of the public log is no longer shown. */
export const textRemovalInput = z.object({
  /** The place in the log of the entry that tells it. */
  entry: z.number().int().min(0),
  text: z.enum([
    ...(["authority", "reason", "law", "says", "what", "forcedBy"] as const),
    ...(["demand", "translation"] as const),
  ]),
  ground: z.enum(["court-order", "unlawful", "personal-data", "mistake"]),
});
export type TextRemovalInput = z.infer<typeof textRemovalInput>;

/** GET /api/desk/text-removals: those that wait for another person. */
export const textRemoval = textRemovalInput.extend({ id: z.uuid() });
export type TextRemoval = z.infer<typeof textRemoval>;

/** POST /api/desk/text-removals/{id}/decision → 204. Once it is confirmed, nobody can show the text any more. */
export const textRemovalDecision = z.object({ outcome: z.enum(["confirmed", "declined"]) });
