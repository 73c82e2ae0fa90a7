import { z } from "zod";
import { requestReference } from "./desk.ts";
import { moment, uuid } from "./formats.ts";
import { evidence, placeCode } from "./problem.ts";
import { inertText } from "./text.ts";

/**
 * GET /api/desk/contests: those who await an answer to "I'm not there", without a liaison's own
 * authority. Never who; nothing is stored. At most 500 of each instance: the next ones follow as these are answered.
 */
export const deskContest = z.object({
  id: uuid,
  orderId: uuid,
  /** To which its order belongs. */
  request: requestReference,
  /** Where the sources place this person. */
  place: placeCode,
  /** What places them there, the most telling first. */
  evidence: z.array(evidence).max(3),
  /** Where their device says to be, if they let it say so. */
  devicePlace: placeCode.optional(),
  since: moment,
  /** Without an answer they are in from then on. */
  dueAt: moment,
  mayAnswer: z.enum(["yes", "no-such-role", "typed-it-in"]),
});
export type DeskContest = z.infer<typeof deskContest>;

/** POST /api/desk/contests/:id/answer → 204. `why` goes to the one who stays out. */
export const contestAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("in") }),
  z.object({ kind: z.literal("stays-out"), why: inertText(500) }),
]);
export type ContestAnswer = z.infer<typeof contestAnswer>;

/**
 * GET /api/desk/misplacements: networks from which several people were wrongly placed within a day,
 * without a liaison's own authority. Never which network; nothing is stored.
 */
export const deskMisplacement = z.object({
  id: uuid,
  request: requestReference,
  place: placeCode,
  /** Where devices and sources said it to be instead; nothing else can be put right. */
  instead: z.array(placeCode),
  /** Forgotten then. */
  closesAt: moment,
  mayAnswer: z.enum(["yes", "no-such-role", "typed-it-in"]),
});
export type DeskMisplacement = z.infer<typeof deskMisplacement>;

/**
 * POST /api/desk/misplacements/:id/answer. `correct`: moves the network to this place, one of
 * `instead`. Either answer closes it.
 */
export const misplacementAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("correct"), place: placeCode }),
  z.object({ kind: z.literal("leave") }),
]);
export type MisplacementAnswer = z.infer<typeof misplacementAnswer>;

/**
 * `waits`: as it moves people into an order's places, another person must confirm it. 409: other
 * location data wait, or nothing can be changed now.
 */
export const misplacementAnswered = z.object({ kind: z.enum(["serves", "waits", "left"]) });
