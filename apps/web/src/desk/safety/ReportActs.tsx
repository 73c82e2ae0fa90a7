import type { Report } from "@graticule/api/safety";
import { useState } from "react";
import { decideReport, proposeTermsAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Decide, type Way } from "../page/Decide.tsx";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";

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
  const { supports, outcome } = report;
  return (
    <>
      <Decide
        look="links"
        again={again}
        ways={[
          ...supports.filter(isAlone).map((kind) => wayAlone(report, kind)),
          supports.some(takesTwo) && { label: text.propose, open: () => setProposing(true) },
          outcome === undefined && wayToClose(report, text.noAction, "no-action"),
          outcome === undefined && wayToClose(report, text.toDesk, "to-the-desk"),
        ]}
      />
      {proposing ? (
        <ProposeAct report={report} again={again} onClose={() => setProposing(false)} />
      ) : null}
    </>
  );
}

const wayAlone = (report: Report, kind: Alone): Way => ({
  label: text.alone[kind],
  testId: `terms-${kind}`,
  act: (reason) => proposeTermsAct({ kind, reportId: report.id, reason }),
  ask: {
    title: text.act[kind],
    says: (
      <>
        <p className="body">{text.aloneText[kind]}</p>
        <p className="amber-note">{text.aloneThen}</p>
      </>
    ),
    why: { label: text.reason, missing: text.reasonFault },
  },
});

function wayToClose(report: Report, label: string, outcome: "no-action" | "to-the-desk"): Way {
  const { title, says, confirm } = text.close[outcome];
  return {
    label,
    act: () => decideReport(report.id, { outcome }),
    ask: { title, confirm, says: <p className="body">{says}</p> },
  };
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
