import { z } from "zod";
import { day, moment } from "./formats.ts";
import { placeCode } from "./problem.ts";
import { logState, readiness, source } from "./rooms.ts";
import { ruleInput } from "./rules.ts";
import { signUpMode } from "./session.ts";
import { inertText, quotableText } from "./text.ts";

const mailKind = z.enum(["smtp", "mailbox"]);

/** GET, PUT /api/admin/settings (administrator's session). */
export const settings = z.object({
  signUp: signUpMode,
  /** How the service calls itself to those who get mail from it. */
  serviceName: inertText(60),
  /** Shown on the page on the process and where someone can't get further. */
  contact: inertText(300).optional(),
  /** Other names of places, by code, as the operator wants them shown. */
  placeNames: z.record(placeCode, inertText(80)),
});
export type Settings = z.infer<typeof settings>;

/** GET /api/settings: what every page needs, for everyone. */
export const publicSettings = settings
  .pick({ serviceName: true, contact: true, placeNames: true })
  .extend({
    /** `mailbox`: there is no mail server, and the administrator passes e-mails on. */
    mail: mailKind,
  });
export type PublicSettings = z.infer<typeof publicSettings>;

const ok = z.enum(["ok", "failing"]);

/** GET /api/admin/status: counts and reasons, never a person. */
export const liveFigures = z.object({
  signalling: z.number().int(),
  pages: z.number().int(),
  meetingsInUse: z.number().int(),
});
export const eventCounts = z.array(z.object({ name: z.string(), count: z.number().int() }));

/** One of several instances. */
export const instanceStatus = z.object({
  /** Where the other instances reach it: host and port. */
  address: z.string(),
  /** Whether it is the one that answers this request. */
  isThis: z.boolean(),
  /** It takes no rooms: it is about to stop, or has not begun to serve. */
  draining: z.boolean(),
  /** How long ago the answering instance saw its last beat. */
  beatSecondsAgo: z.number().int(),
  /** Rooms that it owns. Absent here and below: the database can't be asked now. */
  rooms: z.number().int().optional(),
  roles: z.array(z.enum(["orders", "location"])).optional(),
  /** Absent: it didn't answer within a second. */
  said: z
    .object({
      version: z.string(),
      startedAt: moment,
      serves: readiness.shape.status,
      /** People inside the rooms that it owns. */
      people: z.number().int(),
      /** SHA-256 of the location tables by which it decides. */
      location: z.string().optional(),
    })
    .optional(),
});
export type InstanceStatus = z.infer<typeof instanceStatus>;

/** One of several media engines, as the answering instance sees it. */
export const engineStatus = z.object({
  id: z.string(),
  region: z.string().optional(),
  state: z.enum(["open", "draining", "silent"]),
  rooms: z.number().int().optional(),
  /** As the instances that answered say. */
  people: z.number().int(),
});
export type EngineStatus = z.infer<typeof engineStatus>;

export const serviceStatus = z.object({
  version: z.string(),
  startedAt: moment,
  engine: z.object({
    state: ok,
    kind: z.enum(["embedded", "external"]),
    rooms: z.number().optional(),
  }),
  database: z.object({
    state: ok,
    kind: z.enum(["embedded", "external"]),
    /** When it was restored last, as far as that was recorded or noticed. */
    restoredAt: moment.optional(),
    /** Age of the rooms' last whole snapshot. */
    snapshotAgeSeconds: z.number().optional(),
  }),
  log: logState,
  /** Whether mail goes out by SMTP, or into the mailbox page. */
  mail: mailKind,
  /** Desk keys that sign nothing, as they were made for other host names than the service's own. Absent: none. */
  deskKeysElsewhere: z.object({ hosts: z.array(z.string()), keys: z.number().int() }).optional(),
  /**
   * `detail`: what is wrong with one, and what to do. `held`: newer data changed suddenly and wait
   * until an administrator lets them be used.
   */
  sources: z.array(source.extend({ detail: z.string().optional(), held: z.boolean() })),
  /** Here and below: of all instances that answered. */
  live: liveFigures,
  /** Since the start, by the counters' own names. */
  counts: eventCounts,
  /** Absent: this service has one instance. */
  cluster: z
    .object({ instances: z.array(instanceStatus), engines: z.array(engineStatus) })
    .optional(),
});
export type ServiceStatus = z.infer<typeof serviceStatus>;

