import type { MeetingManaged } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import type { ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { InvitationButtons } from "../invitation/InvitationButtons.tsx";
import { checkUrlOf } from "../invitation/invitation.ts";
import { linkSecretIn, manageFragment } from "../link-fragment.ts";
import { LinkUnknown } from "./LinkUnknown.tsx";
import { isWhole } from "./manage-status.ts";
import { RenewLink } from "./RenewLink.tsx";

/** The links, and the invitation made of them; how this device gets them, where it doesn't know them whole. */
export function InvitePanel(props: {
  readonly manageKey: ManageKey;
  readonly managed: MeetingManaged;
  readonly refresh: () => Promise<void>;
  readonly onLinkSecret: (secret: LinkSecret) => void;
}) {
  const { manageKey, managed } = props;
  const { code, joinUrl, title } = managed;
  const { credential } = manageKey;
  return (
    <section className="sheet stack" aria-label={hostWords.manage.links}>
      {isWhole(managed) ? (
        <>
          <CopyField label={hostWords.create.joinLink} value={joinUrl} testId="join-link" />
          <InvitationButtons invitation={{ title, joinUrl, schedule: managed }} code={code} />
          <CopyField
            label={hostWords.create.checkLink}
            value={checkUrlOf(joinUrl, code)}
            hint={hostWords.create.checkHint}
            testId="check-link"
          />
        </>
      ) : (
        <LinkUnknown
          manageKey={manageKey}
          linkKey={managed.linkKey}
          refresh={props.refresh}
          onLinkSecret={props.onLinkSecret}
        />
      )}
      {credential.kind === "secret" ? (
        <CopyField
          label={hostWords.create.manageLink}
          value={`${window.location.origin}/manage/${code}#${manageFragment({
            secret: credential.secret,
            linkSecret: linkSecretIn(joinUrl),
          })}`}
          hint={hostWords.create.manageHint}
          testId="manage-link"
        />
      ) : null}
      <RenewLink manageKey={manageKey} joinUrl={joinUrl} />
    </section>
  );
}
