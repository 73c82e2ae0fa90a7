import { readClock } from "../../i18n/time.ts";
import { useNow } from "../../ui/use-now.ts";
import { useCall } from "../call-parts.ts";

/** The meeting's title and the time; hides with the bar. */
export function BarMeetingLine() {
  const { title } = useCall().admitted.meeting;
  const now = useNow(5_000);
  return (
    <p className="call-line" data-testid="meeting-line">
      <span className="said call-line-title">{title}</span>
      <time dateTime={new Date(now).toISOString().slice(0, 16)}>{readClock(now)}</time>
    </p>
  );
}
