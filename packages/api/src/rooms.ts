import { z } from "zod";
import { familyShares } from "./agreement.ts";
import { moment } from "./formats.ts";
import { placeCode } from "./problem.ts";
import { partBand } from "./rules.ts";

/** The engine's own bound for names, in bytes of UTF-8. */
const mostBytes = 256;

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** A room's name at the engine, chosen by a backend: at most 256 bytes of UTF-8. */
export const roomName = z
  .string()
  .min(1)
  .max(mostBytes)
  .refine((name) => utf8Length(name) <= mostBytes, "A room name can have at most 256 bytes.")
  .refine(
    (name) => !/[\0\p{Cs}]/u.test(name),
    "A room name can't contain NUL or half a character.",
  );

export const placeCount = z.object({ place: placeCode, count: partBand });

/** Who is inside, by place, in bands: `cannotTell` for contested and unknown places. */
export const occupancy = z.object({
  /** Everyone inside now; service seats are not counted. */
  inside: z.number().int().min(0),
  byPlace: z.array(placeCount),
  cannotTell: partBand,
});
export type OccupancyOutput = z.infer<typeof occupancy>;

/**
 * GET /api/rooms/{room} with an API key (HTTP Basic `key:secret`). POST registers the room: 201, or
 * 200 if it was yours. Another account's room: 403 `forbidden`.
 */
export const room = occupancy.extend({
  room: z.string(),
  /** The counts by place are refreshed each minute: this is when. */
  asOf: moment,
  /** Agents, egress, ingress and SIP: whether they may come, and how many are inside. */
  serviceSeats: z.object({
    policy: z.enum(["allowed", "refused"]),
    inside: z.number().int().min(0).optional(),
  }),
});

export const roomRegistered = z.object({ room: z.string() });

/** GET /api/sources: where the location data comes from; public, since licences ask for it. */
export const source = z.object({
  id: z.string(),
  maker: z.string(),
  basis: z.enum(["measured", "registration", "operator", "declared"]),
  kind: z.enum(["country", "geofeed", "list"]),
  licence: z.string(),
  attribution: z.string(),
  state: z.enum(["fresh", "stale", "missing", "rejected"]),
  builtAt: moment.optional(),
});
export const sources = z.object({
  sources: z.array(source),
  /** The share of addresses whose place can be certain; absent: no database places anyone. */
  certain: familyShares.optional(),
});

/** `waiting`: retried automatically. `stopped`: needs a person, see docs/deploy.md. */
export const logState = z.object({
  state: z.enum(["starting", "signing", "waiting", "stopped"]),
  reason: z
    .enum(["behind", "forked", "damaged", "head-file", "key", "signature", "clock"])
    .optional(),
  /** Where it waits or stopped: the hour since which it isn't signed. */
  since: moment.optional(),
  /** What was recorded and the log could not say; each has an entry that says so. */
  setAside: z.number().int().min(0),
});
export type LogState = z.infer<typeof logState>;

/** GET /livez: the process answers. */
export const alive = z.object({ status: z.literal("ok") });

/**
 * GET /readyz: 200 while people who join can be sent here, else 503. `cannot-decide`: the database
 * has been away for so long that nobody can be let in.
 */
export const readiness = z.object({ status: z.enum(["ready", "draining", "cannot-decide"]) });
/** GET /api/in-force: whether all that was changed before the request is in force everywhere. */
export const inForceAnswer = z.object({ everywhere: z.boolean() });
export type Readiness = z.infer<typeof readiness>;

/** GET /healthz: 200 when database, engine and sources answer, else 503; not for the log. */
export const health = z.object({
  status: z.enum(["ok", "failing"]),
  database: z.enum(["ok", "failing"]),
  engine: z.enum(["ok", "failing"]),
  sources: z.enum(["ok", "failing"]),
  log: logState.shape.state,
  logReason: logState.shape.reason,
  logSince: logState.shape.since,
  logSetAside: logState.shape.setAside,
});
export type Health = z.infer<typeof health>;
