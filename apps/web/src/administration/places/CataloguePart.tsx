import type { SourceCatalogue } from "@graticule/api/location-sources";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { lookAtStatus } from "../../api/administration.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { locationWords } from "../../i18n/location-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ChooseSources } from "./ChooseSources.tsx";
import { choicesIn, chosenAtFirst } from "./catalogue-view.ts";
import { RunProgress } from "./RunProgress.tsx";
import type { SourceStatus } from "./source-advice.ts";
import { useCatalogue } from "./use-followed.ts";

const { catalogue: text } = locationWords;

/** The free sources that makers offer, and how far the download of some is. */
export function CataloguePart() {
  const status = useAsked("status", lookAtStatus);
  const asking = useCatalogue();
  return (
    <Loaded asking={status}>
      {({ sources }) => (
        <Loaded asking={asking}>
          {(catalogue) => (
            <PagePart
              title={text.title}
              text={text.text(hostDay(catalogue.catalogueDate))}
              testId="catalogue"
            >
              <Offered catalogue={catalogue} serving={sources} />
            </PagePart>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function Offered(props: {
  readonly catalogue: SourceCatalogue;
  readonly serving: readonly SourceStatus[];
}) {
  const { catalogue, serving } = props;
  const { run } = catalogue;
  const [isOurs, setOurs] = useState(false);
  const queries = useQueryClient();
  const wasRunning = useRef(false);
  const isRunning = run.kind === "running";
  useEffect(() => {
    // Other sources decide now: whatever names them is asked for again.
    if (wasRunning.current && !isRunning) void queries.invalidateQueries();
    wasRunning.current = isRunning;
  }, [isRunning, queries]);
  const begun = async (): Promise<void> => {
    setOurs(true);
    await queries.invalidateQueries();
  };
  const choices = choicesIn(catalogue, serving);
  const hasFailed =
    run.kind === "finished" && run.taken.some(({ outcome }) => outcome === "failed");
  return (
    <>
      {isRunning || hasFailed || (isOurs && run.kind === "finished") ? (
        <RunProgress run={run} sources={catalogue.sources} takesFocus={isOurs} />
      ) : null}
      {isRunning ? null : choices.length === 0 ? (
        <p className="small">{text.all}</p>
      ) : (
        <ChooseSources
          key={choices.map(({ id }) => id).join(" ")}
          choices={choices}
          atFirst={chosenAtFirst(catalogue, choices)}
          onBegun={begun}
        />
      )}
    </>
  );
}
