import { answerOf, service } from "./client.ts";
import { type ManageKey, meetingOf } from "./meetings.ts";

/** A host's notices of demands and orders, newest first. */
export const lookAtNotices = (key: ManageKey) =>
  answerOf(service.GET("/api/meetings/{code}/manage/notices", meetingOf(key)));
