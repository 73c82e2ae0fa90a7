import { z } from "zod";

/** ISO 8601, of UTC: `2026-11-30T12:00:00Z`. */
export const moment = z.iso.datetime();

/** ISO 8601, of UTC: `2026-11-30`. */
export const day = z.iso.date();

/** RFC 9562, as text. */
export const uuid = z.uuid();
