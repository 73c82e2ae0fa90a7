import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { ownZone } from "../../i18n/zone.ts";
import { timetableOf } from "../schedule/schedule-draft.ts";
import { scheduleSentence } from "../schedule/schedule-sentence.ts";
import { CalendarButton } from "./CalendarButton.tsx";
import { type Invitation, invitationText } from "./invitation.ts";

interface Props {
  readonly invitation: Invitation;
  readonly code: string;
}

/** The invitation as text to paste, and as a calendar file where the meeting has a time. */
export function InvitationButtons({ invitation, code }: Props) {
  const timetable = timetableOf(invitation.schedule, ownZone());
  return (
    <div className="row">
      <CopyInvitation invitation={invitation} code={code} label={hostWords.create.copyInvitation} />
      {timetable === undefined ? null : <CalendarButton invitation={invitation} code={code} />}
    </div>
  );
}

/** The invitation as text to paste. */
export function CopyInvitation(props: Props & { readonly label: string }) {
  const { invitation, code, label } = props;
  const timetable = timetableOf(invitation.schedule, ownZone());
  const when = scheduleSentence(invitation.schedule, timetable, hostReader(Date.now()));
  return (
    <CopyButton value={invitationText(invitation, { code, when })}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          data-testid="copy-invitation"
        >
          <span aria-live="polite">{copied ? hostWords.create.copied : label}</span>
        </Button>
      )}
    </CopyButton>
  );
}
