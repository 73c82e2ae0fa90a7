import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import type { OfSafety } from "./of-safety.ts";
import { type OfReport, ReportActs } from "./ReportActs.tsx";

const { safety: text } = deskWords;

/** Reports, those that wait first. */
export function ReportsPart({ safety, again }: OfSafety) {
  const waiting = safety.reports.filter(({ outcome }) => outcome === undefined);
  const done = safety.reports.filter(({ outcome }) => outcome !== undefined);
  return (
    <Part title={text.reports} testId="reports">
      {safety.reports.length === 0 ? <p className="small">{text.noReports}</p> : null}
      <ul className="plain-list">
        {[...waiting, ...done].map((report) => (
          <ReportItem key={report.id} report={report} again={again} />
        ))}
      </ul>
    </Part>
  );
}

function ReportItem({ report, again }: OfReport) {
  const { code, on, what, inside, fromState, outcome } = report;
  const facts = [
    code ?? text.goneMeeting,
    hostDay(on),
    fromState ? text.fromState : inside ? text.inside : text.notInside,
  ];
  return (
    <li className="item" data-testid="report">
      <div className="item-what stack gap-6">
        <p className="item-name">
          {text.what[what]}
          {outcome === undefined ? null : <span className="badge">{text.outcome[outcome]}</span>}
        </p>
        <p className="small">{facts.join(" · ")}</p>
        <blockquote className="desk-verbatim said">{report.text}</blockquote>
        {report.participant === undefined ? null : (
          <p className="small said" data-testid="report-participant">
            {text.about(report.participant)} · {text.aboutText}
          </p>
        )}
        {outcome === undefined && !fromState && !inside ? (
          <p className="small">{text.needsInside}</p>
        ) : null}
        <ReportActs report={report} again={again} />
      </div>
    </li>
  );
}
