import type { AppealCase, MoreStatements } from "@graticule/api/appeals";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listAppeals, listPublicAppeals } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay, hostMoment } from "../../i18n/host-time.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { type AtDesk, refreshingDesk } from "../page/DeskAccess.tsx";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import { WillSign } from "../page/WillSign.tsx";
import { type Deciding, decideCase } from "./decide-signed.ts";

const { appeals: text } = deskWords;

export function AppealsPart(at: AtDesk) {
  const asking = refreshingDesk(useAsked("desk-appeals", listAppeals), at);
  return (
    <>
      <p className="body">{text.text}</p>
      <Loaded asking={asking}>
        {(cases) =>
          cases.length === 0 ? (
            <p className="small">{text.none}</p>
          ) : (
            cases.map((one) => (
              <Case key={`${one.orderId}-${one.no}`} one={one} again={asking.again} />
            ))
          )
        }
      </Loaded>
    </>
  );
}

interface CaseProps {
  readonly one: AppealCase;
  readonly again: () => Promise<void>;
}

function Case({ one, again }: CaseProps) {
  const { request, no, dueAt, decision, mayDecide } = one;
  return (
    <PagePart title={text.case(request.number, no)} testId="appeal">
      <p className="small row" style={{ gap: "4px 16px" }}>
        {decision === undefined ? (
          <time dateTime={dueAt}>{text.due(hostMoment(dueAt))}</time>
        ) : null}
        <Link to="/desk/requests/$id" params={{ id: request.id }} className="link">
          {text.toRequest}
        </Link>
      </p>
      <Statements one={one} />
      {decision === undefined ? null : (
        <div>
          <p className="body said">
            {text.decided(text[decision.outcome], decision.by, hostMoment(decision.at))}
          </p>
          <p className="desk-verbatim said">{decision.reasons}</p>
        </div>
      )}
      {mayDecide === "yes" ? <DecisionForm one={one} again={again} /> : null}
      {mayDecide === "yes" || mayDecide === "closed" ? null : (
        <p className="small">{deskWords.reason[mayDecide]}</p>
      )}
    </PagePart>
  );
}

/** The refused, the host, the public; more of the public on request. */
function Statements({ one }: Pick<CaseProps, "one">) {
  const [more, setMore] = useState<readonly MoreStatements[]>([]);
  const shown = [...one.statements, ...more.flatMap(({ statements }) => statements)];
  const next = (more.at(-1) ?? one).publicAfter;
  const act = useDeskAct(
    (after: number) => listPublicAppeals(one.orderId, one.no, after),
    (found) => setMore((before) => [...before, found]),
  );
  return (
    <>
      {shown.map(({ by, on, text: said }, index) => (
        <div key={`${index}-${by}`} className="stack gap-6">
          <p className="small">
            {text.by[by]}, {hostDay(on)}
          </p>
          <blockquote className="desk-verbatim said">{said}</blockquote>
        </div>
      ))}
      {next === undefined ? null : (
        <div>
          <Button variant="default" loading={act.busy} onClick={() => act.run(next)}>
            {text.morePublic}
          </Button>
          <FaultLine fault={act.fault} />
        </div>
      )}
    </>
  );
}

function DecisionForm({ one, again }: CaseProps) {
  const [outcome, setOutcome] = useState<"upheld" | "overturned">();
  const [typed, setTyped] = useState("");
  const [asking, setAsking] = useState(false);
  const reasons = typed.trim();
  const act = useDeskAct(
    (how: Pick<Deciding, "outcome" | "isSigned">, signal) =>
      decideCase(one, { ...how, reasons }, signal),
    async () => {
      setAsking(false);
      await again();
    },
  );
  const { faults, submit } = useChecked(
    {
      outcome: outcome === undefined ? text.outcomeFault : undefined,
      reasons: reasons === "" ? text.reasonsFault : undefined,
    },
    () => setAsking(true),
  );
  return (
    <>
      <form className="stack part-form once" onSubmit={submit} noValidate>
        <Choice
          legend={text.outcome}
          value={outcome}
          options={(["overturned", "upheld"] as const).map((value) => ({
            value,
            label: text[value],
          }))}
          testId="appeal-outcome"
          onChange={setOutcome}
        />
        <ErrorLine text={faults?.outcome} />
        <AreaField
          label={text.reasons}
          hint={text.reasonsHint}
          value={typed}
          error={faults?.reasons}
          testId="appeal-reasons"
          onChange={setTyped}
        />
        <div>
          <Button type="submit" data-testid="appeal-decide">
            {text.decide}
          </Button>
        </div>
      </form>
      {outcome === undefined ? null : (
        <ConfirmAct
          opened={asking}
          title={text.decideTitle[outcome]}
          confirm={text.decide}
          act={act}
          onConfirm={() => act.run({ outcome, isSigned: true })}
          onClose={() => {
            act.clear();
            setAsking(false);
          }}
        >
          <p className="body">{text.decideText[outcome]}</p>
          <WillSign busy={act.busy} />
          {outcome === "overturned" && act.fault !== undefined ? (
            <button
              type="button"
              className="link"
              data-testid="appeal-unsigned"
              onClick={() => act.run({ outcome, isSigned: false })}
            >
              {text.endUnsigned}
            </button>
          ) : null}
        </ConfirmAct>
      )}
    </>
  );
}
