import type {
  AccountRuleInput,
  ApiKeyInput,
  PlaceSetInput,
  WebhookInput,
} from "@graticule/api/account";
import { answerOf, how, one, service } from "./client.ts";

export const listKeys = () => answerOf(service.GET("/api/account/keys", how()));

export const addKey = (body: ApiKeyInput) =>
  answerOf(service.POST("/api/account/keys", { ...how(), body }));

/** A new secret beside the old one, which works a while longer: the list says until when. */
export const rotateKey = (id: string) =>
  answerOf(service.POST("/api/account/keys/{id}/rotate", one(id)));

/** Ends a key at once. */
export const deleteKey = (id: string) =>
  answerOf(service.DELETE("/api/account/keys/{id}", one(id)));

export const listWebhooks = () => answerOf(service.GET("/api/account/webhooks", how()));

export const addWebhook = (body: WebhookInput) =>
  answerOf(service.POST("/api/account/webhooks", { ...how(), body }));

export const testWebhook = (id: string) =>
  answerOf(service.POST("/api/account/webhooks/{id}/test", one(id)));

export const deleteWebhook = (id: string) =>
  answerOf(service.DELETE("/api/account/webhooks/{id}", one(id)));

/** The account's own sets of places, and those of the service. */
export const listPlaceSets = () => answerOf(service.GET("/api/account/place-sets", how()));

export const putPlaceSet = (id: string, body: PlaceSetInput) =>
  answerOf(service.PUT("/api/account/place-sets/{id}", { ...one(id), body }));

export const deletePlaceSet = (id: string) =>
  answerOf(service.DELETE("/api/account/place-sets/{id}", one(id)));

export const lookAtAccountRule = () => answerOf(service.GET("/api/account/rule", how()));

export const setAccountRule = (body: AccountRuleInput, ifMatch: number) =>
  answerOf(service.PUT("/api/account/rule", { ...how({ ifMatch }), body }));

export const liftAccountRule = (ifMatch: number) =>
  answerOf(service.DELETE("/api/account/rule", how({ ifMatch })));
