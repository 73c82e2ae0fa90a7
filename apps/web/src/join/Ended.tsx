import type { EndedBy } from "@graticule/api/meetings";
import { useParams } from "@tanstack/react-router";
import { words } from "../i18n/words.ts";
import { useOwnMeeting } from "../meetings/use-own-meeting.ts";
import { Notice } from "../ui/Notice.tsx";
import { Contact } from "./Contact.tsx";
import { endedText } from "./ended-by.ts";
import { HostsWays } from "./HostsWays.tsx";

/** The meeting is over: it was ended (`here`: on this page), or this service closed it under its terms. */
export function Ended({ by, here = false }: { readonly by: EndedBy; readonly here?: boolean }) {
  const { code = "" } = useParams({ strict: false });
  const own = useOwnMeeting(code);
  const actions = own === undefined ? {} : { actions: <HostsWays code={code} own={own} /> };
  const said = words.gone;
  if (by === "host") {
    return (
      <Notice title={said.endedTitle} testId="ended" {...actions}>
        {endedText({ here, runsIt: own !== undefined })}
      </Notice>
    );
  }
  return (
    <Notice title={said.closedTitle} testId="closed-by-service" {...actions}>
      <div className="stack">
        <p>{said.closed}</p>
        <Contact />
      </div>
    </Notice>
  );
}
