import type { PlaceSetInput } from "@graticule/api/account";
import type { PlatformRuleInput, Settings } from "@graticule/api/administration";
import { answerOf, how, one, service } from "./client.ts";

export const lookAtStatus = () => answerOf(service.GET("/api/admin/status", how()));

export const lookAtAgreement = () => answerOf(service.GET("/api/admin/agreement", how()));

export const compareSources = () => answerOf(service.POST("/api/admin/agreement", how()));

export const lookAtAllSettings = () => answerOf(service.GET("/api/admin/settings", how()));

export const putSettings = (body: Settings) =>
  answerOf(service.PUT("/api/admin/settings", { ...how(), body }));

/** People with an account, by name; 50 a page. */
export const listPeople = (query: { readonly search?: string; readonly page: number }) =>
  answerOf(service.GET("/api/admin/people", { ...how(), params: { query } }));

/** Invitations that nobody used yet. */
export const listInvitations = () => answerOf(service.GET("/api/admin/invitations", how()));

export const invite = (body: { readonly email?: string; readonly note?: string }) =>
  answerOf(service.POST("/api/admin/invitations", { ...how(), body }));

export const takeBackInvitation = (id: string) =>
  answerOf(service.DELETE("/api/admin/invitations/{id}", one(id)));

export const lookAtMailbox = () => answerOf(service.GET("/api/admin/mailbox", how()));

/** Every rule of the whole service: those to come, in force, and over. */
export const listPlatformRules = () => answerOf(service.GET("/api/platform-rules", how()));
/** As an administrator sees them: with names that were taken down from the public log. */
export const listEnteredRules = () => answerOf(service.GET("/api/admin/platform-rules", how()));

export const enterPlatformRule = (body: PlatformRuleInput) =>
  answerOf(service.POST("/api/admin/platform-rules", { ...how(), body }));

export const liftPlatformRule = (id: string) =>
  answerOf(service.POST("/api/admin/platform-rules/{id}/lift", one(id)));

export const putServicePlaceSet = (id: string, body: PlaceSetInput) =>
  answerOf(service.PUT("/api/admin/place-sets/{id}", { ...one(id), body }));

export const deleteServicePlaceSet = (id: string) =>
  answerOf(service.DELETE("/api/admin/place-sets/{id}", one(id)));

export const lookAtLocationSources = () =>
  answerOf(service.GET("/api/admin/location-sources", how()));

/** Downloads sources whose licences were accepted. `tokens`: makers' secrets, by source. */
export const takeLocationSources = (body: {
  readonly ids: string[];
  readonly tokens: Readonly<Record<string, string>>;
}) => answerOf(service.POST("/api/admin/location-sources", { ...how(), body }));

export const stopLocationSource = (id: string) =>
  answerOf(service.DELETE("/api/admin/location-sources/{id}", one(id)));

export const undoLocationSources = () =>
  answerOf(service.POST("/api/admin/location-sources/undo", how()));

/** Uses newer data of a source that wait since they changed suddenly. */
export const letWaitingDataIn = (id: string) =>
  answerOf(service.POST("/api/admin/location-sources/{id}/use", one(id)));
