import { z } from "zod";
import { moment } from "./formats.ts";
import { hostRole, knockSays, meetingDoor, meetingDoorInput, roomView } from "./hosting.ts";
import { keysEvent } from "./keys.ts";
import { placeCode, problem, refusal, seenFrom } from "./problem.ts";
import { occupancy } from "./rooms.ts";
import { limitInForce, orderInForce, rule, ruleInput } from "./rules.ts";
import { inertText } from "./text.ts";

/** `abc-defg-hij`: what stands in a meeting's link. Unguessable, no meaning. */
export const meetingCode = z.string().regex(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/);

/** How a meeting repeats, in its own time zone. Neither `count` nor `until`: without end. */
export const repetition = z.object({
  every: z.enum(["day", "week", "month"]),
  /** Every so many days, weeks or months. */
  interval: z.number().int().min(1).max(52).default(1),
  count: z.number().int().min(2).max(500).optional(),
  until: moment.optional(),
});
export type Repetition = z.infer<typeof repetition>;

/**
 * Whether only those inside have the keys. What they share is in the fragment of the meeting's
 * link, added by the maker: 32 random bytes in base64url, the seed of `linkKey`.
 */
export const encryption = z.enum(["end-to-end", "off"]);
export type Encryption = z.infer<typeof encryption>;

/**
 * Whether LiveKit's native clients may join an encrypted meeting, given its keys. Frames are then
 * in LiveKit's own format, else in SFrame (RFC 9605), which binds each frame to sender, use and
 * counter. Fixed at creation. Absent: false.
 */
const nativeClients = z.boolean();

/**
 * The public key of an encrypted meeting's link, 32 bytes in base64url, by which this service knows
 * who has the link. Its private part (Ed25519, RFC 8032) is HKDF-SHA-256 (RFC 5869) of the seed in
 * the fragment, without salt, with info `Graticule link key 1`.
 */
export const linkKey = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);

/**
 * Makes an encrypted meeting *vouched*: its link ends in `~` and this, the first 16 bytes of
 * SHA-256 of the host's Ed25519 public key in base64url. Members believe only vouchers by that key,
 * or by one that it lets vouch.
 */
export const hostHash = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/);

/**
 * A region of the operator's list of media servers, in which the one of the meeting has to be. This says
 * where servers stand, not people, and limits no one: people's own providers route as they do.
 */
export const mediaRegion = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** When a meeting is; without `startsAt`: now, and whenever someone comes. */
const schedule = {
  /** Scheduled start of the first occurrence, ISO 8601 UTC. */
  startsAt: moment.optional(),
  durationMinutes: z.number().int().min(5).max(1_440).optional(),
  /** IANA name; what "every week at nine" means when clocks change. */
  timeZone: z.string().max(64).optional(),
  repeat: repetition.optional(),
};

export const meetingInput = z.object({
  title: inertText(200),
  ...schedule,
  /** Absent: the account's default is copied, else the service's. `null`: no rule at all. */
  rule: ruleInput.nullable().optional(),
  door: meetingDoorInput.optional(),
  /** Absent: `off`. */
  encryption: encryption.optional(),
  nativeClients: nativeClients.optional(),
  /** With `end-to-end`, which needs it. */
  linkKey: linkKey.optional(),
  /** Makes it vouched, with `end-to-end`, for good. */
  hostHash: hostHash.optional(),
  /** One of `mediaServers.regions`. Absent: any. */
  mediaRegion: mediaRegion.optional(),
});
export type MeetingInput = z.infer<typeof meetingInput>;

/** POST /api/meetings (a session) → 201. `manageUrl` is shown once: its fragment is the secret. */
export const meetingCreated = z.object({
  code: meetingCode,
  joinUrl: z.url(),
  manageUrl: z.url(),
});
export type MeetingCreated = z.infer<typeof meetingCreated>;

/** POST /api/meetings/:code/manage/link, by the link itself or the owner; ends the old link. */
export const manageLink = z.object({ manageUrl: z.url() });

