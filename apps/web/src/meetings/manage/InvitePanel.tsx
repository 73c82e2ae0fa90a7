import { hostWords } from "../../i18n/host-words.ts";
import { linkSecretIn } from "../../links/link-fragment.ts";
import { ownManageLink } from "../../links/own-links.ts";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { CalendarButton } from "../invitation/InvitationButtons.tsx";
import { checkUrlOf } from "../invitation/invitation.ts";
import { LinkUnknown } from "./LinkUnknown.tsx";
import { ManageCode } from "./ManageCode.tsx";
import { isWhole } from "./manage-status.ts";
import { RenewLink } from "./RenewLink.tsx";
import type { Managing } from "./use-held-link.ts";

/** The links and the invitation with them; where this device doesn't know them whole, how to get them. */
export function InvitePanel(props: Managing) {
  const { manageKey, managed, link } = props;
  const hostSeed = link.canVouch ? link.hostSeed : undefined;
  const { code, joinUrl } = managed;
  const { credential } = manageKey;
  const linkSecret = linkSecretIn(joinUrl);
  const secret = credential.kind === "secret" ? credential.secret : undefined;
  const manageUrl = ownManageLink(code, { secret, linkSecret, hostSeed });
  return (
    <section className="sheet stack gap-24" aria-label={hostWords.manage.links}>
      <JoinLinks {...props} />
      {secret === undefined ? null : (
        <CopyField
          label={hostWords.create.manageLink}
          value={manageUrl}
          hint={hostWords.create.manageHint}
          testId="manage-link"
        />
      )}
      {hostSeed === undefined ? null : <ManageCode url={manageUrl} />}
      <RenewLink manageKey={manageKey} joinUrl={joinUrl} hostSeed={hostSeed} />
    </section>
  );
}

function JoinLinks(props: Managing) {
  const { managed, link } = props;
  const { code, joinUrl, title } = managed;
  if (link.told === "another-host") return null;
  if (!isWhole(managed)) return <LinkUnknown {...props} />;
  return (
    <>
      <CopyField label={hostWords.create.joinLink} value={joinUrl} testId="join-link" />
      <CopyField
        label={hostWords.create.checkLink}
        value={checkUrlOf(joinUrl, code)}
        hint={hostWords.create.checkHint}
        testId="check-link"
      />
      <CalendarButton invitation={{ title, joinUrl, schedule: managed }} code={code} />
    </>
  );
}
