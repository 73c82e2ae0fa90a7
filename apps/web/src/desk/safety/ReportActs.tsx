import type { Report } from "@graticule/api/safety";
import { useState } from "react";
import { decideReport, proposeTermsAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import { TextDialog } from "../page/TextDialog.tsx";

const { safety: text } = deskWords;

export interface OfReport {
  readonly report: Report;
  readonly again: () => Promise<void>;
}

type Kind = Report["supports"][number];
type Alone = keyof typeof text.alone;
const isAlone = (kind: Kind): kind is Alone => Object.hasOwn(text.alone, kind);
const takesTwo = (kind: Kind): kind is Exclude<Kind, Alone> => !isAlone(kind);

/** What a report can still lead to; what one person does alone, and what closes it, is asked once more. */
export function ReportActs({ report, again }: OfReport) {
  const [proposing, setProposing] = useState(false);
  const [closing, setClosing] = useState<"no-action" | "to-the-desk" | undefined>();
  const [alone, setAlone] = useState<Alone | undefined>();
  const { supports, outcome } = report;
  return (
    <>
      <div className="item-acts">
        {supports.filter(isAlone).map((kind) => (
          <ReportButton
            key={kind}
            label={text.alone[kind]}
            testId={`terms-${kind}`}
            onClick={() => setAlone(kind)}
          />
        ))}
        {supports.some(takesTwo) ? (
          <ReportButton label={text.propose} onClick={() => setProposing(true)} />
        ) : null}
        {outcome === undefined ? (
          <>
            <ReportButton label={text.noAction} onClick={() => setClosing("no-action")} />
            <ReportButton label={text.toDesk} onClick={() => setClosing("to-the-desk")} />
          </>
        ) : null}
      </div>
      {alone === undefined ? null : (
        <TextDialog
          title={text.act[alone]}
          text={text.aloneText[alone]}
          label={text.reason}
          missing={text.reasonFault}
          confirm={text.alone[alone]}
          act={(reason) => proposeTermsAct({ kind: alone, reportId: report.id, reason })}
          onDone={async () => {
            await again();
            setAlone(undefined);
          }}
          onClose={() => setAlone(undefined)}
        >
          <p className="amber-note">{text.aloneThen}</p>
        </TextDialog>
      )}
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
    <ConfirmAct
      opened
      title={title}
      confirm={confirm}
      act={act}
      onConfirm={() => act.run(undefined)}
      onClose={onClose}
    >
      <p className="body">{says}</p>
    </ConfirmAct>
  );
}

function ReportButton(props: {
  readonly label: string;
  readonly testId?: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className="link" data-testid={props.testId} onClick={props.onClick}>
      {props.label}
    </button>
  );
}

function ProposeAct({ report, again, onClose }: OfReport & { readonly onClose: () => void }) {
  const kinds = report.supports.filter(takesTwo);
  const [kind, setKind] = useState(kinds[0] ?? "end-meeting");
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
          options={kinds.map((value) => ({
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