/** GET /api/meetings (a session): the account's own, without secrets. */
export const meetingSummary = z.object({
  code: meetingCode,
  title: z.string(),
  createdAt: moment,
  ...schedule,
  /** Start of the occurrence that is next or runs now; absent: not scheduled, or all are over. */
  nextStartsAt: moment.optional(),
  /** Someone is inside now. */
  inProgress: z.boolean(),
  encryption,
  endedAt: moment.optional(),
  /** When everything of it is deleted by itself, as things stand. */
  deletedAt: moment.optional(),
});
export type MeetingSummary = z.infer<typeof meetingSummary>;

/** PATCH …/manage: times and encryption only while nobody is inside (409). DELETE: at once. */
export const meetingChange = z.object({
  title: inertText(200).optional(),
  startsAt: schedule.startsAt.nullable(),
  durationMinutes: schedule.durationMinutes.nullable(),
  timeZone: schedule.timeZone.nullable(),
  repeat: schedule.repeat.nullable(),
  /** `end-to-end` where the meeting has no `linkKey` yet: with one. */
  encryption: encryption.optional(),
  /** Of a new link. Holders of the old one no longer share keys with those of the new. */
  linkKey: linkKey.optional(),
  /** Of a vouched meeting, with the `linkKey` of its new link. No other meeting has one. */
  hostHash: hostHash.optional(),
  /** 409 with the reason `media-region`: none is up there now. Those inside move to one there. */
  mediaRegion: mediaRegion.nullable().optional(),
});
export type MeetingChange = z.infer<typeof meetingChange>;

/**
 * GET /api/meetings/:code/manage, by `Authorization: Bearer <management secret>`, the owner's
 * session, or `Authorization: Join <joinId>.<key>` of someone inside who may act as host. PUT
 * …/manage/rule sets the rule, DELETE lifts it; POST …/rule/preview asks what it would do,
 * …/rule/own-effect what to the caller (before there is a meeting: POST /api/meetings/own-effect).
 * POST …/manage/end ends the meeting.
 */
export const meetingManaged = meetingSummary.extend({
  joinUrl: z.url(),
  /** By which a page tells whether the link that it keeps is this meeting's. */
  linkKey: linkKey.optional(),
  /** The same of who vouches in it. Absent: the meeting is not vouched. */
  hostHash: hostHash.optional(),
  /** The meeting's own rule. */
  rule: rule.optional(),
  /** The version that If-Match compares, also while no rule holds; 0: there never was one. */
  ruleVersion: z.number().int().min(0),
  /** What the account and the service limit beside it. */
  otherLimits: z.array(limitInForce),
  /** The orders that hold now. */
  orders: z.array(orderInForce),
  door: meetingDoor,
  /** Whether this service can see the path of sound and picture, and a door can require it. */
  secondCheck: z.enum(["possible", "impossible"]),
  mediaServers: z.object({
    /** In which there are media servers, where there is a choice; otherwise empty. */
    regions: z.array(mediaRegion),
    /**
     * Absent: any. While it is `down`, or `unlisted` because the operator has no servers there any
     * more, no one can join: 503 `cannot-check` with the reason `media-region`.
     */
    chosen: z.object({ region: mediaRegion, state: z.enum(["up", "down", "unlisted"]) }).optional(),
  }),
  ...occupancy.shape,
  /** The counts by place are refreshed each minute: this is when. */
  asOf: moment,
  history: z.array(
    z.object({
      at: moment,
      kind: z.enum([
        ...(["created", "rule-set", "rule-lifted", "previewed", "ended"] as const),
        ...(["co-host-named", "co-host-ended", "pass-made", "pass-taken-back"] as const),
        ...(["removed", "removed-for-good", "allowed-again", "sent-to-lobby"] as const),
        ...(["locked", "unlocked", "lobby-set", "lobby-lifted", "second-check-changed"] as const),
      ]),
      /** As what someone did it, never who; `service`: under its terms. Absent: not known. */
      by: z.enum(["host", "co-host", "acting", "service"]).optional(),
      /** Of `rule-set` and `previewed`. */
      rule: ruleInput.optional(),
    }),
  ),
});
export type MeetingManaged = z.infer<typeof meetingManaged>;

/**
 * Why someone waits in the lobby. `sent-back`: by the host. `terms`: removed by the service after a
 * report from inside; the host may readmit them. `media-path`: the host wants the path of sound and
 * picture seen, and it is not yet.
 */
