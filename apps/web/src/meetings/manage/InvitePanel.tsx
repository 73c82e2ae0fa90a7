import type { MeetingManaged } from "@graticule/api/meetings";
import type { ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { InvitationButtons } from "../invitation/InvitationButtons.tsx";
import { checkUrlOf } from "../invitation/invitation.ts";
import { RenewLink } from "./RenewLink.tsx";

/** The links, and the invitation made of them. */
export function InvitePanel(props: {
  readonly manageKey: ManageKey;
  readonly managed: MeetingManaged;
}) {
  const { manageKey, managed } = props;
  const { code, joinUrl, title } = managed;
  const { credential } = manageKey;
  return (
    <section className="sheet stack" aria-label={hostWords.manage.links}>
      <CopyField label={hostWords.create.joinLink} value={joinUrl} testId="join-link" />
      <InvitationButtons invitation={{ title, joinUrl, schedule: managed }} code={code} />
      <CopyField
        label={hostWords.create.checkLink}
        value={checkUrlOf(joinUrl, code)}
        hint={hostWords.create.checkHint}
        testId="check-link"
      />
      {credential.kind === "secret" ? (
        <CopyField
          label={hostWords.create.manageLink}
          value={`${window.location.origin}/manage/${code}#${credential.secret}`}
          hint={hostWords.create.manageHint}
          testId="manage-link"
        />
      ) : null}
      <RenewLink manageKey={manageKey} />
    </section>
  );
}
