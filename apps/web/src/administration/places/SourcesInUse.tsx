import type { SourceCatalogue } from "@graticule/api/location-sources";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  letWaitingDataIn,
  lookAtStatus,
  stopLocationSource,
  undoLocationSources,
} from "../../api/administration.ts";
import { hostDayOf } from "../../i18n/host-time.ts";
import { locationWords } from "../../i18n/location-words.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { AttributionLink } from "../../ui/page/Attributions.tsx";
import { readAttribution } from "../../ui/page/attribution.ts";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { originOf, type SourceOrigin } from "./catalogue-view.ts";
import { adviceFor, ageInDays, type SourceAdvice, type SourceStatus } from "./source-advice.ts";
import { useCatalogue } from "./use-followed.ts";

const { sources: text } = locationWords;

const everyMs = 10_000;

/** Each source that serves: where it comes from, how it is, what to do about it, and a way out of it. */
export function SourcesInUse() {
  const status = useAsked("status", lookAtStatus, { everyMs });
  const catalogue = useCatalogue();
  return (
    <PagePart title={text.title} testId="sources">
      <Loaded asking={status}>
        {({ sources }) => (
          <Loaded asking={catalogue}>
            {(offered) => <InUse sources={sources} catalogue={offered} />}
          </Loaded>
        )}
      </Loaded>
    </PagePart>
  );
}

function InUse(props: {
  readonly sources: readonly SourceStatus[];
  readonly catalogue: SourceCatalogue;
}) {
  const { sources, catalogue } = props;
  const [done, setDone] = useState<string | undefined>();
  const queries = useQueryClient();
  /** Every page that names sources asks again. */
  const changed = async (said: string): Promise<void> => {
    await queries.invalidateQueries();
    setDone(said);
  };
  const undo = useAct(undoLocationSources, () => changed(text.undone));
  const isRunning = catalogue.run.kind === "running";
  return (
    <>
      {catalogue.hasOwnList ? <p className="small">{text.ownList}</p> : null}
      <ItemList items={sources} none={text.none}>
        {(source) => (
          <Source
            key={source.id}
            source={source}
            origin={originOf(source.id, catalogue)}
            isRunning={isRunning}
            onChanged={changed}
          />
        )}
      </ItemList>
      <DoneLine text={done} />
      {catalogue.canUndo && !isRunning ? (
        <div>
          <LinkButton
            testId="undo-sources"
            disabled={undo.busy}
            onClick={() => undo.run(undefined)}
          >
            {text.undo}
          </LinkButton>
        </div>
      ) : null}
      <FaultLine fault={undo.fault} />
      <p className="small">{text.howTo}</p>
    </>
  );
}

const dots = { fresh: "ok", stale: "warn", missing: "bad", rejected: "bad" } as const;

function Source(props: {
  readonly source: SourceStatus;
  readonly origin: SourceOrigin;
  readonly isRunning: boolean;
  readonly onChanged: (said: string) => Promise<void>;
}) {
  const { source, origin, onChanged } = props;
  const { id, maker, state, builtAt, detail } = source;
  const now = Date.now();
  const days = ageInDays(source, now);
  const advice = adviceFor(source, now);
  const facts = [
    text.kind[source.kind],
    text.basis[source.basis],
    builtAt && text.builtAt(hostDayOf(builtAt)),
    days === undefined ? undefined : text.age(days),
    origin.kind === "catalogue"
      ? text.accepted(hostDayOf(origin.acceptedAt))
      : text.from[origin.kind],
  ].filter((fact) => fact !== undefined);
  const stop = useAct(
    () => stopLocationSource(id),
    () => onChanged(text.stopped(maker)),
  );
  return (
    <li className="item" data-testid={`source-${id}`}>
      <div className="item-what">
        <p className="item-name">
          {maker} <span className="badge">{id}</span>
        </p>
        <p className="small">{facts.join(" · ")}</p>
        <Licence source={source} />
        {advice === undefined ? null : <p className="small">{adviceText(advice)}</p>}
        {source.held ? (
          <Waiting source={source} onChanged={onChanged} />
        ) : detail === undefined ? null : (
          <p className="small" data-testid={`detail-${id}`}>
            {sentence(detail)}
          </p>
        )}
        <FaultLine fault={stop.fault} />
      </div>
      <div className="item-acts">
        <span className="state small" data-state={dots[state]}>
          <span>{text.state[state]}</span>
        </span>
        {origin.kind === "catalogue" ? (
          <LinkButton
            label={`${text.stopOf(maker)} (${id})`}
            testId={`stop-${id}`}
            disabled={props.isRunning || stop.busy}
            onClick={() => stop.run(undefined)}
          >
            {text.stop}
          </LinkButton>
        ) : null}
      </div>
    </li>
  );
}

function sentence(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}

/** Newer data that changed suddenly: why they wait, and a way to use them. */
function Waiting(props: {
  readonly source: SourceStatus;
  readonly onChanged: (said: string) => Promise<void>;
}) {
  const { id, maker, detail } = props.source;
  const why = detail === undefined ? text.held : sentence(detail);
  return (
    <div className="amber-note stack gap-8" data-testid={`held-${id}`}>
      <p className="body">{why}</p>
      <div>
        <ConfirmButton
          quiet="link"
          tone="plain"
          button={text.use}
          label={`${text.use}: ${maker}`}
          title={text.useTitle(maker)}
          confirm={text.use}
          testId={`use-${id}`}
          act={() => letWaitingDataIn(id)}
          onDone={() => props.onChanged(text.used(maker))}
        >
          {why} {text.useText}
        </ConfirmButton>
      </div>
    </div>
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