export const held = z.object({
  because: z.enum(["lobby", "locked", "cannot-tell", "sent-back", "terms", "media-path"]),
  /** "Where are you joining from now?": the answer goes with `enter`. */
  ask: z.boolean(),
  ...seenFrom.shape,
});
export type Held = z.infer<typeof held>;

/** The gate's refusal of a connection. `held`: it waits in the lobby. */
export const gateProblem = problem.extend({ held: held.optional() });
export type GateProblem = z.infer<typeof gateProblem>;

/** POST /api/meetings/:code/joins. Host: the management secret or the owner's session. */
export const joinInput = z.object({ name: inertText(80), pass: z.string().max(200).optional() });
export type JoinInput = z.infer<typeof joinInput>;

/**
 * POST /api/joins/:joinId/enter with `Authorization: Bearer <key>`: the same join asks again, under
 * the same name and identity, and is answered like a join. POST …/leave (204) forgets it.
 */
export const enterInput = z.object({ stated: placeCode.optional() });

/**
 * POST /api/joins/:joinId/beacon with `Authorization: Bearer <key>`: an SDP offer with one data
 * channel, answered with this service's ICE candidates. While the connection is open the service
 * sees where its packets come from; no data is exchanged. No SDP in the answer: none is wanted.
 */
export const beaconOffer = z.object({ sdp: z.string().max(20_000) });
export const beaconAnswer = z.object({ sdp: z.string().optional() });

/**
 * POST /api/joins/:joinId/contest with `Authorization: Bearer <key>`: "I'm not there", to an order.
 * With independent support they are in at once; else the desk answers until `dueAt`, and no answer
 * means in. `devicePlace`: the device's own place, the last resort. 409 `conflict`: no order keeps
 * this one out.
 */
export const contestInput = z.object({ devicePlace: placeCode.optional() });
/** `orderId`: to which order it was said, since it answers no other. */
const saidTo = { orderId: z.string() };
export const contestState = z.discriminatedUnion("kind", [
  /** The page enters by itself. */
  z.object({ kind: z.literal("in"), ...saidTo }),
  z.object({ kind: z.literal("waits"), ...saidTo, dueAt: moment }),
  /** Someone of the desk answered, and why. */
  z.object({ kind: z.literal("stays-out"), ...saidTo, why: z.string() }),
]);
export type ContestState = z.infer<typeof contestState>;

/** Between two knocks of one join, or between a decline and the next showing to the host. */
export const knockCooldownMs = 120_000;

/**
 * POST /api/joins/:joinId/knock with `Authorization: Bearer <key>`: asks the host, if a rule keeps
 * out. The host sees name, words and `says`, never a place. 204; 409 `conflict`: an order keeps
 * out, which no host can open.
 */
export const knockInput = z.object({ says: knockSays.optional(), text: inertText(200).optional() });

/** 200, 202, 403 or 451, each with an event stream: `GET /api/joins/:joinId/events`. */
export const joinAdmitted = z.object({
  joinId: z.string(),
  key: z.string(),
  /** LiveKit token, at most 10 minutes. */
  token: z.string(),
  /** The gate: what a LiveKit client gets as its URL. */
  gateUrl: z.url(),
  identity: z.string(),
  name: z.string(),
  role: hostRole,
  meeting: z.object({ code: meetingCode, title: z.string(), encryption, nativeClients }),
  ...seenFrom.shape,
});
export type JoinAdmitted = z.infer<typeof joinAdmitted>;

/** 202: the lobby. `title`: only where the host's door alone holds them, not a limit. */
export const joinHeld = z.object({
  joinId: z.string(),
  key: z.string(),
  held,
  title: z.string().optional(),
});
export type JoinHeld = z.infer<typeof joinHeld>;

/** A refused join, 403 or 451: a problem, and the stream that says when the door opens. */
export const joinRefusedProblem = problem.extend({ joinId: z.string(), key: z.string() });

/** Who closed a meeting; if the service did, the problem `ended` has the reason `terms`. */
const endedBy = z.enum(["host", "service"]);
export type EndedBy = z.infer<typeof endedBy>;

