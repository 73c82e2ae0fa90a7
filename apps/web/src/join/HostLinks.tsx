import { Link } from "@tanstack/react-router";
import { words } from "../i18n/words.ts";
import { manageFragment } from "../links/link-fragment.ts";
import type { OwnMeeting } from "../links/use-own-meeting.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { linkSecretOf } from "./link-secret.ts";

/** Where a host of the meeting can go from outside of it. */
export function HostLinks(props: {
  readonly code: string;
  readonly own: OwnMeeting;
  /** `second`: another button comes first. */
  readonly rank?: "first" | "second";
}) {
  const { code, own } = props;
  return (
    <>
      <ButtonLink
        variant={props.rank === "second" ? "default" : "filled"}
        to="/manage/$code"
        params={{ code }}
        hash={manageFragment({ secret: own.secret, linkSecret: linkSecretOf(code) })}
        data-testid="manage"
      >
        {words.home.manage}
      </ButtonLink>
      <Link to="/" className="link">
        {words.home.mine}
      </Link>
    </>
  );
}
