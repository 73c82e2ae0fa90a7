import type { HostNotice } from "@graticule/api/desk";
import { type Answer, answerOf, how } from "./client.ts";
import type { ManageKey } from "./meetings.ts";

async function call({ code, credential }: ManageKey) {
  const path = `/api/meetings/${encodeURIComponent(code)}/manage/notices`;
  const response = await fetch(path, how({ credential }));
  const told: unknown = await response.json();
  return response.ok ? { data: told as HostNotice[], response } : { error: told, response };
}

/** What a host is told of demands and orders, newest first. */
export const lookAtNotices = (key: ManageKey): Promise<Answer<HostNotice[]>> =>
  answerOf<HostNotice[]>(call(key));
