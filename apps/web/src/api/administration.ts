import { type AccountRuleInput, accountRule, type PlaceSetInput } from "@graticule/api/account";
import {
  invitation,
  invitationCreated,
  mailbox,
  type PlatformRuleInput,
  platformRule,
  type Settings,
  serviceStatus,
  settings,
} from "@graticule/api/administration";
import { ask, nothing } from "./client.ts";

const below = (part: string, ...rest: readonly string[]): string =>
  ["/api/admin", part, ...rest.map(encodeURIComponent)].join("/");

export const lookAtStatus = () => ask({ path: below("status"), schema: serviceStatus });

export const lookAtAllSettings = () => ask({ path: below("settings"), schema: settings });

export const putSettings = (input: Settings) =>
  ask({ path: below("settings"), method: "PUT", body: input, schema: nothing });

/** Invitations that nobody used yet. */
export const listInvitations = () =>
  ask({ path: below("invitations"), schema: invitation.array() });

export const invite = (input: { readonly email?: string; readonly note?: string }) =>
  ask({ path: below("invitations"), method: "POST", body: input, schema: invitationCreated });

export const takeBackInvitation = (id: string) =>
  ask({ path: below("invitations", id), method: "DELETE", schema: nothing });

export const lookAtMailbox = () => ask({ path: below("mailbox"), schema: mailbox });

/** Every rule of the whole service: those to come, in force, and over. */
export const listPlatformRules = () =>
  ask({ path: "/api/platform-rules", schema: platformRule.array() });

export const enterPlatformRule = (input: PlatformRuleInput) =>
  ask({ path: below("platform-rules"), method: "POST", body: input, schema: nothing });

export const liftPlatformRule = (id: string) =>
  ask({ path: below("platform-rules", id, "lift"), method: "POST", schema: nothing });

/** The service's default: copied into a new meeting whose account has none of its own. */
export const lookAtDefaultRule = () => ask({ path: below("rule"), schema: accountRule });

export const setDefaultRule = (rule: AccountRuleInput["rule"], version: number) =>
  ask({
    path: below("rule"),
    method: "PUT",
    body: { mode: "default", rule } satisfies AccountRuleInput,
    ifMatch: version,
    schema: nothing,
  });

export const liftDefaultRule = (version: number) =>
  ask({ path: below("rule"), method: "DELETE", ifMatch: version, schema: nothing });

export const putServicePlaceSet = (id: string, input: PlaceSetInput) =>
  ask({ path: below("place-sets", id), method: "PUT", body: input, schema: nothing });

export const deleteServicePlaceSet = (id: string) =>
  ask({ path: below("place-sets", id), method: "DELETE", schema: nothing });
