import { z } from "zod";

/**
 * POST /api/setup: exchanges the one-time set-up link (its fragment) for the operator's session, a
 * cookie. 204; 401 `unauthorized` for a link that never was; 409 `conflict` for one used already.
 */
export const setupInput = z.object({ token: z.string().min(1).max(200) });

/** GET /api/session; DELETE /api/session signs out (204). */
export const session = z.object({ operator: z.boolean() });
export type Session = z.infer<typeof session>;
