import type { EndedBy } from "@graticule/api/meetings";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { words } from "../i18n/words.ts";
import { type OwnMeeting, useOwnMeeting } from "../meetings/use-own-meeting.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Contact } from "./Contact.tsx";
import { endedText } from "./ended-by.ts";

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

/** Where whoever runs the meeting goes from here. */
function HostsWays({ code, own }: { readonly code: string; readonly own: OwnMeeting }): ReactNode {
  return (
    <>
      <ButtonLink
        to="/manage/$code"
        params={{ code }}
        {...(own.secret === undefined ? {} : { hash: own.secret })}
      >
        {words.home.manage}
      </ButtonLink>
      <Link to="/" className="link">
        {words.home.mine}
      </Link>
    </>
  );
}
