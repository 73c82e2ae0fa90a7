import { z } from "zod";
import { day, moment } from "./formats.ts";
import { placeOrGroup } from "./problem.ts";
import { roomName } from "./rooms.ts";
import { ruleInput } from "./rules.ts";
import { inertText } from "./text.ts";

/** What a key may do. `join`: sign tokens that the gate takes. */
export const keyScope = z.enum(["join", "rooms:read", "rules:write"]);
export type KeyScope = z.infer<typeof keyScope>;

/**
 * POST /api/account/keys → 201; GET lists; DELETE /:id ends one at once; POST /:id/rotate → 201.
 */
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
  /** Stored as browsers write it, so that it holds no NUL and its scheme is in small letters. */
  url: z.url({ protocol: /^https?$/, normalize: true }).max(2_000),
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

function event<K extends string>(kind: K) {
  return z.object({ kind: z.literal(kind), id: z.string(), at: moment });
}

/**
 * The body of a webhook, signed (docs/webhooks.md). Never a place beside an identity: `joined` and
 * `removed` say who; `rule-changed` says places. Nothing tells of an order: whom one removes has
 * left, and `refused` and `removed` come of a rule or a host.
 */
export const webhookEvent = z.discriminatedUnion("kind", [
  event("joined").extend({ room: roomName, identity: z.string() }),
  event("refused").extend({ room: roomName, status: z.literal(403) }),
  event("removed").extend({ room: roomName, identity: z.string() }),
  event("rule-changed").extend({ room: roomName.optional(), rule: ruleInput.optional() }),
  event("test"),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/**
 * An account's named, dated set of places. GET /api/account/place-sets also lists the service's own
 * (such as a sanctions list), which are written below /api/admin/place-sets. PUT and DELETE
 * /api/account/place-sets/:id. A rule copies a set: later changes of the set change no rule.
 */
export const placeSetInput = z.object({
  name: inertText(60),
  /** The day that the list is from. */
  dated: day.refine(
    (day) => day >= "2000" && day < "2200",
    "This day is too long ago, or too far in the future.",
  ),
  places: z.array(placeOrGroup).min(1).max(1_000),
});
export const placeSet = placeSetInput.extend({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  tier: z.enum(["account", "platform"]),
});
export type PlaceSet = z.infer<typeof placeSet>;
export type PlaceSetInput = z.infer<typeof placeSetInput>;

/**
 * GET, PUT /api/account/rule. `default`: copied into each new meeting, and held by backends' rooms
 * without a rule. `locked`: a limit of all the account's meetings and rooms, beside their own
 * rules.
 */
export const accountRuleInput = z.object({ mode: z.enum(["default", "locked"]), rule: ruleInput });
export type AccountRuleInput = z.infer<typeof accountRuleInput>;
export const accountRule = z.object({
  version: z.number().int().min(0),
  held: accountRuleInput.extend({ setAt: moment }).optional(),
});
export type AccountRule = z.infer<typeof accountRule>;
