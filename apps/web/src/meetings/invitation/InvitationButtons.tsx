import { Button } from "@mantine/core";
import { IconCalendarDown } from "@tabler/icons-react";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { ownZone } from "../../i18n/zone.ts";
import { CopyTextButton } from "../../ui/form/CopyTextButton.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { timetableOf } from "../schedule/schedule-draft.ts";
import { scheduleSentence } from "../schedule/schedule-sentence.ts";
import { invitationText, type MeetingInvitation } from "./invitation.ts";

interface Props {
  readonly invitation: MeetingInvitation;
  readonly code: string;
}

/** The meeting as a file for calendars, where it has a time. */
export function CalendarButton({ invitation, code }: Props) {
  if (invitation.schedule.startsAt === undefined) return null;
  const save = async (): Promise<void> => {
    const { calendarFile } = await import("./calendar-file.ts");
    const text = calendarFile(invitation, { code, now: Date.now() });
    if (text === undefined) return;
    saveFile(new Blob([text], { type: "text/calendar;charset=utf-8" }), `${code}.ics`);
  };
  return (
    <div className="row">
      <Button
        variant="default"
        leftSection={<IconCalendarDown size={18} />}
        onClick={() => void save()}
        data-testid="calendar"
      >
        {hostWords.create.calendar}
      </Button>
    </div>
  );
}

/** The invitation as text to paste. */
export function CopyInvitation(
  props: Props & { readonly label: string; readonly testId?: string },
) {
  const { invitation, code, label, testId = "copy-invitation" } = props;
  const timetable = timetableOf(invitation.schedule, ownZone());
  const when = scheduleSentence(invitation.schedule, timetable, hostReader(Date.now()));
  return (
    <CopyTextButton
      text={invitationText(invitation, { code, when })}
      label={label}
      copied={hostWords.create.copied}
      testId={testId}
    />
  );
}
