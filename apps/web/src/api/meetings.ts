import {
  door,
  type MeetingChange,
  type MeetingInput,
  meetingCreated,
  meetingManaged,
  meetingSummary,
} from "@graticule/api/meetings";
import { sources } from "@graticule/api/rooms";
import { type RuleInput, rulePreview } from "@graticule/api/rules";
import { ask, askForFile, type Credential, nothing } from "./client.ts";

/** By what somebody manages a meeting, and which one. */
export interface ManageKey {
  readonly code: string;
  readonly credential: Credential;
}

const managePath = (key: ManageKey, rest = ""): string =>
  `/api/meetings/${encodeURIComponent(key.code)}/manage${rest}`;

/** The account's own meetings, without secrets; `unauthorized` where nobody is signed in. */
export const listMeetings = () => ask({ path: "/api/meetings", schema: meetingSummary.array() });

/** Where the location data comes from, with the attribution that its licences ask for. */
export const listSources = () => ask({ path: "/api/sources", schema: sources });

export const createMeeting = (input: MeetingInput) =>
  ask({ path: "/api/meetings", method: "POST", body: input, schema: meetingCreated });

export const lookAtDoor = (code: string) =>
  ask({ path: `/api/meetings/${encodeURIComponent(code)}/door`, schema: door });

export const manageMeeting = (key: ManageKey) =>
  ask({ path: managePath(key), credential: key.credential, schema: meetingManaged });

export const previewRule = (key: ManageKey, rule: RuleInput) =>
  ask({
    path: managePath(key, "/rule/preview"),
    method: "POST",
    body: rule,
    credential: key.credential,
    schema: rulePreview,
  });

export const setRule = (key: ManageKey, rule: RuleInput, version: number | undefined) =>
  ask({
    path: managePath(key, "/rule"),
    method: "PUT",
    body: rule,
    credential: key.credential,
    ...(version === undefined ? {} : { ifMatch: version }),
    schema: nothing,
  });

export const liftRule = (key: ManageKey) =>
  ask({
    path: managePath(key, "/rule"),
    method: "DELETE",
    credential: key.credential,
    schema: nothing,
  });

export const endMeeting = (key: ManageKey) =>
  ask({
    path: managePath(key, "/end"),
    method: "POST",
    credential: key.credential,
    schema: nothing,
  });

/** Title and time; what is null is taken away. */
export const changeMeeting = (key: ManageKey, change: MeetingChange) =>
  ask({
    path: managePath(key),
    method: "PATCH",
    body: change,
    credential: key.credential,
    schema: nothing,
  });

/** Ends the meeting and deletes everything of it, at once. */
export const deleteMeeting = (key: ManageKey) =>
  ask({ path: managePath(key), method: "DELETE", credential: key.credential, schema: nothing });

/** The rule's history as a file to keep. */
export const fetchCertificate = (key: ManageKey, format: "json" | "pdf") =>
  askForFile({
    path: managePath(key, format === "json" ? "/certificate" : "/certificate.pdf"),
    credential: key.credential,
  });
