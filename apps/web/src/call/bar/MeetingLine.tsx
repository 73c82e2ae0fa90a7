import { readClock } from "../../i18n/time.ts";
import { useNow } from "../../ui/use-now.ts";
import { useCall } from "../call-parts.ts";

/** Which meeting this is, and the time: quiet, and hidden with the bar. */
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