/** The pass in someone's link. `valid`: it lets them in against the meeting's own rule. */
const doorPass = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("valid"),
    /** For whom the host made it. */
    name: z.string(),
    /** Someone came by it, and loses it to the next one. */
    used: z.boolean(),
  }),
  z.object({ kind: z.literal("gone") }),
]);

/** The header in which a look at the door brings a pass: never in the address, which logs keep. */
export const passHeaders = z.object({ "graticule-pass": z.string().max(200).optional() });

/**
 * GET /api/meetings/:code/door: what would be decided of this connection now, also days before.
 * Nothing is stored. `title`: only where no limit refuses this connection or is in doubt.
 */
export const door = z.object({
  code: meetingCode,
  title: z.string().optional(),
  encryption,
  ...seenFrom.shape,
  startsAt: moment.optional(),
  ended: z.boolean(),
  /** Of an ended one: its host, or this service (also by suspending the account). */
  endedBy: endedBy.optional(),
  refusal: refusal.optional(),
  /** Would wait in the lobby. */
  held: held.optional(),
  /** Of a look that brought one. */
  pass: doorPass.optional(),
  /** What holds and who decided it; for those who would be let in or held. */
  limits: z.array(limitInForce),
  /** To the same: an order of a government is in force here; never for whom, nor where. */
  limitedByOrder: z.literal(true).optional(),
});
export type Door = z.infer<typeof door>;

/** Server-sent events on a join's stream; `event:` is `kind`, `data:` this object. */
export const joinEvent = z.discriminatedUnion("kind", [
  /** First event, and again when the reason changes: what holds now. */
  z.object({
    kind: z.literal("state"),
    admitted: z.boolean(),
    refusal: refusal.optional(),
    held: held.optional(),
    /** With a refusal: what they have said to it. A restart or long absence forgets it. */
    said: z.enum(["knock", "not-there", "nothing"]).optional(),
  }),
  /** Leave now, as any participant would; the reason for the screen. */
  z.object({
    kind: z.literal("removed"),
    refusal,
    status: z.union([z.literal(403), z.literal(451)]),
  }),
  /**
   * To one inside alone: an order keeps them out from `at` on, as `refusal` says. A `state` that
   * lets in takes it back. Other clients get this as a data packet on topic `graticule`.
   */
  z.object({ kind: z.literal("notice"), refusal, at: moment }),
  /**
   * To one inside alone: this service muted them under its terms; they can unmute. Other clients
   * get this as a data packet on topic `graticule`.
   */
  z.object({ kind: z.literal("muted") }),
  /** To one inside alone: where they seem to join from, when that has changed. */
  z.object({ kind: z.literal("place"), ...seenFrom.shape }),
  /**
   * To those inside: the call moves to another media server. Connect again at once, and keep the
   * old connection until the new one plays: it is ended after 15 seconds.
   */
  z.object({ kind: z.literal("moving") }),
  /** Answer with POST /api/joins/:joinId/here at once: your packets come from somewhere else. */
  z.object({ kind: z.literal("where") }),
  /** Every second: a page that hears nothing for two and a half reopens the stream. */
  z.object({ kind: z.literal("beat") }),
  /** Leave now: another page follows this join. Only to pages named in the query (`page`). */
  z.object({ kind: z.literal("elsewhere") }),
  /** Leave now: the host, or this service under its terms, put you into the lobby. */
  z.object({ kind: z.literal("sent-back"), held }),
  /** The door is open (again): the page enters by itself. */
  z.object({ kind: z.literal("may-return") }),
  /** What became of "I'm not there", said to an order. */
  z.object({ kind: z.literal("contest"), contest: contestState }),
  /** The host answered a knock with no. */
  z.object({ kind: z.literal("knock-declined") }),
  /** To those inside: who may do what, and for hosts who waits. */
  z.object({ kind: z.literal("room"), room: roomView }),
  z.object({ kind: z.literal("ended"), by: endedBy }),
  /** To those inside a meeting that is encrypted end to end: see keys.ts. */
  z.object({ kind: z.literal("keys"), keys: keysEvent }),
]);
export type JoinEvent = z.infer<typeof joinEvent>;
