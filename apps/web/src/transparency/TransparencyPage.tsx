import type { Figures } from "@graticule/api/transparency";
import { Link } from "@tanstack/react-router";
import { transparencyWords } from "../i18n/transparency-words.ts";
import { Shell } from "../ui/page/Shell.tsx";
import { Demands } from "./figures/Demands.tsx";
import { FiveFigures, LogFindings } from "./figures/FiveFigures.tsx";
import { Months } from "./figures/Months.tsx";
import { OrdersSection } from "./figures/OrdersSection.tsx";
import { Requests } from "./figures/Requests.tsx";
import { Rest } from "./figures/Rest.tsx";
import { TakeAlong } from "./figures/TakeAlong.tsx";
import { Appeals, Times } from "./figures/TimeAndAppeals.tsx";
import { LogLoading, Unanswered } from "./figures/Unanswered.tsx";
import "./transparency.css";
import { useFigures } from "./use-log.ts";

/** What was demanded, answered and done: the public log at a glance. */
export function TransparencyPage() {
  const { data: answer, refetch } = useFigures();
  return (
    <Shell title={transparencyWords.title} width="medium">
      <article className="log-page" data-testid="transparency">
        <div className="stack gap-12">
          <h1 className="h1">{transparencyWords.title}</h1>
          <p className="lead">{transparencyWords.lead}</p>
          <Link to="/process" className="link">
            {transparencyWords.process}
          </Link>
        </div>
        {answer === undefined ? <LogLoading /> : null}
        {answer?.kind === "ok" ? <Told figures={answer.value.figures} /> : null}
        {answer === undefined || answer.kind === "ok" ? null : (
          <Unanswered fault={answer} again={() => void refetch()} />
        )}
      </article>
    </Shell>
  );
}

function Told({ figures }: { readonly figures: Figures }) {
  const isBegun = figures.requests.received > 0;
  return (
    <>
      <FiveFigures figures={figures} />
      <LogFindings findings={figures.findings} />
      {isBegun ? (
        <>
          <Requests received={figures.requests.received} through={figures.through} />
          <Demands demands={figures.demands} />
          <Months months={figures.months} />
          <OrdersSection orders={figures.orders} through={figures.through} />
          <div className="log-pair">
            <Times {...figures} />
            <Appeals appeals={figures.appeals} through={figures.through} />
          </div>
        </>
      ) : (
        <NothingYet />
      )}
      <Rest figures={figures} />
      <TakeAlong />
    </>
  );
}

/** Before the first request. */
function NothingYet() {
  const { none } = transparencyWords;
  return (
    <section className="sheet stack gap-8">
      <h2 className="h2">{none.title}</h2>
      <p className="body">{none.text}</p>
      <ul className="body points">
        {none.will.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </section>
  );
}
