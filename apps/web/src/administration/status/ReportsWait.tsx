import type { DeskStaff } from "@graticule/api/desk-changes";
import { Link } from "@tanstack/react-router";
import { deskWords } from "../../i18n/desk-words.ts";
import { someoneReadsReports } from "../desk/missing-people.ts";

const { administration: text } = deskWords;

/** How many reports of abuse wait, and what to do while no one can read them. Never a report. */
export function ReportsWait(props: Pick<DeskStaff, "staff" | "openReports">) {
  const { staff, openReports } = props;
  if (someoneReadsReports(staff)) {
    return openReports === 0 ? null : (
      <p className="small" data-testid="reports-wait">
        {text.reports(openReports)}
      </p>
    );
  }
  return (
    <div
      className="amber-note stack gap-4"
      role="status"
      data-testid="reports-unread"
    >
      {openReports === 0 ? null : <h2 className="h2">{text.reportsUnread(openReports)}</h2>}
      <p className="body">
        {openReports === 0 ? text.noReader : text.readerNeeded}{" "}
        <Link to="/admin/$part" params={{ part: "desk" }} className="link">
          {text.proposeReader}
        </Link>
        .
      </p>
    </div>
  );
}
