import type { Report } from "@graticule/api/safety";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { ReportActs } from "./ReportActs.tsx";

const { safety: text } = deskWords;

/** Reports, those that wait first. */
export function ReportsPart(props: {
  readonly reports: readonly Report[];
  readonly again: () => Promise<void>;
}) {
  const waiting = props.reports.filter(({ outcome }) => outcome === undefined);
  const done = props.reports.filter(({ outcome }) => outcome !== undefined);
  return (
    <Part title={text.reports} testId="reports">
      <ItemList items={[...waiting, ...done]} none={text.noReports}>
        {(report) => <ReportItem key={report.id} report={report} again={props.again} />}
      </ItemList>
    </Part>
  );
}

function ReportItem(props: { readonly report: Report; readonly again: () => Promise<void> }) {
  const { report } = props;
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
          <p className="small said">
            {text.about(report.participant)} · {text.aboutText}
          </p>
        )}
        {outcome === undefined && !fromState && !inside ? (
          <p className="small">{text.needsInside}</p>
        ) : null}
        <ReportActs {...props} />
      </div>
    </li>
  );
}
