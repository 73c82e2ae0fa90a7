import { answerOf, service } from "./client.ts";
import { type ManageKey, meetingOf } from "./meetings.ts";

/** Whether the public log names this meeting, or could. */
export const lookAtName = (key: ManageKey) =>
  answerOf(service.GET("/api/meetings/{code}/manage/name", meetingOf(key)));

/** @param title the one that was shown: where it is another by now, nothing is done */
export const nameMeeting = (key: ManageKey, title: string) =>
  answerOf(service.PUT("/api/meetings/{code}/manage/name", { ...meetingOf(key), body: { title } }));

export const withdrawName = (key: ManageKey) =>
  answerOf(service.DELETE("/api/meetings/{code}/manage/name", meetingOf(key)));
