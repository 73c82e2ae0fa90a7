import { z } from "zod";
import { day } from "./formats.ts";

/**
 * GET /api/meetings/:code/manage/name (as …/manage; only from outside the call): whether the public
 * log names this meeting. `nothing-told`: its host was told of no demand about it. `not-yet`: such
 * a demand is open, or partly sealed by law. `taken-down`: by the desk. `leads-somewhere`: the title has a link, a code or a way
 * to reach someone.
 */
export const meetingName = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("cannot"),
    reason: z.enum(["nothing-told", "not-yet", "taken-down", "leads-somewhere"]),
  }),
  /** `title`: just what everyone would read. */
  z.object({ kind: z.literal("can"), title: z.string() }),
  z.object({
    kind: z.literal("named"),
    title: z.string(),
    /** UTC */
    day: day,
    /** Its place in the log; absent for the second until it has one. */
    entry: z.number().int().min(0).optional(),
  }),
]);
export type MeetingName = z.infer<typeof meetingName>;

/**
 * PUT …/manage/name: the log names the meeting from now on, by the title that was shown. 409
 * `other-title`: it has changed. 409 with another reason: it can't be named, or is (`named`).
 * DELETE takes the name back: 409 `not-named`.
 */
export const meetingNameInput = z.object({ title: z.string().max(200) });
