import type { MeetingChange, MeetingInput } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import { answerOf, askForFile, type Credential, how, service } from "./client.ts";

/** By what someone manages a meeting, and which one. */
export interface ManageKey {
  readonly code: string;
  readonly credential: Credential;
}

/** The options of a call that concerns one meeting. */
export const meetingOf = (key: ManageKey, ifMatch?: number) => ({
  ...how({ credential: key.credential, ifMatch }),
  params: { path: { code: key.code } },
});

/** The account's own meetings, without secrets; `unauthorized` where nobody is signed in. */
export const listMeetings = () => answerOf(service.GET("/api/meetings", how()));

/** Where the location data comes from, with the attribution that its licences ask for. */
export const listSources = () => answerOf(service.GET("/api/sources", how()));

export const createMeeting = (body: MeetingInput) =>
  answerOf(service.POST("/api/meetings", { ...how(), body }));

/** What someone brings to the door, beside themselves. */
export interface Brought {
  /** The secret of the management link, to come as host. */
  readonly credential?: Credential | undefined;
  /** The secret of a traveller's pass. */
  readonly pass?: string | undefined;
}

export const lookAtDoor = (code: string, { credential, pass }: Brought = {}) => {
  const header = pass === undefined ? {} : { "graticule-pass": pass };
  return answerOf(
    service.GET("/api/meetings/{code}/door", {
      ...how({ credential }),
      params: { path: { code }, header },
    }),
  );
};

export const manageMeeting = (key: ManageKey) =>
  answerOf(service.GET("/api/meetings/{code}/manage", meetingOf(key)));

export const previewRule = (key: ManageKey, body: RuleInput) =>
  answerOf(service.POST("/api/meetings/{code}/manage/rule/preview", { ...meetingOf(key), body }));

/** What a rule would do to the caller; asked before each change, and not recorded. */
export const ownEffectOf = (key: ManageKey, body: RuleInput) =>
  answerOf(
    service.POST("/api/meetings/{code}/manage/rule/own-effect", { ...meetingOf(key), body }),
  );

/** What a rule would do to the host of a meeting that is not made yet. */
export const ownEffectOfNew = (body: RuleInput) =>
  answerOf(service.POST("/api/meetings/own-effect", { ...how(), body }));

export const setRule = (key: ManageKey, body: RuleInput, version: number | undefined) =>
  answerOf(service.PUT("/api/meetings/{code}/manage/rule", { ...meetingOf(key, version), body }));

export const liftRule = (key: ManageKey) =>
  answerOf(service.DELETE("/api/meetings/{code}/manage/rule", meetingOf(key)));

/** A new management link; the one before opens nothing any more. */
export const renewManageLink = (key: ManageKey) =>
  answerOf(service.POST("/api/meetings/{code}/manage/link", meetingOf(key)));

export const endMeeting = (key: ManageKey) =>
  answerOf(service.POST("/api/meetings/{code}/manage/end", meetingOf(key)));

/** Title and time; what is null is taken away. */
export const changeMeeting = (key: ManageKey, body: MeetingChange) =>
  answerOf(service.PATCH("/api/meetings/{code}/manage", { ...meetingOf(key), body }));

/** Ends the meeting and deletes everything of it, at once. */
export const deleteMeeting = (key: ManageKey) =>
  answerOf(service.DELETE("/api/meetings/{code}/manage", meetingOf(key)));

/** The rule's history as a file to keep. */
export const fetchCertificate = (key: ManageKey, format: "json" | "pdf") => {
  const rest = format === "json" ? "certificate" : "certificate.pdf";
  return askForFile({
    path: `/api/meetings/${encodeURIComponent(key.code)}/manage/${rest}`,
    credential: key.credential,
  });
};
