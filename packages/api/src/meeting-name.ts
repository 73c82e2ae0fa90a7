import { z } from "zod";
import { day } from "./formats.ts";

/**
 * GET /api/meetings/:code/manage/name (as …/manage; nobody inside): whether the public log names this meeting.
 * `cannot`: `nothing-told`, no demand of which its host was told names it; `not-yet`, one that names it is open, or a law
 * forbids to tell something of it; `taken-down`, the desk took its name down.
 */
export const meetingName = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("cannot"),
    reason: z.enum(["nothing-told", "not-yet", "taken-down"]),
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
 * PUT …/manage/name: the log names the meeting from now on. The title is the one that was looked at: if it is another
 * by now, 409 with the reason `other-title`; where the meeting can't be named, 409 with that reason, `named` among
 * them. DELETE …/manage/name takes it back: 409 `not-named`.
 */
export const meetingNameInput = z.object({ title: z.string().max(200) });
