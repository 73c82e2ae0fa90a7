import type { EndedBy } from "@graticule/api/meetings";
import { useParams } from "@tanstack/react-router";
import { words } from "../i18n/words.ts";
import { useOwnMeeting } from "../links/use-own-meeting.ts";
import { Contact } from "../ui/page/Contact.tsx";
import { Notice } from "../ui/page/Notice.tsx";
import { endedText } from "./ended-by.ts";
import { HostLinks } from "./HostLinks.tsx";

/** The meeting is over: a host ended it (`here`: on this page), or this service closed it under its terms. */
export function Ended(props: {
  readonly by: EndedBy;
  /** Undefined: not known to this person. */
  readonly title?: string | undefined;
  readonly here?: boolean;
}) {
  const { by, title, here = false } = props;
  const { code = "" } = useParams({ strict: false });
  const own = useOwnMeeting(code);
  const actions = own && { actions: <HostLinks code={code} own={own} /> };
  const said = words.gone;
  if (by === "host") {
    return (
      <Notice title={said.endedTitle} meeting={title} testId="ended" {...actions}>
        {endedText({ here, runsIt: own !== undefined })}
      </Notice>
    );
  }
  return (
    <Notice title={said.closedTitle} meeting={title} testId="closed-by-service" {...actions}>
      <div className="stack">
        <p>{said.closed}</p>
        <Contact />
      </div>
    </Notice>
  );
}
