import { z } from "zod";

/** The database's calendar has no such year. */
const isAfterYear0 = (text: string): boolean => text >= "0001";
const year0 = { error: "There is no year 0.", abort: true };

/** ISO 8601, of UTC: `2026-11-30T12:00:00Z`. */
export const moment = z.iso.datetime().refine(isAfterYear0, year0);

/** ISO 8601, of UTC: `2026-11-30`. */
export const day = z.iso.date().refine(isAfterYear0, year0);

/** RFC 9562, as text. */
export const uuid = z.uuid();

/** Whether what people wrote of something can still be read, and until when. */
export const writtenTexts = z.object({
  /** `without-key`: what opens them is gone before its time, as after a restore without it. */
  state: z.enum(["kept", "destroyed", "without-key"]),
  /** The day on which they are or were destroyed; absent: it isn't over yet. */
  end: day.optional(),
});
export type WrittenTexts = z.infer<typeof writtenTexts>;
