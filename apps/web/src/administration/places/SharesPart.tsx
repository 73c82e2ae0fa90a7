import type { AgreementReport, AgreementState } from "@graticule/api/agreement";
import { pairsToWatch } from "@graticule/api/agreement-pairs";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { compareSources, lookAtStatus } from "../../api/administration.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { locationWords } from "../../i18n/location-words.ts";
import { nameOfCode } from "../../places/names.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { TallyTable } from "../TallyTable.tsx";
import "./places.css";
import { FamilyTable } from "./FamilyTable.tsx";
import { ShareBar } from "./ShareBar.tsx";
import { causeRows, couldAddRows, isBeyondHelp, sourceRows } from "./shares-view.ts";
import { coverageOf } from "./source-advice.ts";
import { useAgreement, useCatalogue } from "./use-followed.ts";

const { coverage: coverageText, shares: text } = locationWords;
const { format: readNumber } = new Intl.NumberFormat("en");

/** What all sources together can tell: in a sentence, and as shares of the addresses there are. */
export function SharesPart() {
  const status = useAsked("status", lookAtStatus);
  const asking = useAgreement();
  return (
    <PagePart title={text.title} text={text.text} testId="shares">
      <Loaded asking={status}>{({ sources }) => <Coverage of={coverageOf(sources)} />}</Loaded>
      <Loaded asking={asking}>{(state) => <Current state={state} again={asking.again} />}</Loaded>
    </PagePart>
  );
}

function Coverage({ of }: { readonly of: ReturnType<typeof coverageOf> }) {
  return (
    <p className={of === "sure" ? "body" : "amber-note"} data-coverage={of}>
      {coverageText[of]}
    </p>
  );
}

function Current(props: { readonly state: AgreementState; readonly again: () => Promise<void> }) {
  const { report, run } = props.state;
  const act = useAct(compareSources, props.again);
  return (
    <>
      {report === undefined ? null : <Report report={report} />}
      {report === undefined && run.kind === "idle" ? <p className="small">{text.none}</p> : null}
      {run.kind === "failed" ? <p className="amber-note">{text.failed}</p> : null}
      {run.kind === "running" ? (
        <div className="stack gap-8">
          <label className="small" htmlFor="agreement-progress">
            {text.running}
          </label>
          <progress
            id="agreement-progress"
            className="line-progress"
            value={run.done}
            max={run.of}
          />
        </div>
      ) : (
        <div>
          <Button
            variant="default"
            loading={act.busy}
            onClick={() => act.run(undefined)}
            data-testid="agreement-begin"
          >
            {report === undefined ? text.begin : text.again}
          </Button>
          <FaultLine fault={act.fault} />
        </div>
      )}
    </>
  );
}

function Report({ report }: { readonly report: AgreementReport }) {
  const { shares, at } = report;
  const because = causeRows(shares);
  const { asked } = useCatalogue();
  const offered = asked.kind === "ok" ? asked.value.sources : [];
  const makers = new Map([...offered, ...report.sources].map(({ id, maker }) => [id, maker]));
  const sourceName = (id: string): ReactNode => (
    <>
      {makers.get(id) ?? null} <span className="code">{id}</span>
    </>
  );
  return (
    <>
      {shares.families.map((family) => (
        <ShareBar key={family.family} shares={family} />
      ))}
      <p className="small">
        {text.of[shares.of]} {text.made(hostMoment(at))}
      </p>
      <div className="stack gap-8">
        <FamilyTable caption={text.because} rows={because} nameOf={(cause) => text.cause[cause]} />
        {isBeyondHelp(because) ? <p className="small">{text.beyondHelp}</p> : null}
      </div>
      <FamilyTable caption={text.adds} rows={sourceRows(shares, "adds")} nameOf={sourceName} />
      <FamilyTable
        caption={text.prevents}
        rows={sourceRows(shares, "prevents")}
        nameOf={sourceName}
      />
      <FamilyTable caption={text.couldAdd} rows={couldAddRows(shares)} nameOf={sourceName} />
      <Pairs report={report} />
    </>
  );
}

function Pairs({ report }: { readonly report: AgreementReport }) {
  const pairs = pairsToWatch(report.pairs);
  if (pairs.length === 0) return null;
  const sampled = report.families.reduce((sum, one) => sum + one.sampled, 0);
  return (
    <div className="stack gap-8" data-testid="pairs-to-watch">
      <div className="tallies">
        <TallyTable
          caption={text.pairs(readNumber(sampled))}
          rows={pairs.map(({ place, other, count }) => [
            `${place} ${other}`,
            <>
              {text.pair(nameOfCode(place), nameOfCode(other))}{" "}
              <span className="code">
                {place} {other}
              </span>
            </>,
            readNumber(count),
          ])}
        />
      </div>
      <p className="small">{text.pairsFirst}</p>
    </div>
  );
}
