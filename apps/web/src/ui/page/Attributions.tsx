import { Fragment } from "react";
import { words } from "../../i18n/words.ts";
import { type Attribution, readAttribution } from "./attribution.ts";
import { Certainty } from "./Certainty.tsx";
import { useLocationData } from "./use-location-data.ts";

/** How much is certain, and the quiet line that licences ask for wherever a place is shown. */
export function Attributions() {
  const data = useLocationData();
  const named = (data?.sources ?? []).filter(
    ({ attribution, state }) => attribution !== "" && (state === "fresh" || state === "stale"),
  );
  if (named.length === 0 && data?.certain === undefined) return null;
  return (
    <p className="small" data-testid="attributions">
      <Certainty /> {named.length === 0 ? null : words.app.placesBy}{" "}
      {named.map(({ id, attribution }, index) => (
        <Fragment key={id}>
          {index === 0 ? null : " · "}
          <AttributionLink attribution={readAttribution(attribution)} />
        </Fragment>
      ))}
    </p>
  );
}

export function AttributionLink({ attribution }: { readonly attribution: Attribution }) {
  const { text, href } = attribution;
  if (href === undefined) return text;
  return (
    <a className="quiet-link" href={href} rel="noopener noreferrer" target="_blank">
      {text}
    </a>
  );
}
