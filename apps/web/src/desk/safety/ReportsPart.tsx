import type { Report, TermsActToDraft } from "@graticule/api/safety";
import { inert } from "@graticule/api/text";
import type { DeskRole } from "@graticule/desk/staff";
import { useState } from "react";
import { decideReport, draftTermsAct, proposeTermsAct } from "../../api/desk.ts";
import { doSigned } from "../../api/desk-key.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ActionButtons, type DeskAction } from "../page/ActionButtons.tsx";
import { AreaField } from "../page/fields.tsx";
import { useDeskForm } from "../page/reasons.ts";
import { compareTermsAct } from "../page/shown-to-sign.ts";
import { TextsEnd } from "../page/TextsEnd.tsx";
import { WillSign } from "../page/WillSign.tsx";

const { safety: text } = deskWords;

export function ReportsPart(props: {
  readonly reports: readonly Report[];
  readonly roles: readonly DeskRole[];
  readonly again: () => Promise<void>;
}) {
  const waiting = props.reports.filter(({ outcome }) => outcome === undefined);
  const done = props.reports.filter(({ outcome }) => outcome !== undefined);
  const none = props.roles.includes("safety") ? text.noReports : text.noReportsToRead;
  return (
    <PagePart title={text.reports} testId="reports">
      <ItemList items={[...waiting, ...done]} none={none}>
        {(report) => <ReportItem key={report.id} report={report} again={props.again} />}
      </ItemList>
    </PagePart>
  );
}

function ReportItem(props: OfReport) {
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
        <TextsEnd texts={report.texts} says={text.reportTexts} />
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

interface OfReport {
  readonly report: Report;
  readonly again: () => Promise<void>;
}

const why = { label: text.reason, missing: text.reasonFault };

type Kind = Report["supports"][number];
type Alone = keyof typeof text.alone;
const isAlone = (kind: Kind): kind is Alone => Object.hasOwn(text.alone, kind);
const takesTwo = (kind: Kind): kind is Exclude<Kind, Alone> => !isAlone(kind);

/** What a report can still lead to. What one person does alone, or what closes it, is asked once more. */
function ReportActs({ report, again }: OfReport) {
  const [proposing, setProposing] = useState(false);
  const { supports, outcome } = report;
  return (
    <>
      <ActionButtons
        look="links"
        again={again}
        actions={[
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

const wayAlone = (report: Report, kind: Alone): DeskAction => ({
  label: text.alone[kind],
  act: (reason) => proposeTermsAct({ kind, reportId: report.id, reason }),
  ask: {
    title: text.act[kind],
    says: (
      <>
        <p className="body">{text.aloneText[kind]}</p>
        <p className="amber-note">{text.aloneThen}</p>
      </>
    ),
    why,
  },
});

function wayToClose(
  report: Report,
  label: string,
  outcome: "no-action" | "to-the-desk",
): DeskAction {
  const { title, says, confirm } = text.close[outcome];
  return {
    label,
    act: () => decideReport(report.id, { outcome }),
    ask: { title, confirm, says: <p className="body">{says}</p> },
  };
}

/** Drafted by the service, compared with what is asked for here, and signed. */
async function proposeSigned(act: TermsActToDraft, signal: AbortSignal): Promise<Said<unknown>> {
  const drafted = await draftTermsAct(act);
  if (drafted.kind !== "ok") return drafted;
  const { draft, toSign } = drafted.value;
  const shown = { doing: "propose-terms", ...act, ...draft, now: Date.now() } as const;
  const compared = compareTermsAct(toSign, shown);
  return await doSigned({ toSign, compared, signal }, (signature) =>
    proposeTermsAct({ ...act, draft, signature }),
  );
}

function ProposeAct({ report, again, onClose }: OfReport & { readonly onClose: () => void }) {
  const kinds = report.supports.filter(takesTwo);
  const [kind, setKind] = useState(kinds[0] ?? "end-meeting");
  const [typed, setTyped] = useState("");
  // As the service has it: it is signed.
  const reason = inert(typed);
  const { faults, ...form } = useDeskForm(
    { reason: reason === "" ? text.reasonFault : undefined },
    (signal) => proposeSigned({ kind, reportId: report.id, reason }, signal),
    async () => {
      await again();
      onClose();
    },
  );
  return (
    <PartForm {...form} button={text.propose} onCancel={onClose}>
      <div className="once">
        <Choice
          legend={text.actKind}
          value={kind}
          options={kinds.map((value) => ({ value, label: text.act[value] }))}
          testId="terms-kind"
          onChange={setKind}
        />
      </div>
      <AreaField
        label={text.reason}
        most={1_000}
        value={typed}
        error={faults?.reason}
        onChange={setTyped}
      />
      <p className="amber-note">{text.proposeThen}</p>
      <WillSign busy={form.act.busy} />
    </PartForm>
  );
}
