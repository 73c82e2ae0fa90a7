import { z } from "zod";
import { day, moment } from "./formats.ts";
import { roomName } from "./rooms.ts";
import { placeOrGroup, ruleInput } from "./rules.ts";
import { inertText } from "./text.ts";

/** What a key may do. `join`: sign tokens that the gate takes. */
export const keyScope = z.enum(["join", "rooms:read", "rules:write"]);
export type KeyScope = z.infer<typeof keyScope>;

/** POST /api/account/keys → 201; GET lists; DELETE /:id ends one at once; POST /:id/rotate → 201. */
export const apiKeyInput = z.object({ name: inertText(60), scopes: z.array(keyScope).min(1) });
export type ApiKeyInput = z.infer<typeof apiKeyInput>;
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(keyScope),
  createdAt: moment,
  /** The day only. */
  lastUsedOn: day.optional(),
  /** Set when it was rotated: the old key works until then. */
  expiresAt: moment.optional(),
});
export type ApiKey = z.infer<typeof apiKey>;
/** The secret is shown once. */
export const apiKeyCreated = apiKey.extend({ secret: z.string() });
export type ApiKeyCreated = z.infer<typeof apiKeyCreated>;

export const webhookEventKind = z.enum(["joined", "refused", "removed", "rule-changed"]);
export type WebhookEventKind = z.infer<typeof webhookEventKind>;

/** POST /api/account/webhooks → 201; GET lists; DELETE /:id; POST /:id/test sends a test event. */
export const webhookInput = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  events: z.array(webhookEventKind).min(1),
});
export type WebhookInput = z.infer<typeof webhookInput>;
/** How a delivery went. */
export const webhookDelivery = z.object({
  at: moment,
  outcome: z.enum(["delivered", "retrying", "given-up"]),
  status: z.number().optional(),
});
export const webhook = webhookInput.extend({
  id: z.string(),
  createdAt: moment,
  last: webhookDelivery.optional(),
});
export type Webhook = z.infer<typeof webhook>;
export const webhookCreated = webhook.extend({ secret: z.string() });
export type WebhookCreated = z.infer<typeof webhookCreated>;

/**
 * The body of a webhook, signed (see docs/webhooks.md). Never a place beside an identity: `joined`
 * and `removed` say who and no place; `rule-changed` says places and no one. Nothing tells of an order: `refused`
 * and `removed` are a rule's or a host's doing, and who an order takes out has left, as far as webhooks say.
 */
export const webhookEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("joined"),
    id: z.string(),
    at: moment,
    room: roomName,
    identity: z.string(),
  }),
  z.object({
    kind: z.literal("refused"),
    id: z.string(),
    at: moment,
    room: roomName,
    status: z.literal(403),
  }),
  z.object({
    kind: z.literal("removed"),
    id: z.string(),
    at: moment,
    room: roomName,
    identity: z.string(),
  }),
  z.object({
    kind: z.literal("rule-changed"),
    id: z.string(),
    at: moment,
    room: roomName.optional(),
    rule: ruleInput.optional(),
  }),
  z.object({ kind: z.literal("test"), id: z.string(), at: moment }),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/**
 * A named, dated set of places of one's own. GET /api/account/place-sets also lists the service's own
 * (the operator's, such as a sanctions list). PUT /api/account/place-sets/:id, DELETE likewise; the
 * service's own are written below /api/admin/place-sets. A set is copied into a rule when it is
 * chosen: a later change of the set changes no rule.
 */
export const placeSetInput = z.object({
  name: inertText(60),
  /** The day that the list is from. */
  dated: day,
  places: z.array(placeOrGroup).min(1).max(1_000),
});
export const placeSet = placeSetInput.extend({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  tier: z.enum(["account", "platform"]),
});
export type PlaceSet = z.infer<typeof placeSet>;
export type PlaceSetInput = z.infer<typeof placeSetInput>;

/**
 * GET, PUT /api/account/rule. `default`: copied into each new meeting, and then that meeting's own;
 * rooms of backends without a rule of their own have it too. `locked`: a limit of all the account's
 * meetings and rooms, beside their own rules.
 */
export const accountRuleInput = z.object({ mode: z.enum(["default", "locked"]), rule: ruleInput });
export type AccountRuleInput = z.infer<typeof accountRuleInput>;
export const accountRule = z.object({
  version: z.number().int().min(0),
  held: accountRuleInput.extend({ setAt: moment }).optional(),
  /** What a new meeting gets where the account has no default: the service's, if it has one. */
  serviceDefault: ruleInput.optional(),
});
export type AccountRule = z.infer<typeof accountRule>;
