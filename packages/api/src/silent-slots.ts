import { z } from "zod";
import { day } from "./formats.ts";
import { branch } from "./requests.ts";

/**
 * POST /api/desk/silent-slots → 204. That a request existed which a law forbids mentioning, for a
 * sealed slot of the public log. What may not be said even once it opens is left out.
 */
export const silentSlotInput = z.strictObject({
  /** The last day on which nothing may be said, at most 366 days from now. */
  until: day,
  branch: branch.optional(),
  /** ISO 3166-1 alpha-2: of the authority. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** When it came. INVARIANT: the log can say it: what it can't say is told to be missing, and at once. */
  came: day.refine((day) => day >= "2000", "This day is too long ago.").optional(),
});
export type SilentSlotInput = z.infer<typeof silentSlotInput>;