/** POST /api/admin/invitations → 201; GET lists those that are open; DELETE /:id takes one back. */
export const invitationInput = z.object({
  email: z.email().max(254).optional(),
  note: inertText(100).optional(),
});
export const invitation = z.object({
  id: z.string(),
  /** As it was taken. */
  email: z.string().optional(),
  note: z.string().optional(),
  createdAt: moment,
  expiresAt: moment,
});
export type Invitation = z.infer<typeof invitation>;
/**
 * `url` is shown once: its fragment holds the secret. `letter`: what became of the e-mail. `none`:
 * no address was given. `kept`: there is no mail server, and it is in the mailbox. `not-yet`: the
 * server has not taken it, and it is tried again for a while.
 */
export const invitationCreated = invitation.extend({
  url: z.url(),
  letter: z.enum(["none", "sent", "kept", "not-yet", "given-up"]),
});
export type InvitationCreated = z.infer<typeof invitationCreated>;

/** How many people a page of the list has. */
export const peopleAPage = 50;

/**
 * GET /api/admin/people: everyone with an account, by name. `search`: part of a name or an e-mail
 * address. Read-only: accounts are changed by their owners, or by two people (POST
 * /api/safety/acts).
 */
export const peopleQuery = z.object({
  search: z.string().max(254).optional(),
  /** The first is 1. */
  page: z.coerce.number().int().min(1).max(100_000).optional(),
});
export const listedPerson = z.object({
  name: z.string(),
  email: z.email(),
  emailVerified: z.boolean(),
  secondFactor: z.boolean(),
  administrator: z.boolean(),
  /** Whether they hold a role at the desk. */
  desk: z.boolean(),
  /** Under the terms of service. */
  suspended: z.boolean(),
  /** The day (UTC) when the account was made. */
  since: day,
});
export type ListedPerson = z.infer<typeof listedPerson>;
export const listedPeople = z.object({
  /** How many there are in all, of those that were looked for. */
  count: z.number().int(),
  people: z.array(listedPerson),
});
export type ListedPeople = z.infer<typeof listedPeople>;

/** GET /api/admin/mailbox: mail that no SMTP server took, newest first; in memory alone. */
export const letter = z.object({
  at: moment,
  to: z.string(),
  subject: z.string(),
  /** Absent: its link sets a new password, or leads into another person's account. */
  text: z.string().optional(),
});
export const mailbox = z.array(letter);

/** Why a rule of the whole service refuses: a closed list. */
export const platformGround = z.enum(["sanctions", "licence", "security", "own-policy"]);
export type PlatformGround = z.infer<typeof platformGround>;

/**
 * POST /api/admin/platform-rules → 201. It takes effect 7 days later, and ends at its review date.
 */
export const platformRuleInput = z.object({
  name: quotableText(100),
  ground: platformGround,
  /** At most 180 days away; past it the rule no longer holds. */
  reviewAt: moment,
  rule: ruleInput,
});
export type PlatformRuleInput = z.infer<typeof platformRuleInput>;

/** GET /api/admin/platform-rules, with those to come and those that are over. */
export const platformRule = platformRuleInput.extend({
  id: z.string(),
  enteredAt: moment,
  effectiveAt: moment,
  liftedAt: moment.optional(),
  /** Absent: it can't be read. */
  rule: ruleInput.optional(),
  /**
   * `suspended`: the database was restored after it was entered; it has to be entered again. `invalid`: the service would
   * not have entered it so, as it can't be read or would keep out more than was said. Neither has an effect.
   */
  state: z.enum(["coming", "in-force", "suspended", "invalid", "over"]),
  /** Numbers of the requests around which it was entered, from authorities whose territory it touches. */
  requests: z.array(z.number().int()),
  /** Because of a request: it waits for a third person's review. */
  waitsForReview: z.boolean(),
});
export type PlatformRule = z.infer<typeof platformRule>;

/** GET /api/platform-rules: public. `name`: absent once its words were taken down from the public log. */
export const publicPlatformRule = platformRule.extend({
  name: platformRule.shape.name.optional(),
});
export type PublicPlatformRule = z.infer<typeof publicPlatformRule>;
