import { z } from "zod";
import { colleague } from "./desk.ts";
import { moment, uuid } from "./formats.ts";

const removedText = z.object({
  /** The place in the log of the entry that tells it. */
  entry: z.number().int().min(0),
  text: z.enum([
    ...(["authority", "reason", "law", "says", "what", "forcedBy"] as const),
    ...(["demand", "translation", "title", "beyondWhy"] as const),
    ...(["makers", "name"] as const),
  ]),
  ground: z.enum(["court-order", "unlawful", "personal-data", "mistake"]),
});

/**
 * What no court order takes down for good: who asks and why, which a law can delay for a year at most,
 * what a court forced outside the product, and a title that its host made public.
 */
const keptFromCourts: readonly string[] = [
  ...["authority", "law", "reason", "beyondWhy", "demand", "translation", "what", "forcedBy"],
  "title",
];

/** Whether a text can be taken down on a ground. */
export function isGroundFor({ text, ground }: Pick<TextRemovalInput, "text" | "ground">): boolean {
  return ground !== "court-order" || !keptFromCourts.includes(text);
}

/** POST /api/desk/text-removals → 201: proposes to take down a text of the public log. */
export const textRemovalInput = removedText.refine(isGroundFor, {
  path: ["ground"],
  error:
    "No court order takes this down for good. A law can delay who asks and why, for a year at most.",
});
export type TextRemovalInput = z.infer<typeof removedText>;

export const textRemovalMade = z.object({ id: uuid });

/** GET /api/desk/text-removals: those that wait for another person. */
export const textRemoval = removedText.extend({
  id: uuid,
  /** The text that would go, as everyone still reads it. */
  says: z.string(),
  proposedBy: colleague,
  proposedAt: moment,
  mayConfirm: z.enum([
    "yes",
    "no-such-role",
    "proposed-it",
    "near-entry",
    "too-new",
    "proposal-brought-back",
    "brought-back",
    "proposer-barred",
  ]),
  mayDecline: z.boolean(),
});
export type TextRemoval = z.infer<typeof textRemoval>;

/** POST /api/desk/text-removals/{id}/decision → 204. Confirmed, the text is gone for good. */
export const textRemovalDecision = z.object({ outcome: z.enum(["confirmed", "declined"]) });

/** GET /log/text/{entry}/{name}.json: the opening of the text's commitment. */
export const logText = z.object({ salt: z.string(), value: z.string() });
