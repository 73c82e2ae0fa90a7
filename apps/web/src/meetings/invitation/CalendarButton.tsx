import { Button } from "@mantine/core";
import { IconCalendarDown } from "@tabler/icons-react";
import { hostWords } from "../../i18n/host-words.ts";
import { saveFile } from "../../ui/save-file.ts";
import type { Invitation } from "./invitation.ts";

/** Makes the calendar file in the page and saves it. Only for a meeting with a time. */
export function CalendarButton(props: { readonly invitation: Invitation; readonly code: string }) {
  const save = async (): Promise<void> => {
    const { calendarFile } = await import("./calendar-file.ts");
    const text = calendarFile(props.invitation, { code: props.code, now: Date.now() });
    if (text === undefined) return;
    saveFile(new Blob([text], { type: "text/calendar;charset=utf-8" }), `${props.code}.ics`);
  };
  return (
    <Button
      variant="default"
      leftSection={<IconCalendarDown size={18} />}
      onClick={() => void save()}
      data-testid="calendar"
    >
      {hostWords.create.calendar}
    </Button>
  );
}
