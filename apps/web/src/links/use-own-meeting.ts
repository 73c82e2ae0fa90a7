import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listMeetings } from "../api/meetings.ts";
import { lookAtSession } from "../api/session.ts";
import { keptMeetings } from "./my-meetings.ts";

/** A meeting that whoever reads this runs; the secret of its management link, if this browser keeps it. */
export interface OwnMeeting {
  readonly secret: string | undefined;
}

/** Undefined: it is someone else's, or nothing is known yet. */
export function useOwnMeeting(code: string): OwnMeeting | undefined {
  const [kept] = useState(() =>
    keptMeetings(window.localStorage).find((meeting) => meeting.code === code),
  );
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const signedIn = session.data?.kind === "ok" && session.data.value.person !== undefined;
  const listed = useQuery({ queryKey: ["meetings"], queryFn: listMeetings, enabled: signedIn });
  if (kept?.secret !== undefined) return { secret: kept.secret };
  const served = listed.data?.kind === "ok" ? listed.data.value : [];
  return served.some((meeting) => meeting.code === code) ? { secret: undefined } : undefined;
}
