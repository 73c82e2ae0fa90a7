import { z } from "zod";
import { requestReference } from "./desk.ts";
import { moment, uuid } from "./formats.ts";
import { evidence, placeCode } from "./problem.ts";
import { inertText } from "./text.ts";

/**
 * GET /api/desk/contests: those who say to an order that they are not there and wait for an answer, without
 * those against an authority to which one is a liaison. Never who; nothing of it is stored.
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

/** POST /api/desk/contests/:id/answer → 204. Whoever stays out is told why, in these words. */
export const contestAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("in") }),
  z.object({ kind: z.literal("stays-out"), why: inertText(500) }),
]);
export type ContestAnswer = z.infer<typeof contestAnswer>;

/**
 * GET /api/desk/misplacements: networks of which more than one person was let in who had been placed in this place,
 * within a day; without those against an authority to which one is a liaison. Never which network; nothing is stored.
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
 * POST /api/desk/misplacements/:id/answer. `correct`: the whole network is in this place from now on, one of
 * `instead`. `leave`: nothing is done. Both close it, and it is forgotten.
 */
export const misplacementAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("correct"), place: placeCode }),
  z.object({ kind: z.literal("leave") }),
]);
export type MisplacementAnswer = z.infer<typeof misplacementAnswer>;

/**
 * `waits`: it would move people into the places of an order, so it is proposed as a change of the register, which
 * another person confirms. 409: other location data wait for that, or nothing can be changed now.
 */
export const misplacementAnswered = z.object({ kind: z.enum(["serves", "waits", "left"]) });
