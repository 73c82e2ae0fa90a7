import { administrationWords } from "../../i18n/administration-words.ts";
import { hostDayOf } from "../../i18n/host-time.ts";
import { AttributionLink } from "../../ui/page/Attributions.tsx";
import { readAttribution } from "../../ui/page/attribution.ts";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import {
  adviceFor,
  ageInDays,
  coverageOf,
  type SourceAdvice,
  type SourceStatus,
} from "./source-advice.ts";

const { status: text } = administrationWords;

/** The sources of places: what they can tell together, then each of them, and what to do. */
export function LocationSources(props: {
  readonly sources: readonly SourceStatus[];
  readonly now: number;
}) {
  const coverage = coverageOf(props.sources);
  return (
    <PagePart title={text.sources} testId="sources">
      <p className={coverage === "sure" ? "body" : "amber-note"} data-coverage={coverage}>
        {text.sourcesLead[coverage]}
      </p>
      {coverage === "sure" ? null : <p className="small">{text.howTo}</p>}
      <ul className="plain-list">
        {props.sources.map((source) => (
          <Source key={source.id} source={source} now={props.now} />
        ))}
      </ul>
    </PagePart>
  );
}

const dots = { fresh: "ok", stale: "warn", missing: "bad", rejected: "bad" } as const;

function Source({ source, now }: { readonly source: SourceStatus; readonly now: number }) {
  const { state } = source;
  const days = ageInDays(source, now);
  const advice = adviceFor(source, now);
  const facts = [
    text.kind[source.kind],
    text.basis[source.basis],
    source.builtAt && text.builtAt(hostDayOf(source.builtAt)),
    days === undefined ? undefined : text.age(days),
  ].filter((fact) => fact !== undefined);
  return (
    <li className="item" data-testid={`source-${source.id}`}>
      <div className="item-what">
        <p className="item-name">
          {source.maker} <span className="badge">{source.id}</span>
        </p>
        <p className="small">{facts.join(" · ")}</p>
        <Licence source={source} />
        {advice === undefined ? null : <p className="small">{adviceText(advice)}</p>}
      </div>
      <span className="state small" data-state={dots[state]}>
        <span>{text.state[state]}</span>
      </span>
    </li>
  );
}

/** What its maker asks for; the operator's own data asks for nothing. */
function Licence({ source }: { readonly source: SourceStatus }) {
  const { licence, attribution } = source;
  if (licence === "" && attribution === "") return null;
  return (
    <p className="small">
      {licence === "" ? null : `${text.licence}: ${licence}`}
      {licence === "" || attribution === "" ? null : " · "}
      {attribution === "" ? null : <AttributionLink attribution={readAttribution(attribution)} />}
    </p>
  );
}

function adviceText(advice: SourceAdvice): string {
  return advice.kind === "stale" ? text.advice.stale(advice.days) : text.advice[advice.kind];
}
