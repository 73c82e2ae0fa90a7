import type { HostAct } from "@graticule/api/hosting";
import { answerOf, how, service } from "./client.ts";
import { type ManageKey, meetingOf } from "./meetings.ts";

/** What a host needs outside the call: who waits, roles, passes. */
export const lookAtHosting = (key: ManageKey) =>
  answerOf(service.GET("/api/meetings/{code}/hosting", meetingOf(key)));

/** `conflict`: it no longer applies (they left, or another host was faster). */
export const actAsHost = (key: ManageKey, body: HostAct) =>
  answerOf(service.POST("/api/meetings/{code}/hosting/acts", { ...meetingOf(key), body }));

/** The link is in this answer only. */
export const makePass = (key: ManageKey, name: string) =>
  answerOf(
    service.POST("/api/meetings/{code}/hosting/passes", { ...meetingOf(key), body: { name } }),
  );

export const takeBackPass = (key: ManageKey, id: string) =>
  answerOf(
    service.DELETE("/api/meetings/{code}/hosting/passes/{id}", {
      ...how(key),
      params: { path: { code: key.code, id } },
    }),
  );
