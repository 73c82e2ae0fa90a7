import { Fragment } from "react";
import { words } from "../../i18n/words.ts";
import { type Attribution, readAttribution } from "./attribution.ts";
import { useLocationData } from "./use-location-data.ts";

/** The quiet line that the licences of the location data ask for wherever a place is shown. */
export function Attributions() {
  const named = (useLocationData()?.sources ?? []).filter(
    ({ attribution, state }) => attribution !== "" && (state === "fresh" || state === "stale"),
  );
  if (named.length === 0) return null;
  return (
    <p className="small" data-testid="attributions">
      {words.app.placesBy}{" "}
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
