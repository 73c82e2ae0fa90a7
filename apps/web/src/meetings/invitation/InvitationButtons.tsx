import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { hostWords } from "../../i18n/host-words.ts";
import { hostReader } from "../host-telling.ts";
import { timetableOf } from "../schedule/schedule-draft.ts";
import { scheduleSentence } from "../schedule/schedule-sentence.ts";
import { ownZone } from "../schedule/zone.ts";
import { CalendarButton } from "./CalendarButton.tsx";
import { type Invitation, invitationText } from "./invitation.ts";

/** The invitation as text to paste, and as a calendar file where the meeting has a time. */
export function InvitationButtons(props: {
  readonly invitation: Invitation;
  readonly code: string;
}) {
  const { invitation, code } = props;
  const timetable = timetableOf(invitation.schedule, ownZone());
  const when = scheduleSentence(invitation.schedule, timetable, hostReader(Date.now()));
  return (
    <div className="row">
      <CopyButton value={invitationText(invitation, { code, when })}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
            data-testid="copy-invitation"
          >
            <span aria-live="polite">
              {copied ? hostWords.create.copied : hostWords.create.copyInvitation}
            </span>
          </Button>
        )}
      </CopyButton>
      {timetable === undefined ? null : <CalendarButton invitation={invitation} code={code} />}
    </div>
  );
}
