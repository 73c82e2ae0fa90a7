import type { DeskStaff } from "@graticule/api/desk-changes";
import { Link } from "@tanstack/react-router";
import { deskWords } from "../../i18n/desk-words.ts";
import { someoneReadsReports } from "../desk/missing-people.ts";

const { administration: text } = deskWords;

/** How many reports of abuse wait, and what to do while nobody can read them. Never a report. */
export function ReportsWait(props: Pick<DeskStaff, "staff" | "openReports">) {
  const { staff, openReports } = props;
  if (openReports === 0) return null;
  if (someoneReadsReports(staff)) {
    return (
      <p className="small" data-testid="reports-wait">
        {text.reports(openReports)}
      </p>
    );
  }
  return (
    <p className="amber-note" data-testid="reports-unread">
      {text.reportsUnread(openReports)}{" "}
      <Link to="/admin/$part" params={{ part: "desk" }} className="link">
        {text.proposeReader}
      </Link>
      .
    </p>
  );
}
