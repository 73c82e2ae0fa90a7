import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered } from "../api/client.ts";
import { listMeetings } from "../api/meetings.ts";
import { useSession } from "../api/use-session.ts";
import { deviceStorage } from "../storage/storage.ts";
import { keptMeetings } from "./my-meetings.ts";

/** A meeting that this person runs; the secret of its management link, if this browser keeps it. */
export interface OwnMeeting {
  readonly secret: string | undefined;
}

/** Undefined: it is someone else's, or nothing is known yet. */
export function useOwnMeeting(code: string): OwnMeeting | undefined {
  const [kept] = useState(() =>
    keptMeetings(deviceStorage).find((meeting) => meeting.code === code),
  );
  const enabled = useSession().session?.person !== undefined;
  const listed = useQuery({ queryKey: ["meetings"], queryFn: listMeetings, enabled });
  if (kept?.secret !== undefined) return { secret: kept.secret };
  const isListed = answered(listed.data)?.some((meeting) => meeting.code === code) ?? false;
  return isListed ? { secret: undefined } : undefined;
}
