import type { Report } from "@graticule/api/safety";
import { useState } from "react";
import { ConfirmDialog } from "../../account/form/ConfirmDialog.tsx";
import { PartForm } from "../../account/form/PartForm.tsx";
import { useChecked } from "../../account/form/use-checked.ts";
import { Part } from "../../account/page/PartsPage.tsx";
import { decideReport, proposeTermsAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { readDay } from "../../meetings/host-telling.ts";
import { Choice } from "../../ui/Choice.tsx";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import type { OfSafety } from "./SafetyPart.tsx";

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

interface OfReport {
  readonly report: Report;
  readonly again: () => Promise<void>;
}

function ReportItem({ report, again }: OfReport) {
  const { code, on, what, inside, fromState, outcome } = report;
  const facts = [
    code ?? text.goneMeeting,
    readDay(on),
    fromState ? text.fromState : inside ? text.inside : text.notInside,
  ];
  return (
    <li className="item" data-testid="report">
      <div className="item-what stack" style={{ "--gap": "6px" } as React.CSSProperties}>
        <p className="item-name">
          {text.what[what]}
          {outcome === undefined ? null : <span className="badge">{text.outcome[outcome]}</span>}
        </p>
        <p className="small">{facts.join(" · ")}</p>
        <blockquote className="desk-verbatim said">{report.text}</blockquote>
        {outcome === undefined && !fromState && !inside ? (
          <p className="small">{text.needsInside}</p>
        ) : null}
        {outcome === undefined ? <ReportActs report={report} again={again} /> : null}
      </div>
    </li>
  );
}

/** What an open report can lead to; what closes it is asked once more. */
function ReportActs({ report, again }: OfReport) {
  const [proposing, setProposing] = useState(false);
  const [closing, setClosing] = useState<"no-action" | "to-the-desk" | undefined>();
  const { code, inside, fromState } = report;
  return (
    <>
      <div className="item-acts">
        {inside && !fromState && code !== undefined ? (
          <ReportButton label={text.propose} onClick={() => setProposing(true)} />
        ) : null}
        <ReportButton label={text.noAction} onClick={() => setClosing("no-action")} />
        <ReportButton label={text.toDesk} onClick={() => setClosing("to-the-desk")} />
      </div>
      {closing === undefined ? null : (
        <CloseReport
          report={report}
          outcome={closing}
          again={again}
          onClose={() => setClosing(undefined)}
        />
      )}
      {proposing ? (
        <ProposeAct report={report} again={again} onClose={() => setProposing(false)} />
      ) : null}
    </>
  );
}

interface CloseReportProps extends OfReport {
  readonly outcome: "no-action" | "to-the-desk";
  readonly onClose: () => void;
}

function CloseReport({ report, outcome, again, onClose }: CloseReportProps) {
  const { title, says, confirm } = text.close[outcome];
  const act = useDeskAct(
    () => decideReport(report.id, { outcome }),
    async () => {
      await again();
      onClose();
    },
  );
  return (
    <ConfirmDialog
      opened
      tone="plain"
      title={title}
      confirm={confirm}
      busy={act.busy}
      fault={act.fault}
      onConfirm={() => act.run(undefined)}
      onClose={onClose}
    >
      <p className="body">{says}</p>
    </ConfirmDialog>
  );
}

function ReportButton(props: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={props.onClick}>
      {props.label}
    </button>
  );
}

function ProposeAct({ report, again, onClose }: OfReport & { readonly onClose: () => void }) {
  const [kind, setKind] = useState<"end-meeting" | "suspend-account">("end-meeting");
  const [reason, setReason] = useState("");
  const act = useDeskAct(
    () => proposeTermsAct({ kind, reportId: report.id, reason: reason.trim() }),
    async () => {
      await again();
      onClose();
    },
  );
  const { faults, submit } = useChecked(
    { reason: reason.trim() === "" ? text.reasonFault : undefined },
    () => act.run(undefined),
  );
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={text.propose}
      testId="terms-propose"
      onCancel={onClose}
    >
      <div className="once">
        <Choice
          legend={text.actKind}
          value={kind}
          options={(["end-meeting", "suspend-account"] as const).map((value) => ({
            value,
            label: text.act[value],
          }))}
          testId="terms-kind"
          onChange={setKind}
        />
      </div>
      <AreaField
        label={text.reason}
        most={1_000}
        value={reason}
        error={faults?.reason}
        testId="terms-reason"
        onChange={setReason}
      />
      <p className="amber-note">{text.proposeThen}</p>
    </PartForm>
  );
}
