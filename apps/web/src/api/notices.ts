import type { HostNotice } from "@graticule/api/desk";
import { ask } from "./appeals.ts";
import type { ManageKey } from "./meetings.ts";

/** What a host is told of demands and orders, newest first. */
export const lookAtNotices = ({ code, credential }: ManageKey) =>
  ask<HostNotice[]>(`/api/meetings/${encodeURIComponent(code)}/manage/notices`, { credential });
