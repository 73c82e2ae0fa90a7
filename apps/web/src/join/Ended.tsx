import type { EndedBy } from "@graticule/api/meetings";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { words } from "../i18n/words.ts";
import { type OwnMeeting, useOwnMeeting } from "../meetings/use-own-meeting.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Contact } from "./Contact.tsx";

/** The meeting is over: its host ended it, or this service closed it under its terms. */
export function Ended({ by }: { readonly by: EndedBy }) {
  const { code = "" } = useParams({ strict: false });
  const own = useOwnMeeting(code);
  const actions = own === undefined ? {} : { actions: <HostsWays code={code} own={own} /> };
  const said = words.gone;
  if (by === "host") {
    return (
      <Notice title={said.endedTitle} testId="ended" {...actions}>
        {own === undefined ? said.ended : `${said.endedYours} ${words.home.endedKept}`}
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
