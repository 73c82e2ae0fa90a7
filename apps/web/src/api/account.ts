import type { ApiKeyInput, WebhookInput } from "@graticule/api/account";
import {
  type AccountRuleInput,
  accountRule,
  apiKey,
  apiKeyCreated,
  type PlaceSetInput,
  placeSet,
  webhook,
  webhookCreated,
} from "@graticule/api/account";
import { ask, nothing } from "./client.ts";

const below = (part: string, ...rest: readonly string[]): string =>
  ["/api/account", part, ...rest.map(encodeURIComponent)].join("/");

export const listKeys = () => ask({ path: below("keys"), schema: apiKey.array() });

export const addKey = (input: ApiKeyInput) =>
  ask({ path: below("keys"), method: "POST", body: input, schema: apiKeyCreated });

/** A new secret beside the old one, which works a while longer: the list says until when. */
export const rotateKey = (id: string) =>
  ask({ path: below("keys", id, "rotate"), method: "POST", schema: apiKeyCreated });

/** Ends a key at once. */
export const deleteKey = (id: string) =>
  ask({ path: below("keys", id), method: "DELETE", schema: nothing });

export const listWebhooks = () => ask({ path: below("webhooks"), schema: webhook.array() });

export const addWebhook = (input: WebhookInput) =>
  ask({ path: below("webhooks"), method: "POST", body: input, schema: webhookCreated });

export const testWebhook = (id: string) =>
  ask({ path: below("webhooks", id, "test"), method: "POST", schema: nothing });

export const deleteWebhook = (id: string) =>
  ask({ path: below("webhooks", id), method: "DELETE", schema: nothing });

/** The account's own sets of places, and those of the service. */
export const listPlaceSets = () => ask({ path: below("place-sets"), schema: placeSet.array() });

export const putPlaceSet = (id: string, input: PlaceSetInput) =>
  ask({ path: below("place-sets", id), method: "PUT", body: input, schema: nothing });

export const deletePlaceSet = (id: string) =>
  ask({ path: below("place-sets", id), method: "DELETE", schema: nothing });

export const lookAtAccountRule = () => ask({ path: below("rule"), schema: accountRule });

export const setAccountRule = (input: AccountRuleInput, version: number) =>
  ask({ path: below("rule"), method: "PUT", body: input, ifMatch: version, schema: nothing });

export const liftAccountRule = (version: number) =>
  ask({ path: below("rule"), method: "DELETE", ifMatch: version, schema: nothing });
