import { z } from "zod";
import { placeCode, problem, refusal, sureness } from "./problem.ts";
import { occupancy } from "./rooms.ts";
import { rule, ruleInput } from "./rules.ts";
import { inertText } from "./text.ts";

/** `abc-defg-hij`: what stands in a meeting's link. Unguessable, no meaning. */
export const meetingCode = z.string().regex(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/);

export const meetingInput = z.object({
  title: inertText(200),
  /** Scheduled start, ISO 8601 UTC; absent: now. */
  startsAt: z.iso.datetime().optional(),
  rule: ruleInput.optional(),
});
export type MeetingInput = z.infer<typeof meetingInput>;

/** POST /api/meetings (operator's session) → 201. `manageUrl` is shown once and holds the secret in its fragment. */
export const meetingCreated = z.object({
  code: meetingCode,
  joinUrl: z.url(),
  manageUrl: z.url(),
});
export type MeetingCreated = z.infer<typeof meetingCreated>;

/** GET /api/meetings (operator's session) → list without secrets. */
export const meetingSummary = z.object({
  code: meetingCode,
  title: z.string(),
  createdAt: z.iso.datetime(),
  startsAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
});
export type MeetingSummary = z.infer<typeof meetingSummary>;

/**
 * GET /api/meetings/:code/manage with `Authorization: Bearer <management secret>`.
 * PUT …/manage/rule sets the rule; POST …/manage/rule/preview asks what it would do;
 * DELETE …/manage/rule lifts it; POST …/manage/end ends the meeting for all.
 */
export const meetingManaged = meetingSummary.extend({
  joinUrl: z.url(),
  rule: rule.optional(),
  /** The version that If-Match compares, also while no rule holds; 0: there never was one. */
  ruleVersion: z.number().int().min(0),
  ...occupancy.shape,
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      kind: z.enum(["created", "rule-set", "rule-lifted", "ended"]),
      rule: ruleInput.optional(),
    }),
  ),
});
export type MeetingManaged = z.infer<typeof meetingManaged>;

/** POST /api/meetings/:code/joins */
export const joinInput = z.object({ name: inertText(80) });

/**
 * The answer to a join. Both kinds open an event stream at `GET /api/joins/:joinId/events?key=…`
 * that lives as long as the page. A refused join is answered 403 or 451 with a problem that also has
 * `joinId` and `key` (see {@link joinRefusedProblem}): the stream then says when the door opens.
 */
export const joinAdmitted = z.object({
  joinId: z.string(),
  key: z.string(),
  /** LiveKit token, at most 10 minutes. */
  token: z.string(),
  /** The gate: what a LiveKit client gets as its URL. */
  gateUrl: z.url(),
  identity: z.string(),
  meeting: z.object({ code: meetingCode, title: z.string() }),
  /** Where this participant joins from, as the page says it. */
  place: placeCode.optional(),
  sure: sureness,
});
export type JoinAdmitted = z.infer<typeof joinAdmitted>;

/** A refused join, 403 or 451: a problem, and the stream that says when the door opens. */
export const joinRefusedProblem = problem.extend({ joinId: z.string(), key: z.string() });
export type JoinRefusedProblem = z.infer<typeof joinRefusedProblem>;

/** GET /api/meetings/:code/door: before joining: title only when this connection would be let in. */
export const door = z.object({
  code: meetingCode,
  title: z.string().optional(),
  place: placeCode.optional(),
  sure: sureness,
  startsAt: z.iso.datetime().optional(),
  ended: z.boolean(),
  refusal: refusal.optional(),
});
export type Door = z.infer<typeof door>;

/** Server-sent events on a join's stream; `event:` is `kind`, `data:` this object. */
export const joinEvent = z.discriminatedUnion("kind", [
  /** First event, and again when the reason of a refusal changes: what holds now. */
  z.object({ kind: z.literal("state"), admitted: z.boolean(), refusal: refusal.optional() }),
  /** Leave now; the reason for the screen. */
  z.object({
    kind: z.literal("removed"),
    refusal,
    status: z.union([z.literal(403), z.literal(451)]),
  }),
  /** The door is open (again): one click joins. */
  z.object({ kind: z.literal("may-return") }),
  z.object({ kind: z.literal("ended") }),
]);
export type JoinEvent = z.infer<typeof joinEvent>;
