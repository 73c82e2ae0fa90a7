import { useEffect } from "react";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { ownZone, zoneOrOwn } from "../../i18n/zone.ts";
import { fragmentOf, manageFragment, manageSecretsIn } from "../../links/link-fragment.ts";
import { inAddress } from "../../links/my-meetings.ts";
import { hostTelling } from "../../rules/host-telling.ts";
import { ruleSentence } from "../../rules/rule-sentence.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { useFocusOnShow } from "../../ui/page/Notice.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { InvitationButtons } from "../invitation/InvitationButtons.tsx";
import { checkUrlOf } from "../invitation/invitation.ts";
import { timetableOf } from "../schedule/schedule-draft.ts";
import { scheduleSentence } from "../schedule/schedule-sentence.ts";
import type { Made } from "./use-create.ts";

/** The links, the first time; the management page shows them again. */
export function ReadyPage(props: { readonly made: Made; readonly onAnother: () => void }) {
  const { created, input } = props.made;
  const secrets = manageSecretsIn(created.manageUrl);
  const heading = useFocusOnShow<HTMLHeadingElement>();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, []);
  const now = Date.now();
  const when = scheduleSentence(input, timetableOf(input, ownZone()), hostReader(now));
  const invitation = { title: input.title, joinUrl: created.joinUrl, schedule: input };
  return (
    <Shell title={hostWords.create.readyTitle} width="narrow">
      <div className="stack gap-28">
        <div className="stack gap-6">
          <h1 className="h1" ref={heading} tabIndex={-1}>
            {hostWords.create.readyTitle}
          </h1>
          <p className="lead said">{input.title}</p>
          <p className="body">{when}</p>
          {input.rule === undefined ? null : (
            <p className="body" data-testid="ready-rule">
              {ruleSentence(input.rule ?? undefined, hostTelling(now, zoneOrOwn(input.timeZone)))}
            </p>
          )}
          {input.door?.entry === "lobby" ? (
            <p className="body" data-testid="ready-lobby">
              {hostWords.create.readyLobby}
            </p>
          ) : null}
          {input.encryption === "off" ? null : (
            <p className="body" data-testid="ready-vouched">
              {hostWords.vouching[secrets.hostSeed === undefined ? "off" : "ready"]}
            </p>
          )}
        </div>
        <div className="stack gap-12">
          <CopyField label={hostWords.create.joinLink} value={created.joinUrl} testId="join-link" />
          <InvitationButtons invitation={invitation} code={created.code} />
        </div>
        <CopyField
          label={hostWords.create.checkLink}
          value={checkUrlOf(created.joinUrl, created.code)}
          hint={hostWords.create.checkHint}
          testId="check-link"
        />
        <CopyField
          label={hostWords.create.manageLink}
          value={created.manageUrl}
          hint={hostWords.create.manageHint}
          testId="manage-link"
        />
        <div className="row">
          <ButtonLink
            to="/m/$code"
            params={{ code: created.code }}
            hash={fragmentOf(created.joinUrl)}
          >
            {hostWords.create.enter}
          </ButtonLink>
          <ButtonLink
            variant="default"
            to="/manage/$code"
            params={{ code: created.code }}
            hash={manageFragment(inAddress(window.localStorage, created.code, secrets))}
          >
            {hostWords.create.manage}
          </ButtonLink>
          <button type="button" className="link" onClick={props.onAnother}>
            {hostWords.create.another}
          </button>
        </div>
      </div>
    </Shell>
  );
}
